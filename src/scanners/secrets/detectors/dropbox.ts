/** Credentials of Dropbox. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'dropbox',
  name: 'Dropbox',
  access: 'reads and writes the files in its scope',
  revoke:
    'In the Dropbox App Console open the app, reset the secret or revoke the tokens; a user disconnects it under Settings → Connected apps.',
  reference: 'https://developers.dropbox.com/oauth-guide',
  detectors: [
    {
      rule: 'dropbox-short-lived-token',
      title: 'Dropbox short-lived token',
      kind: 'token',
      pattern: 'sl\\.[A-Za-z0-9_=-]{130,152}',
    },
    {
      rule: 'dropbox-long-lived-token',
      title: 'Dropbox long-lived token',
      kind: 'token',
      keywords: ['aaaaaaaaaa'],
      pattern: '[A-Za-z0-9]{11}AAAAAAAAAA[A-Za-z0-9_=-]{43}',
      context: ['dropbox'],
    },
    {
      rule: 'dropbox-app-secret',
      title: 'Dropbox app secret',
      kind: 'named',
      keywords: ['dropbox'],
      pattern: '[a-z0-9]{15}',
      entropy: 2.8,
    },
  ],
};
