/** Credentials of Square. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'square',
  name: 'Square',
  access: 'takes payments on the account',
  revoke: 'In the Square developer dashboard open the application → Credentials and replace the token or secret.',
  reference: 'https://developer.squareup.com/docs/build-basics/access-tokens',
  detectors: [
    { rule: 'square-access-token', title: 'Square access token', kind: 'token', pattern: 'sq0atp-[A-Za-z0-9_-]{22}' },
    { rule: 'square-oauth-secret', title: 'Square OAuth secret', kind: 'token', pattern: 'sq0csp-[A-Za-z0-9_-]{43}' },
    {
      rule: 'square-production-token',
      title: 'Square production token',
      kind: 'token',
      pattern: 'EAAA[A-Za-z0-9_-]{60}',
      entropy: 3.8,
    },
  ],
};
