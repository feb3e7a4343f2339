/** Credentials of Twitch. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'twitch',
  name: 'Twitch',
  access: 'acts as the application or user',
  revoke: 'In the Twitch developer console open the application and generate a new secret.',
  reference: 'https://dev.twitch.tv/docs/authentication/',
  detectors: [
    {
      rule: 'twitch-secret',
      title: 'Twitch secret',
      kind: 'named',
      keywords: ['twitch'],
      pattern: '[a-z0-9]{30}',
      entropy: 3.2,
    },
  ],
};
