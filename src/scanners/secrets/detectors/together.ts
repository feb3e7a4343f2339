/** Credentials of Together AI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'together',
  name: 'Together AI',
  access: "spends the account's model budget",
  revoke: 'On api.together.ai open Settings → API keys and regenerate the key.',
  reference: 'https://docs.together.ai/',
  detectors: [
    { rule: 'together-api-key', title: 'Together AI API key', kind: 'token', pattern: 'tgp_v1_[A-Za-z0-9_-]{43}' },
    {
      rule: 'together-key-beside-name',
      title: 'Together AI key beside its name',
      kind: 'named',
      keywords: ['together_api', 'togetherai', 'together_ai'],
      pattern: '[a-f0-9]{64}',
    },
  ],
};
