/** Credentials of Replicate. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'replicate',
  name: 'Replicate',
  access: "spends the account's model budget",
  revoke: 'On replicate.com open Account → API tokens and disable it.',
  reference: 'https://replicate.com/docs/topics/security/api-tokens',
  detectors: [
    { rule: 'replicate-api-token', title: 'Replicate API token', kind: 'token', pattern: 'r8_[A-Za-z0-9]{37}' },
  ],
};
