/** Credentials of PlanetScale. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'planetscale',
  name: 'PlanetScale',
  access: 'reads and changes databases',
  revoke: 'In PlanetScale open Settings → Passwords or Service tokens and delete it.',
  reference: 'https://planetscale.com/docs/api/service-tokens',
  detectors: [
    {
      rule: 'planetscale-password',
      title: 'PlanetScale password',
      kind: 'token',
      pattern: 'pscale_pw_[A-Za-z0-9_=.-]{32,64}',
    },
    {
      rule: 'planetscale-token',
      title: 'PlanetScale token',
      kind: 'token',
      pattern: 'pscale_(?:tkn|oauth)_[A-Za-z0-9_=.-]{32,64}',
    },
  ],
};
