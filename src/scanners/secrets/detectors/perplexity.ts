/** Credentials of Perplexity. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'perplexity',
  name: 'Perplexity',
  access: "spends the account's model budget",
  revoke: 'On perplexity.ai open Settings → API, delete the key and create another.',
  reference: 'https://docs.perplexity.ai/',
  detectors: [
    { rule: 'perplexity-api-key', title: 'Perplexity API key', kind: 'token', pattern: 'pplx-[A-Za-z0-9]{48}' },
  ],
};
