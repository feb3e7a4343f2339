/** Credentials of New York Times. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'nytimes',
  name: 'New York Times',
  access: "uses the app's API quota",
  revoke: 'On developer.nytimes.com open the app and replace the key.',
  reference: 'https://developer.nytimes.com/get-started',
  detectors: [
    {
      rule: 'nytimes-key',
      title: 'New York Times API key',
      kind: 'named',
      keywords: ['nytimes', 'new-york-times', 'newyorktimes'],
      pattern: '[A-Za-z0-9=_-]{32}',
    },
  ],
};
