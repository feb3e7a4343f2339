/** Credentials of Cerebras. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'cerebras',
  name: 'Cerebras',
  access: "spends the account's model budget",
  revoke: 'On cloud.cerebras.ai open API keys, delete the key and create another.',
  reference: 'https://inference-docs.cerebras.ai/',
  detectors: [{ rule: 'cerebras-api-key', title: 'Cerebras API key', kind: 'token', pattern: 'csk-[a-z0-9]{48}' }],
};
