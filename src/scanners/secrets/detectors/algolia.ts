/** Credentials of Algolia. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'algolia',
  name: 'Algolia',
  access: 'searches, and with an admin key rewrites, the indices',
  revoke: 'In the Algolia dashboard open Settings → API Keys; regenerate the admin key or delete the key.',
  reference: 'https://www.algolia.com/doc/guides/security/api-keys/',
  detectors: [
    {
      rule: 'algolia-api-key',
      title: 'Algolia API key',
      kind: 'named',
      keywords: ['algolia'],
      pattern: '[a-z0-9]{32}',
    },
  ],
};
