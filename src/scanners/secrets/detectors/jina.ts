/** Credentials of Jina AI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'jina',
  name: 'Jina AI',
  access: "spends the account's model budget",
  revoke: 'On jina.ai open API key & billing, revoke the key and create another.',
  reference: 'https://jina.ai/',
  detectors: [
    { rule: 'jina-api-key', title: 'Jina AI API key', kind: 'token', pattern: 'jina_[a-f0-9]{32}[A-Za-z0-9_-]{28}' },
  ],
};
