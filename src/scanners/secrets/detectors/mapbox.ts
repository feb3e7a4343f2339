/** Credentials of Mapbox. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'mapbox',
  name: 'Mapbox',
  access: "uses the account's maps; a secret token changes it",
  revoke: 'On account.mapbox.com open Access tokens and delete or rotate it.',
  reference: 'https://docs.mapbox.com/help/getting-started/access-tokens/',
  detectors: [
    {
      rule: 'mapbox-secret-token',
      title: 'Mapbox secret token',
      kind: 'token',
      pattern: 'sk\\.eyJ[A-Za-z0-9_-]{50,120}\\.[A-Za-z0-9_-]{22}',
    },
    {
      rule: 'mapbox-public-token',
      title: 'Mapbox public token',
      kind: 'token',
      pattern: 'pk\\.eyJ[A-Za-z0-9_-]{50,120}\\.[A-Za-z0-9_-]{22}',
      identifier: true,
    },
  ],
};
