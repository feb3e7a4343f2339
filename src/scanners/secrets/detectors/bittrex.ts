/** Credentials of Bittrex. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'bittrex',
  name: 'Bittrex',
  access: 'traded on the account (the exchange closed in 2023)',
  revoke: 'The exchange is closed; remove the key and never reuse it elsewhere.',
  reference: 'https://bittrex.com/',
  detectors: [
    { rule: 'bittrex-key', title: 'Bittrex key', kind: 'named', keywords: ['bittrex'], pattern: '[a-z0-9]{32}' },
  ],
};
