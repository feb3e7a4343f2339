/** Credentials of Beamer. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'beamer',
  name: 'Beamer',
  access: "posts announcements to the product's users",
  revoke: 'In Beamer open Settings → API, delete the key and create another.',
  reference: 'https://www.getbeamer.com/api',
  detectors: [
    {
      rule: 'beamer-api-token',
      title: 'Beamer API token',
      kind: 'named',
      keywords: ['beamer'],
      pattern: 'b_[A-Za-z0-9=_-]{44}',
    },
  ],
};
