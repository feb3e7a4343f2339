/** Credentials of Mistral AI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'mistral',
  name: 'Mistral AI',
  access: "spends the account's model budget",
  revoke: 'On console.mistral.ai open API keys, delete the key and create another.',
  reference: 'https://docs.mistral.ai/',
  detectors: [
    {
      rule: 'mistral-api-key',
      title: 'Mistral API key',
      kind: 'named',
      keywords: ['mistral'],
      pattern: '[A-Za-z0-9]{32}',
      mixed: true,
    },
  ],
};
