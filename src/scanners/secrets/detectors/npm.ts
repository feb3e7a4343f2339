/** Credentials of npm. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'npm',
  name: 'npm',
  access: "publishes packages in the user's name",
  revoke: 'Run npm token revoke or open npmjs.com → Access Tokens, and look for versions you did not publish.',
  reference: 'https://docs.npmjs.com/revoking-access-tokens',
  detectors: [
    {
      rule: 'npm-token',
      title: 'npm access token',
      kind: 'token',
      pattern: 'npm_[A-Za-z0-9]{36}',
      check: 'crc32-base62',
    },
    {
      rule: 'npm-legacy-token',
      title: 'npm token of the old form',
      kind: 'named',
      keywords: ['authtoken'],
      pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    },
  ],
};
