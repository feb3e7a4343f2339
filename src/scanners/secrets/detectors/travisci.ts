/** Credentials of Travis CI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'travisci',
  name: 'Travis CI',
  access: 'starts builds and reads their variables',
  revoke: 'On travis-ci.com open Settings → API authentication and reset the token.',
  reference: 'https://docs.travis-ci.com/user/triggering-builds/',
  detectors: [
    {
      rule: 'travisci-token',
      title: 'Travis CI token',
      kind: 'named',
      keywords: ['travis'],
      pattern: '[A-Za-z0-9_-]{22}',
      mixed: true,
      entropy: 3.6,
    },
  ],
};
