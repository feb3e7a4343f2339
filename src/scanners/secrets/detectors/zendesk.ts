/** Credentials of Zendesk. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'zendesk',
  name: 'Zendesk',
  access: 'reads and changes tickets',
  revoke: 'In the Zendesk admin centre open Apps and integrations → APIs and delete the token.',
  reference: 'https://developer.zendesk.com/api-reference/introduction/security-and-auth/',
  detectors: [
    { rule: 'zendesk-token', title: 'Zendesk token', kind: 'named', keywords: ['zendesk'], pattern: '[A-Za-z0-9]{40}' },
  ],
};
