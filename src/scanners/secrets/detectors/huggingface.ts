/** Credentials of Hugging Face. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'huggingface',
  name: 'Hugging Face',
  access: 'reads private models and, if allowed, writes repositories',
  revoke: 'On huggingface.co open Settings → Access Tokens and invalidate or delete the token.',
  reference: 'https://huggingface.co/docs/hub/security-tokens',
  detectors: [
    { rule: 'huggingface-token', title: 'Hugging Face token', kind: 'token', pattern: 'hf_[A-Za-z]{34}' },
    {
      rule: 'huggingface-organisation-token',
      title: 'Hugging Face organisation token',
      kind: 'token',
      pattern: 'api_org_[A-Za-z]{34}',
    },
  ],
};
