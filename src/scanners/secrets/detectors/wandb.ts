/** Credentials of Weights & Biases. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'wandb',
  name: 'Weights & Biases',
  access: 'reads and writes runs and artifacts',
  revoke: 'On wandb.ai open User settings → API keys and revoke the key.',
  reference: 'https://docs.wandb.ai/support/find_api_key/',
  detectors: [
    { rule: 'wandb-api-key', title: 'Weights & Biases API key', kind: 'token', pattern: 'wandb_v1_[A-Za-z0-9_-]{77}' },
    {
      rule: 'wandb-key-beside-name',
      title: 'Weights & Biases key beside its name',
      kind: 'named',
      keywords: ['wandb'],
      pattern: '[a-f0-9]{40}',
    },
  ],
};
