/** Credentials of Atlassian. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'atlassian',
  name: 'Atlassian',
  access: 'reads and changes Jira, Confluence and Bitbucket as the user',
  revoke: 'On id.atlassian.com open Security → API tokens and revoke the token.',
  reference: 'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
  detectors: [
    {
      rule: 'atlassian-api-token',
      title: 'Atlassian API token',
      kind: 'token',
      pattern: 'ATATT3[A-Za-z0-9_=-]{180,220}',
    },
    {
      rule: 'atlassian-oauth-secret',
      title: 'Atlassian OAuth client secret',
      kind: 'token',
      pattern: 'ATOA[A-Za-z0-9_-]{60,90}',
    },
    {
      rule: 'atlassian-token-beside-name',
      title: 'Atlassian token beside its name',
      kind: 'named',
      keywords: ['atlassian', 'confluence', 'jira'],
      pattern: '[A-Za-z0-9]{20}[a-f0-9]{4}',
    },
  ],
};
