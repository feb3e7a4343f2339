/** Credentials of Sentry. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'sentry',
  name: 'Sentry',
  access: 'reads errors, source maps and releases',
  revoke: 'In Sentry open Settings → Auth Tokens (organisation or user), revoke it and create another.',
  reference: 'https://docs.sentry.io/account/auth-tokens/',
  detectors: [
    {
      rule: 'sentry-org-token',
      title: 'Sentry organisation token',
      kind: 'token',
      pattern: 'sntrys_eyJ[A-Za-z0-9+/=]{40,500}_[A-Za-z0-9+/]{43}',
    },
    { rule: 'sentry-user-token', title: 'Sentry user token', kind: 'token', pattern: 'sntryu_[a-f0-9]{64}' },
    {
      rule: 'sentry-token-beside-name',
      title: 'Sentry token beside its name',
      kind: 'named',
      keywords: ['sentry_auth', 'sentry-auth', 'sentry_token', 'sentry_api'],
      pattern: '[a-f0-9]{64}',
    },
  ],
};
