/** Credentials of RubyGems. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'rubygems',
  name: 'RubyGems',
  access: "publishes gems in the owner's name",
  revoke: 'On rubygems.org open Settings → API keys and delete the key; look for versions you did not push.',
  reference: 'https://guides.rubygems.org/api-key-scopes/',
  detectors: [{ rule: 'rubygems-api-key', title: 'RubyGems API key', kind: 'token', pattern: 'rubygems_[a-f0-9]{48}' }],
};
