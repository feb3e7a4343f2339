/** Credentials of Scaleway. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'scaleway',
  name: 'Scaleway',
  access: 'creates and destroys cloud resources',
  revoke: 'In the Scaleway console open IAM → API keys and delete the key.',
  reference: 'https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/',
  detectors: [
    {
      rule: 'scaleway-access-key',
      title: 'Scaleway access key',
      kind: 'token',
      pattern: 'SCW[A-Z0-9]{17}',
      pair: 'scaleway',
      identifier: true,
    },
    {
      rule: 'scaleway-secret-key',
      title: 'Scaleway secret key',
      kind: 'named',
      keywords: ['scaleway', 'scw_secret'],
      pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
      pair: 'scaleway',
    },
  ],
};
