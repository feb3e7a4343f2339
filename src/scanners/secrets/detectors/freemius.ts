/** Credentials of Freemius. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'freemius',
  name: 'Freemius',
  access: 'manages licences and sales of the product',
  revoke: 'In the Freemius dashboard open Settings → Keys and reset the secret key.',
  reference: 'https://freemius.com/help/documentation/',
  detectors: [
    {
      rule: 'freemius-secret-key',
      title: 'Freemius secret key',
      kind: 'named',
      keywords: ['secret_key'],
      pattern: 'sk_[^\\s"\'\\\\]{29}',
      confidence: 'low',
      entropy: 3.8,
    },
  ],
};
