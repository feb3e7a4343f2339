/** Credentials of Squarespace. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'squarespace',
  name: 'Squarespace',
  access: "manages the site's shop",
  revoke: 'In Squarespace open Settings → Developer API keys and delete the key.',
  reference: 'https://developers.squarespace.com/commerce-apis/authentication-and-permissions',
  detectors: [
    {
      rule: 'squarespace-token',
      title: 'Squarespace token',
      kind: 'named',
      keywords: ['squarespace'],
      pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    },
  ],
};
