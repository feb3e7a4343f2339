/** Credentials of Fly.io. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'flyio',
  name: 'Fly.io',
  access: 'deploys to and opens shells on the apps',
  revoke: 'Run fly tokens list and fly tokens revoke, or use the dashboard under Tokens.',
  reference: 'https://fly.io/docs/security/tokens/',
  detectors: [
    {
      rule: 'flyio-token',
      title: 'Fly.io access token',
      kind: 'token',
      pattern: '(?:fo1_[A-Za-z0-9_-]{43}|fm1[ar]_[A-Za-z0-9+/]{100,1000}={0,3}|fm2_[A-Za-z0-9+/]{100,1000}={0,3})',
    },
  ],
};
