/** Credentials of Supabase. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'supabase',
  name: 'Supabase',
  access: 'manages projects, or reads every row',
  revoke:
    'In the Supabase dashboard open Account → Access tokens (or Project settings → API keys) and delete or roll it.',
  reference: 'https://supabase.com/docs/guides/api/api-keys',
  detectors: [
    {
      rule: 'supabase-access-token',
      title: 'Supabase access token',
      kind: 'token',
      pattern: 'sbp_(?:oauth_|v0_)?[a-f0-9]{40}',
    },
    {
      rule: 'supabase-secret-key',
      title: 'Supabase secret key',
      kind: 'token',
      pattern: 'sb_secret_[A-Za-z0-9_-]{30,40}',
    },
  ],
};
