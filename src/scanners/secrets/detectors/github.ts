/** Credentials of GitHub. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'github',
  name: 'GitHub',
  access: 'acts on the repositories and organisations in its scopes',
  revoke:
    "Open github.com → Settings → Developer settings → Personal access tokens (or the app's page) and delete the token; read the security log for its use.",
  reference:
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/token-expiration-and-revocation',
  detectors: [
    {
      rule: 'github-token',
      title: 'GitHub token',
      kind: 'token',
      pattern: '(?:ghp_|gho_|ghu_|ghs_|ghr_)[A-Za-z0-9]{36}',
      check: 'crc32-base62',
    },
    {
      rule: 'github-fine-grained-token',
      title: 'GitHub fine-grained token',
      kind: 'token',
      pattern: 'github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}',
      check: 'crc32-base62',
    },
    {
      rule: 'github-token-beside-name',
      title: 'GitHub token of the old form',
      kind: 'named',
      keywords: ['github'],
      pattern: '[a-f0-9]{40}',
      confidence: 'low',
    },
  ],
};
