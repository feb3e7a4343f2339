/** Credentials of Bitly. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'bitly',
  name: 'Bitly',
  access: 'creates and reads short links',
  revoke: 'In Bitly open Settings → API, and reset the access token.',
  reference: 'https://dev.bitly.com/docs/getting-started/authentication/',
  detectors: [
    { rule: 'bitly-token', title: 'Bitly access token', kind: 'named', keywords: ['bitly'], pattern: '[a-f0-9]{40}' },
  ],
};
