/** Credentials of Snyk. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'snyk',
  name: 'Snyk',
  access: "reads the organisation's findings",
  revoke: 'In Snyk open Account settings → API token and revoke and regenerate it.',
  reference: 'https://docs.snyk.io/snyk-api/authentication-for-api',
  detectors: [
    {
      rule: 'snyk-token',
      title: 'Snyk token',
      kind: 'named',
      keywords: ['snyk'],
      pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    },
  ],
};
