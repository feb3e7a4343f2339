/** Credentials of 1Password. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: '1password',
  name: '1Password',
  access: 'opens vaults of the account',
  revoke:
    'On 1password.com open Developer → Service accounts (or My profile for a Secret Key) and delete or regenerate it; then change the items the token could read.',
  reference: 'https://developer.1password.com/docs/service-accounts/',
  detectors: [
    {
      rule: '1password-secret-key',
      title: '1Password Secret Key',
      kind: 'token',
      pattern: 'A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}',
      entropy: 3.6,
    },
    {
      rule: '1password-service-account-token',
      title: '1Password service account token',
      kind: 'token',
      pattern: 'ops_eyJ[A-Za-z0-9+/_-]{250,2000}={0,3}',
    },
  ],
};
