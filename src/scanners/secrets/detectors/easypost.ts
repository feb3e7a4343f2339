/** Credentials of EasyPost. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'easypost',
  name: 'EasyPost',
  access: 'buys shipping labels on the account',
  revoke: 'In EasyPost open Account Settings → API Keys and disable the key.',
  reference: 'https://docs.easypost.com/docs/authentication',
  detectors: [
    { rule: 'easypost-api-key', title: 'EasyPost API key', kind: 'token', pattern: 'EZAK[A-Za-z0-9]{54}' },
    {
      rule: 'easypost-test-api-key',
      title: 'EasyPost test API key',
      kind: 'token',
      pattern: 'EZTK[A-Za-z0-9]{54}',
      severity: 'low',
    },
  ],
};
