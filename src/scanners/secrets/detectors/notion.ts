/** Credentials of Notion. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'notion',
  name: 'Notion',
  access: 'reads and changes the shared pages',
  revoke: 'On notion.so/my-integrations open the integration and refresh the secret.',
  reference: 'https://developers.notion.com/docs/authorization',
  detectors: [
    { rule: 'notion-token', title: 'Notion token', kind: 'token', pattern: 'ntn_[0-9]{11}[A-Za-z0-9]{35}' },
    {
      rule: 'notion-secret',
      title: 'Notion integration secret',
      kind: 'named',
      keywords: ['notion'],
      pattern: 'secret_[A-Za-z0-9]{43}',
    },
  ],
};
