/** Credentials of Gitter. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'gitter',
  name: 'Gitter',
  access: 'reads and posts as the user',
  revoke: 'On developer.gitter.im delete the app or token.',
  reference: 'https://developer.gitter.im/docs/authentication',
  detectors: [
    {
      rule: 'gitter-token',
      title: 'Gitter access token',
      kind: 'named',
      keywords: ['gitter'],
      pattern: '[A-Za-z0-9_-]{40}',
    },
  ],
};
