/** Credentials of 01.AI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'yi',
  name: '01.AI',
  access: "spends the account's model budget",
  revoke: 'On platform.lingyiwanwu.com open API keys and delete the key.',
  reference: 'https://platform.lingyiwanwu.com/docs',
  detectors: [
    {
      rule: 'yi-api-key',
      title: '01.AI API key',
      kind: 'named',
      keywords: ['yi_api_key', 'lingyiwanwu'],
      pattern: '[a-f0-9]{32}',
    },
  ],
};
