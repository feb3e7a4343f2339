/** Credentials of LlamaCloud. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'llamacloud',
  name: 'LlamaCloud',
  access: 'parses documents on the account',
  revoke: 'On cloud.llamaindex.ai open API Keys and delete the key.',
  reference: 'https://docs.cloud.llamaindex.ai/',
  detectors: [
    { rule: 'llamacloud-api-key', title: 'LlamaCloud API key', kind: 'token', pattern: 'llx-[A-Za-z0-9]{48}' },
  ],
};
