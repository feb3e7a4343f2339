/** Credentials of NVIDIA. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'nvidia',
  name: 'NVIDIA',
  access: "spends the account's model budget and pulls its images",
  revoke: 'On build.nvidia.com or ngc.nvidia.com open API Keys, delete the key and create another.',
  reference: 'https://docs.nvidia.com/ngc/',
  detectors: [
    { rule: 'nvidia-api-key', title: 'NVIDIA API key', kind: 'token', pattern: 'nvapi-[A-Za-z0-9_-]{60,70}' },
  ],
};
