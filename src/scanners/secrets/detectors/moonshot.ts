/** Credentials of Moonshot AI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'moonshot',
  name: 'Moonshot AI',
  access: "spends the account's model budget",
  revoke: 'On platform.moonshot.ai open API keys and delete the key.',
  reference: 'https://platform.moonshot.ai/docs',
  detectors: [
    {
      rule: 'moonshot-api-key',
      title: 'Moonshot API key',
      kind: 'named',
      keywords: ['moonshot', 'kimi'],
      pattern: 'sk-[A-Za-z0-9]{48}',
    },
  ],
};
