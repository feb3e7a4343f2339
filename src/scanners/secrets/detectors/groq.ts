/** Credentials of Groq. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'groq',
  name: 'Groq',
  access: "spends the account's model budget",
  revoke: 'On console.groq.com open API keys, delete the key and create another.',
  reference: 'https://console.groq.com/docs/',
  detectors: [{ rule: 'groq-api-key', title: 'Groq API key', kind: 'token', pattern: 'gsk_[A-Za-z0-9]{52}' }],
};
