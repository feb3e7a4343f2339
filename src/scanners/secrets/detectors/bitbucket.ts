/** Credentials of Bitbucket. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'bitbucket',
  name: 'Bitbucket',
  access: 'reads and pushes repositories',
  revoke:
    'In Bitbucket open Personal settings → App passwords (or Workspace settings → OAuth consumers), revoke it and check the audit log.',
  reference: 'https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/',
  detectors: [
    {
      rule: 'bitbucket-app-password',
      title: 'Bitbucket app password',
      kind: 'token',
      pattern: 'ATBB[A-Za-z0-9]{24}[A-F0-9]{8}',
    },
    {
      rule: 'bitbucket-access-token',
      title: 'Bitbucket repository access token',
      kind: 'token',
      pattern: 'ATCTT3[A-Za-z0-9_=-]{170,220}',
    },
    {
      rule: 'bitbucket-client-secret',
      title: 'Bitbucket client secret',
      kind: 'named',
      keywords: ['bitbucket'],
      pattern: '[A-Za-z0-9=_-]{64}',
    },
    {
      rule: 'bitbucket-client-id',
      title: 'Bitbucket client id',
      kind: 'named',
      keywords: ['bitbucket'],
      pattern: '[A-Za-z0-9]{32}',
      identifier: true,
    },
  ],
};
