/** Credentials of Zhipu AI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'zhipu',
  name: 'Zhipu AI',
  access: "spends the account's model budget",
  revoke: 'On open.bigmodel.cn open API keys and delete the key.',
  reference: 'https://docs.bigmodel.cn/',
  detectors: [
    {
      rule: 'zhipu-api-key',
      title: 'Zhipu AI API key',
      kind: 'named',
      keywords: ['zhipu', 'bigmodel', 'glm_api'],
      pattern: '[a-f0-9]{32}\\.[A-Za-z0-9]{16}',
    },
  ],
};
