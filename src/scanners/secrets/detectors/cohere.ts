/** Credentials of Cohere. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'cohere',
  name: 'Cohere',
  access: "spends the account's model budget",
  revoke: 'In the Cohere dashboard open API keys, delete the key and create another.',
  reference: 'https://docs.cohere.com/',
  detectors: [
    {
      rule: 'cohere-api-key',
      title: 'Cohere API key',
      kind: 'named',
      keywords: ['cohere', 'co_api_key'],
      pattern: '[A-Za-z0-9]{40}',
      entropy: 4,
    },
  ],
};
