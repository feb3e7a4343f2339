/** Credentials of xAI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'xai',
  name: 'xAI',
  access: "spends the account's model budget",
  revoke: 'On console.x.ai open API keys and delete the key.',
  reference: 'https://docs.x.ai/',
  detectors: [{ rule: 'xai-api-key', title: 'xAI API key', kind: 'token', pattern: 'xai-[A-Za-z0-9]{80}' }],
};
