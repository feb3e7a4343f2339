/** Credentials of Duffel. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'duffel',
  name: 'Duffel',
  access: 'searches and books flights on the account',
  revoke: 'In the Duffel dashboard open Developers → Access tokens and delete the token.',
  reference: 'https://duffel.com/docs/api/overview/making-requests',
  detectors: [
    {
      rule: 'duffel-token',
      title: 'Duffel access token',
      kind: 'token',
      pattern: 'duffel_(?:test|live)_[A-Za-z0-9_=-]{43}',
    },
  ],
};
