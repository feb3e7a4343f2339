/** Credentials of Doppler. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'doppler',
  name: 'Doppler',
  access: 'reads every secret of the configuration',
  revoke: "In Doppler open Tokens (or the config's Access), revoke the token and rotate the secrets it could read.",
  reference: 'https://docs.doppler.com/docs/service-tokens',
  detectors: [
    {
      rule: 'doppler-token',
      title: 'Doppler token',
      kind: 'token',
      pattern: 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{40,80}',
      severity: 'critical',
    },
  ],
};
