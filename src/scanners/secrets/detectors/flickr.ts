/** Credentials of Flickr. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'flickr',
  name: 'Flickr',
  access: 'calls the Flickr API as the app',
  revoke: 'On flickr.com/services/apps request a new key and delete the old app.',
  reference: 'https://www.flickr.com/services/api/misc.api_keys.html',
  detectors: [
    { rule: 'flickr-key', title: 'Flickr API key', kind: 'named', keywords: ['flickr'], pattern: '[a-f0-9]{32}' },
  ],
};
