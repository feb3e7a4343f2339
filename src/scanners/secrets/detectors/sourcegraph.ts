/** Credentials of Sourcegraph. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'sourcegraph',
  name: 'Sourcegraph',
  access: 'reads the code it indexes',
  revoke: 'In Sourcegraph open User settings → Access tokens and delete it.',
  reference: 'https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token',
  detectors: [
    {
      rule: 'sourcegraph-token',
      title: 'Sourcegraph access token',
      kind: 'token',
      pattern: 'sgp_(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40}',
    },
    {
      rule: 'sourcegraph-token-beside-name',
      title: 'Sourcegraph token beside its name',
      kind: 'named',
      keywords: ['sourcegraph'],
      pattern: '[a-fA-F0-9]{40}',
    },
  ],
};
