/** Providers that can be asked who a credential belongs to: one documented, reading address each. Data only. */

export interface IdentityEndpoint {
  /** For `THERIAC_VERIFY_<ID>`, which replaces the origin (a company's own GitHub, GitLab …). */
  readonly id: string;
  readonly name: string;
  readonly rules: readonly string[];
  readonly origin: string;
  readonly path: string;
  readonly method?: 'POST';
  /** A member that the answer to a working credential has. */
  readonly proof: string;
  /** The provider says "no" with 200 and `ok: false`. */
  readonly okMember?: string;
}

export const identityEndpoints: readonly IdentityEndpoint[] = [
  {
    id: 'github',
    name: 'GitHub',
    rules: ['github-token', 'github-fine-grained-token'],
    origin: 'https://api.github.com',
    path: '/user',
    proof: 'login',
  },
  {
    id: 'gitlab',
    name: 'GitLab',
    rules: ['gitlab-personal-access-token', 'gitlab-routable-token'],
    origin: 'https://gitlab.com',
    path: '/api/v4/user',
    proof: 'username',
  },
  {
    id: 'slack',
    name: 'Slack',
    rules: ['slack-bot-token', 'slack-user-token'],
    origin: 'https://slack.com',
    path: '/api/auth.test',
    method: 'POST',
    proof: 'user_id',
    okMember: 'ok',
  },
  {
    id: 'huggingface',
    name: 'Hugging Face',
    rules: ['huggingface-token'],
    origin: 'https://huggingface.co',
    path: '/api/whoami-v2',
    proof: 'name',
  },
  {
    id: 'digitalocean',
    name: 'DigitalOcean',
    rules: ['digitalocean-personal-access-token', 'digitalocean-oauth-token'],
    origin: 'https://api.digitalocean.com',
    path: '/v2/account',
    proof: 'account',
  },
  {
    id: 'sendgrid',
    name: 'SendGrid',
    rules: ['sendgrid-api-key'],
    origin: 'https://api.sendgrid.com',
    path: '/v3/scopes',
    proof: 'scopes',
  },
];
