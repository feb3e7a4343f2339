/** Credentials of Shippo. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'shippo',
  name: 'Shippo',
  access: 'buys labels on the account',
  revoke: 'In Shippo open Settings → API and roll the token.',
  reference: 'https://docs.goshippo.com/docs/guides_general/authentication/',
  detectors: [
    {
      rule: 'shippo-token',
      title: 'Shippo token',
      kind: 'token',
      pattern: 'shippo_(?:live|test)_[a-f0-9]{40}',
      ignoreCase: true,
    },
  ],
};
