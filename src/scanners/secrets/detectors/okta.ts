/** Credentials of Okta. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'okta',
  name: 'Okta',
  access: 'manages users and apps of the organisation',
  revoke: 'In the Okta admin console open Security → API → Tokens and revoke it; read the system log.',
  reference: 'https://developer.okta.com/docs/guides/create-an-api-token/main/',
  detectors: [
    {
      rule: 'okta-api-token',
      title: 'Okta API token',
      kind: 'named',
      keywords: ['okta'],
      pattern: '00[A-Za-z0-9_-]{40}',
      severity: 'critical',
    },
  ],
};
