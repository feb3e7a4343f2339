/** Credentials of Fastly. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'fastly',
  name: 'Fastly',
  access: 'purges and reconfigures the services',
  revoke: 'In Fastly open Account → API tokens and delete the token.',
  reference: 'https://www.fastly.com/documentation/guides/account-info/account-management/using-api-tokens/',
  detectors: [
    {
      rule: 'fastly-api-token',
      title: 'Fastly API token',
      kind: 'named',
      keywords: ['fastly'],
      pattern: '[A-Za-z0-9=_-]{32}',
    },
  ],
};
