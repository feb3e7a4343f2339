/** Credentials of Linear. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'linear',
  name: 'Linear',
  access: 'reads and changes issues of the workspace',
  revoke: 'In Linear open Settings → Security & access (or API) and revoke it.',
  reference: 'https://linear.app/developers',
  detectors: [
    { rule: 'linear-api-key', title: 'Linear API key', kind: 'token', pattern: 'lin_api_[A-Za-z0-9]{40}' },
    { rule: 'linear-oauth-token', title: 'Linear OAuth token', kind: 'token', pattern: 'lin_oauth_[a-f0-9]{64}' },
    {
      rule: 'linear-client-secret',
      title: 'Linear client secret',
      kind: 'named',
      keywords: ['linear_client', 'linear_secret', 'linear_oauth', 'linear_api'],
      pattern: '[a-f0-9]{32}',
    },
  ],
};
