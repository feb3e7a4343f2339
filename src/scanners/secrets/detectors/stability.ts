/** Credentials of Stability AI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'stability',
  name: 'Stability AI',
  access: "spends the account's model budget",
  revoke: 'On platform.stability.ai open API keys and delete the key.',
  reference: 'https://platform.stability.ai/docs/',
  detectors: [
    {
      rule: 'stability-api-key',
      title: 'Stability AI API key',
      kind: 'named',
      keywords: ['stability', 'dreamstudio'],
      pattern: 'sk-[A-Za-z0-9]{48}',
    },
  ],
};
