/** Credentials of Scalingo. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'scalingo',
  name: 'Scalingo',
  access: 'deploys to the apps',
  revoke: 'In the Scalingo dashboard open Profile → Access tokens and revoke it.',
  reference: 'https://doc.scalingo.com/platform/user-management/api-tokens',
  detectors: [
    { rule: 'scalingo-token', title: 'Scalingo API token', kind: 'token', pattern: 'tk-us-[A-Za-z0-9_-]{48}' },
  ],
};
