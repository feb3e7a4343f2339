/** Credentials of Fireworks AI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'fireworks',
  name: 'Fireworks AI',
  access: "spends the account's model budget",
  revoke: 'On fireworks.ai open Settings → API keys, delete the key and create another.',
  reference: 'https://docs.fireworks.ai/',
  detectors: [
    {
      rule: 'fireworks-api-key',
      title: 'Fireworks AI API key',
      kind: 'token',
      pattern: 'fw_[A-Za-z0-9]{22,24}',
      entropy: 3.6,
      confidence: 'medium',
    },
  ],
};
