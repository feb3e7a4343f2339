/** Credentials of Aiven. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'aiven',
  name: 'Aiven',
  access: 'manages databases and clouds of the projects',
  revoke: 'In the Aiven console open User information → Tokens and revoke it.',
  reference: 'https://aiven.io/docs/platform/howto/create_authentication_token',
  detectors: [
    {
      rule: 'aiven-service-password',
      title: 'Aiven service password',
      kind: 'token',
      pattern: 'AVNS_[A-Za-z0-9_-]{19}',
    },
  ],
};
