/** Credentials of Private AI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'private-ai',
  name: 'Private AI',
  access: "uses the account's redaction service",
  revoke: 'In the Private AI portal replace the key.',
  reference: 'https://docs.private-ai.com/',
  detectors: [
    {
      rule: 'private-ai-api-key',
      title: 'Private AI API key',
      kind: 'named',
      keywords: ['privateai', 'private_ai', 'private-ai'],
      pattern: '[a-z0-9]{32}',
    },
  ],
};
