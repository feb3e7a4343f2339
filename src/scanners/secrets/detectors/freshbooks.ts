/** Credentials of FreshBooks. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'freshbooks',
  name: 'FreshBooks',
  access: 'reads and changes the accounts',
  revoke: 'On the FreshBooks developer page reset the client secret of the app.',
  reference: 'https://www.freshbooks.com/api/authentication',
  detectors: [
    {
      rule: 'freshbooks-token',
      title: 'FreshBooks token',
      kind: 'named',
      keywords: ['freshbooks'],
      pattern: '[a-z0-9]{64}',
    },
  ],
};
