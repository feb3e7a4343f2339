/** Credentials of Dynatrace. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'dynatrace',
  name: 'Dynatrace',
  access: 'reads or changes monitoring data in its scopes',
  revoke: 'In Dynatrace open Access tokens, delete the token and create another.',
  reference:
    'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens',
  detectors: [
    {
      rule: 'dynatrace-token',
      title: 'Dynatrace token',
      kind: 'token',
      pattern: 'dt0[a-z]{1}[0-9]{2}\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}',
    },
  ],
};
