/** Credentials of Asana. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'asana',
  name: 'Asana',
  access: 'reads and changes tasks and projects',
  revoke:
    'In the Asana developer console open the app (or My settings → Apps → Developer apps), reset the secret or deauthorise the token.',
  reference: 'https://developers.asana.com/docs/authentication',
  detectors: [
    {
      rule: 'asana-personal-access-token',
      title: 'Asana personal access token',
      kind: 'token',
      keywords: ['asana'],
      pattern: '[0-9]{1}/[0-9]{16}(?:/[0-9]{16})?:[a-f0-9]{32}',
      near: true,
    },
    {
      rule: 'asana-client-secret',
      title: 'Asana client secret',
      kind: 'named',
      keywords: ['asana'],
      pattern: '[a-z0-9]{32}',
    },
    {
      rule: 'asana-client-id',
      title: 'Asana client id',
      kind: 'named',
      keywords: ['asana'],
      pattern: '[0-9]{16}',
      identifier: true,
    },
  ],
};
