/** Credentials of Sidekiq. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'sidekiq',
  name: 'Sidekiq',
  access: 'downloads the paid gems',
  revoke: 'Ask Contributed Systems support for new credentials.',
  reference: 'https://github.com/sidekiq/sidekiq/wiki/Commercial-FAQ',
  detectors: [
    {
      rule: 'sidekiq-secret',
      title: 'Sidekiq credentials',
      kind: 'named',
      keywords: ['bundle_enterprise__contribsys__com', 'bundle_gems__contribsys__com'],
      pattern: '[a-f0-9]{8}:[a-f0-9]{8}',
    },
    {
      rule: 'sidekiq-url',
      title: 'Sidekiq gem address with credentials',
      kind: 'token',
      keywords: ['contribsys.com'],
      pattern: '[a-f0-9]{8}:[a-f0-9]{8}@(?:gems|enterprise)\\.contribsys\\.com',
    },
  ],
};
