/** Credentials of Voyage AI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'voyage',
  name: 'Voyage AI',
  access: "spends the account's model budget",
  revoke: 'On dash.voyageai.com open API keys and delete the key.',
  reference: 'https://docs.voyageai.com/',
  detectors: [
    {
      rule: 'voyage-api-key',
      title: 'Voyage AI API key',
      kind: 'token',
      pattern: 'pa-[A-Za-z0-9_-]{43}',
      entropy: 4,
      context: ['voyage'],
    },
  ],
};
