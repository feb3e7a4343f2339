/** Credentials of DigitalOcean. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'digitalocean',
  name: 'DigitalOcean',
  access: 'creates and destroys droplets, databases and DNS',
  revoke: 'In the control panel open API → Tokens and delete or regenerate the token.',
  reference: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
  detectors: [
    {
      rule: 'digitalocean-personal-access-token',
      title: 'DigitalOcean personal access token',
      kind: 'token',
      pattern: 'dop_v1_[a-f0-9]{64}',
      severity: 'critical',
    },
    {
      rule: 'digitalocean-oauth-token',
      title: 'DigitalOcean OAuth token',
      kind: 'token',
      pattern: 'doo_v1_[a-f0-9]{64}',
    },
    {
      rule: 'digitalocean-refresh-token',
      title: 'DigitalOcean refresh token',
      kind: 'token',
      pattern: 'dor_v1_[a-f0-9]{64}',
    },
    {
      rule: 'digitalocean-spaces-key',
      title: 'DigitalOcean key beside its name',
      kind: 'named',
      keywords: ['digitalocean', 'do_spaces'],
      pattern: '[A-Za-z0-9/+]{43}',
      entropy: 4,
    },
  ],
};
