/** Credentials of LangChain. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'langchain',
  name: 'LangChain',
  access: 'reads and writes traces, which hold prompts and answers',
  revoke: 'In LangSmith open Settings → API keys and delete the key.',
  reference: 'https://docs.smith.langchain.com/',
  detectors: [
    {
      rule: 'langsmith-api-key',
      title: 'LangSmith API key',
      kind: 'token',
      pattern: '(?:lsv2_pt_|lsv2_sk_)[a-f0-9]{32}_[a-f0-9]{10}',
    },
    {
      rule: 'langfuse-secret-key',
      title: 'Langfuse secret key',
      kind: 'token',
      pattern: 'sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    },
  ],
};
