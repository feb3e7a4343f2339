/** Credentials of Sonar. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'sonar',
  name: 'Sonar',
  access: 'reads and uploads analyses',
  revoke: 'In SonarQube open My Account → Security and revoke the token.',
  reference: 'https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/',
  detectors: [
    { rule: 'sonar-token', title: 'SonarQube token', kind: 'token', pattern: '(?:squ|sqp|sqa|sqb)_[a-f0-9]{40}' },
    {
      rule: 'sonar-token-beside-name',
      title: 'Sonar token beside its name',
      kind: 'named',
      keywords: ['sonar_token', 'sonar.token', 'sonar_login', 'sonar.login', 'sonar-token', 'sonartoken'],
      pattern: '[a-f0-9]{40}',
    },
  ],
};
