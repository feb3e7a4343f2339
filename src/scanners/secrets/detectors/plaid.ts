/** Credentials of Plaid. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'plaid',
  name: 'Plaid',
  access: "reads customers' bank data",
  revoke:
    'In the Plaid dashboard open Developers → Keys and rotate the secret; access tokens are rotated by /item/access_token/invalidate.',
  reference: 'https://plaid.com/docs/',
  detectors: [
    {
      rule: 'plaid-access-token',
      title: 'Plaid access token',
      kind: 'token',
      pattern: 'access-(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    },
    {
      rule: 'plaid-secret',
      title: 'Plaid secret',
      kind: 'named',
      keywords: ['plaid'],
      pattern: '[a-f0-9]{30}',
      entropy: 3,
    },
    {
      rule: 'plaid-client-id',
      title: 'Plaid client id',
      kind: 'named',
      keywords: ['plaid'],
      pattern: '[a-f0-9]{24}',
      identifier: true,
    },
  ],
};
