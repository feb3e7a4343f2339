/** Credentials of Finnhub. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'finnhub',
  name: 'Finnhub',
  access: "uses the account's market data quota",
  revoke: 'In the Finnhub dashboard regenerate the API key.',
  reference: 'https://finnhub.io/docs/api',
  detectors: [
    {
      rule: 'finnhub-api-key',
      title: 'Finnhub API key',
      kind: 'named',
      keywords: ['finnhub'],
      pattern: '[a-z0-9]{20,40}',
      entropy: 3,
    },
  ],
};
