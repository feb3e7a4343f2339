/** Credentials of Octopus Deploy. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'octopus',
  name: 'Octopus Deploy',
  access: 'deploys as the user',
  revoke: 'In Octopus open Profile → My API keys and revoke the key.',
  reference: 'https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key',
  detectors: [
    {
      rule: 'octopus-api-key',
      title: 'Octopus Deploy API key',
      kind: 'token',
      pattern: 'API-[A-Z0-9]{25,32}',
      entropy: 3.2,
    },
  ],
};
