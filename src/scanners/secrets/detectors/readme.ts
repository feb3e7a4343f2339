/** Credentials of ReadMe. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'readme',
  name: 'ReadMe',
  access: 'changes the documentation',
  revoke: 'In ReadMe open Configuration → API key and delete it.',
  reference: 'https://docs.readme.com/main/reference/intro/authentication',
  detectors: [{ rule: 'readme-api-key', title: 'ReadMe API key', kind: 'token', pattern: 'rdme_[a-z0-9]{70}' }],
};
