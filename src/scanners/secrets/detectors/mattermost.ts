/** Credentials of Mattermost. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'mattermost',
  name: 'Mattermost',
  access: 'reads and posts as the user or bot',
  revoke: 'In Mattermost open Profile → Security → Personal access tokens and delete it.',
  reference: 'https://developers.mattermost.com/integrate/reference/personal-access-token/',
  detectors: [
    {
      rule: 'mattermost-token',
      title: 'Mattermost access token',
      kind: 'named',
      keywords: ['mattermost'],
      pattern: '[a-z0-9]{26}',
      entropy: 3.4,
    },
  ],
};
