/** Credentials of LinkedIn. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'linkedin',
  name: 'LinkedIn',
  access: 'calls LinkedIn APIs as the app',
  revoke: 'On the LinkedIn developer portal open the app → Auth and generate a new client secret.',
  reference: 'https://learn.microsoft.com/en-us/linkedin/shared/authentication/authentication',
  detectors: [
    {
      rule: 'linkedin-client-secret-with-mark',
      title: 'LinkedIn client secret with its mark',
      kind: 'token',
      pattern: 'WPL_AP1\\.[A-Za-z0-9]{16}\\.[A-Za-z0-9+/=]{8}',
    },
    {
      rule: 'linkedin-client-secret',
      title: 'LinkedIn client secret',
      kind: 'named',
      keywords: ['linkedin', 'linked_in', 'linked-in'],
      pattern: '[A-Za-z0-9]{16}',
      entropy: 3.2,
      mixed: true,
    },
    {
      rule: 'linkedin-client-id',
      title: 'LinkedIn client id',
      kind: 'named',
      keywords: ['linkedin', 'linked_in', 'linked-in'],
      pattern: '[a-z0-9]{14}',
      identifier: true,
    },
  ],
};
