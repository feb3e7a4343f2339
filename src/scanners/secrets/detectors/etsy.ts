/** Credentials of Etsy. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'etsy',
  name: 'Etsy',
  access: 'calls the Etsy API as the app',
  revoke: 'On etsy.com/developers open the app and request a new key.',
  reference: 'https://developers.etsy.com/documentation/essentials/authentication',
  detectors: [
    {
      rule: 'etsy-api-key',
      title: 'Etsy API key',
      kind: 'named',
      keywords: ['etsy'],
      pattern: '[a-z0-9]{24}',
      entropy: 3.2,
    },
  ],
};
