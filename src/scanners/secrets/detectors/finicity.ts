/** Credentials of Finicity. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'finicity',
  name: 'Finicity',
  access: "reads customers' bank data",
  revoke: 'In the Finicity developer portal reset the partner secret and app key.',
  reference: 'https://developer.mastercard.com/open-finance-us/documentation/',
  detectors: [
    {
      rule: 'finicity-client-secret',
      title: 'Finicity partner secret',
      kind: 'named',
      keywords: ['finicity'],
      pattern: '[A-Za-z0-9]{20}',
      entropy: 3.2,
    },
    {
      rule: 'finicity-api-key',
      title: 'Finicity app key',
      kind: 'named',
      keywords: ['finicity'],
      pattern: '[a-f0-9]{32}',
    },
  ],
};
