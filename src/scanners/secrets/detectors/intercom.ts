/** Credentials of Intercom. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'intercom',
  name: 'Intercom',
  access: "reads and changes customers' conversations",
  revoke: 'In the Intercom developer hub open the app → Authentication and regenerate the token.',
  reference: 'https://developers.intercom.com/docs/build-an-integration/learn-more/authentication',
  detectors: [
    {
      rule: 'intercom-token',
      title: 'Intercom access token',
      kind: 'named',
      keywords: ['intercom'],
      pattern: '[A-Za-z0-9=_-]{60}',
    },
  ],
};
