/** Credentials of AI21 Labs. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'ai21',
  name: 'AI21 Labs',
  access: "spends the account's model budget",
  revoke: 'On studio.ai21.com open Settings → API keys, delete the key and create another.',
  reference: 'https://docs.ai21.com/',
  detectors: [
    {
      rule: 'ai21-api-key',
      title: 'AI21 API key',
      kind: 'named',
      keywords: ['ai21'],
      pattern: '(?:[A-Za-z0-9]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})',
    },
  ],
};
