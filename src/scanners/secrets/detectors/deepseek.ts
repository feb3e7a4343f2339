/** Credentials of DeepSeek. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'deepseek',
  name: 'DeepSeek',
  access: "spends the account's model budget",
  revoke: 'On platform.deepseek.com open API keys, delete the key and create another.',
  reference: 'https://api-docs.deepseek.com/',
  detectors: [
    {
      rule: 'deepseek-api-key',
      title: 'DeepSeek API key',
      kind: 'named',
      keywords: ['deepseek'],
      pattern: 'sk-[a-f0-9]{32}',
    },
  ],
};
