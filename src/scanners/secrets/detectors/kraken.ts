/** Credentials of Kraken. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'kraken',
  name: 'Kraken',
  access: 'trades on and, if allowed, withdraws from the account',
  revoke: 'In Kraken open Security → API, delete the key and review the ledger.',
  reference: 'https://docs.kraken.com/api/',
  detectors: [
    {
      rule: 'kraken-private-key',
      title: 'Kraken private key',
      kind: 'named',
      keywords: ['kraken'],
      pattern: '[A-Za-z0-9/+_-]{80,88}={0,2}',
    },
  ],
};
