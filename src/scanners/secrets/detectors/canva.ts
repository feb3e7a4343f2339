/** Credentials of Canva. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'canva',
  name: 'Canva',
  access: 'calls Canva APIs as the integration',
  revoke: 'In the Canva developer portal open the integration and generate a new client secret.',
  reference: 'https://www.canva.dev/docs/connect/',
  detectors: [
    { rule: 'canva-client-secret', title: 'Canva client secret', kind: 'token', pattern: 'cnvca[A-Za-z0-9_-]{51}' },
  ],
};
