/** Credentials of Looker. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'looker',
  name: 'Looker',
  access: 'runs queries as the API user',
  revoke: 'In Looker open Admin → Users → Edit keys and delete the pair.',
  reference: 'https://cloud.google.com/looker/docs/api-auth',
  detectors: [
    {
      rule: 'looker-client-secret',
      title: 'Looker client secret',
      kind: 'named',
      keywords: ['looker'],
      pattern: '[A-Za-z0-9]{24}',
      entropy: 3.2,
    },
    {
      rule: 'looker-client-id',
      title: 'Looker client id',
      kind: 'named',
      keywords: ['looker'],
      pattern: '[A-Za-z0-9]{20}',
      entropy: 3,
      identifier: true,
    },
  ],
};
