/** Credentials of Defined Networking. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'defined-networking',
  name: 'Defined Networking',
  access: 'manages hosts of the overlay network',
  revoke: 'In the Defined Networking admin panel open API keys and delete the key.',
  reference: 'https://docs.defined.net/guides/rotating-api-keys/',
  detectors: [
    {
      rule: 'defined-networking-api-key',
      title: 'Defined Networking API key',
      kind: 'token',
      pattern: 'dnkey-[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}',
    },
  ],
};
