/** Credentials of Lob. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'lob',
  name: 'Lob',
  access: 'sends letters and checks on the account',
  revoke: 'In the Lob dashboard open Settings → API keys and rotate the key.',
  reference: 'https://docs.lob.com/',
  detectors: [
    {
      rule: 'lob-api-key',
      title: 'Lob API key',
      kind: 'named',
      keywords: ['lob_', 'lob.', 'lob-', 'lob '],
      pattern: '(?:live|test)_[a-f0-9]{35}',
    },
    {
      rule: 'lob-publishable-key',
      title: 'Lob publishable key',
      kind: 'named',
      keywords: ['lob_', 'lob.', 'lob-', 'lob '],
      pattern: '(?:live|test)_pub_[a-f0-9]{31}',
      identifier: true,
    },
  ],
};
