/** Credentials of Adobe. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'adobe',
  name: 'Adobe',
  access: 'calls Adobe APIs as the integration',
  revoke:
    'In the Adobe Developer Console open the project, add a new client secret under the OAuth credential and delete the old one.',
  reference: 'https://developer.adobe.com/developer-console/docs/guides/credentials',
  detectors: [
    { rule: 'adobe-client-secret', title: 'Adobe client secret', kind: 'token', pattern: 'p8e-[A-Za-z0-9_-]{32}' },
    {
      rule: 'adobe-client-id',
      title: 'Adobe client id',
      kind: 'named',
      keywords: ['adobe'],
      pattern: '[a-f0-9]{32}',
      identifier: true,
    },
  ],
};
