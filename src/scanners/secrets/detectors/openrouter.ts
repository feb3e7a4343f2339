/** Credentials of OpenRouter. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'openrouter',
  name: 'OpenRouter',
  access: "spends the account's model budget",
  revoke: 'On openrouter.ai open Keys, delete the key and create another.',
  reference: 'https://openrouter.ai/docs/api-keys',
  detectors: [
    { rule: 'openrouter-api-key', title: 'OpenRouter API key', kind: 'token', pattern: 'sk-or-v1-[a-f0-9]{64}' },
  ],
};
