/** Credentials of JFrog. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'artifactory',
  name: 'JFrog',
  access: 'reads and publishes packages in the repositories',
  revoke:
    'In JFrog open Administration → User Management → Access Tokens (or the user profile for an API key), revoke it and check which packages were published meanwhile.',
  reference: 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens',
  detectors: [
    { rule: 'artifactory-api-key', title: 'Artifactory API key', kind: 'token', pattern: 'AKCp[A-Za-z0-9]{59,69}' },
    {
      rule: 'artifactory-reference-token',
      title: 'Artifactory reference token',
      kind: 'token',
      pattern: 'cmVmd[A-Za-z0-9]{59}',
    },
    {
      rule: 'artifactory-encrypted-password',
      title: 'Artifactory encrypted password',
      kind: 'token',
      pattern: 'AP[0-9A-F]{1}[A-Za-z0-9]{32,64}',
      entropy: 4,
      confidence: 'medium',
      context: ['artifactory', 'jfrog'],
    },
    {
      rule: 'jfrog-token',
      title: 'JFrog key beside its name',
      kind: 'named',
      keywords: ['jfrog', 'artifactory', 'bintray', 'xray'],
      pattern: '(?:[a-z0-9]{73}|[a-z0-9]{64})',
      ignoreCase: true,
    },
  ],
};
