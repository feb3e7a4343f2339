/** Credentials of Auth0. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'auth0',
  name: 'Auth0',
  access: 'issues and manages identities of the tenant',
  revoke: 'In the Auth0 dashboard open the application, rotate the client secret and review the tenant logs.',
  reference: 'https://auth0.com/docs/secure/application-credentials',
  detectors: [
    {
      rule: 'auth0-client-secret',
      title: 'Auth0 client secret',
      kind: 'named',
      keywords: ['auth0'],
      pattern: '[A-Za-z0-9_-]{64}',
    },
  ],
};
