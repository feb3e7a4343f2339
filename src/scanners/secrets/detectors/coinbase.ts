/** Credentials of Coinbase. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'coinbase',
  name: 'Coinbase',
  access: 'reads the account and, if allowed, moves money',
  revoke: 'In Coinbase open Settings → API (or the Developer Platform), delete the key and review transfers.',
  reference: 'https://docs.cdp.coinbase.com/',
  detectors: [
    {
      rule: 'coinbase-key',
      title: 'Coinbase key',
      kind: 'named',
      keywords: ['coinbase'],
      pattern: '[A-Za-z0-9_-]{64}',
    },
  ],
};
