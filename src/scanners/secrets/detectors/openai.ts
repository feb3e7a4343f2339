/** Credentials of OpenAI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'openai',
  name: 'OpenAI',
  access: "spends the organisation's model budget and reads its files",
  revoke:
    'On platform.openai.com open API keys, revoke the key and create another; check usage since it was published.',
  reference: 'https://help.openai.com/en/articles/5112595-best-practices-for-api-key-safety',
  detectors: [
    {
      rule: 'openai-api-key',
      title: 'OpenAI API key',
      kind: 'token',
      keywords: ['t3blbkfj'],
      pattern: 'sk-(?:(?:proj|svcacct|admin|None)-)?[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74}',
    },
    {
      rule: 'openai-key-beside-name',
      title: 'OpenAI key beside its name',
      kind: 'named',
      keywords: ['openai'],
      pattern: '(?:[a-f0-9]{32}|sk-[A-Za-z0-9_-]{40,160})',
    },
  ],
};
