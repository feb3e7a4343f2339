/** Credentials of 42 Intra. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'intra42',
  name: '42 Intra',
  access: "calls the school's API as the app",
  revoke: 'On the 42 intra application page replace the secret.',
  reference: 'https://api.intra.42.fr/apidoc',
  detectors: [
    {
      rule: 'intra42-client-secret',
      title: '42 Intra client secret',
      kind: 'token',
      pattern: '(?:s-s4t2ud|s-s4t2af)-[a-f0-9]{64}',
      ignoreCase: true,
    },
  ],
};
