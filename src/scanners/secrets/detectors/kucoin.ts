/** Credentials of KuCoin. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'kucoin',
  name: 'KuCoin',
  access: 'trades on the account',
  revoke: 'In KuCoin open API Management, delete the key and review the orders.',
  reference: 'https://www.kucoin.com/docs/',
  detectors: [
    {
      rule: 'kucoin-secret',
      title: 'KuCoin secret',
      kind: 'named',
      keywords: ['kucoin'],
      pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    },
    {
      rule: 'kucoin-key',
      title: 'KuCoin key',
      kind: 'named',
      keywords: ['kucoin'],
      pattern: '[a-f0-9]{24}',
      identifier: true,
    },
  ],
};
