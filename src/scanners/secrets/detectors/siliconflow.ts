/** Credentials of SiliconFlow. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'siliconflow',
  name: 'SiliconFlow',
  access: "spends the account's model budget",
  revoke: 'On cloud.siliconflow.cn open API keys and delete the key.',
  reference: 'https://docs.siliconflow.cn/',
  detectors: [
    {
      rule: 'siliconflow-api-key',
      title: 'SiliconFlow API key',
      kind: 'named',
      keywords: ['siliconflow'],
      pattern: 'sk-[a-z]{48}',
    },
  ],
};
