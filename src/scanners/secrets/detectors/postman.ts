/** Credentials of Postman. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'postman',
  name: 'Postman',
  access: 'reads workspaces and their stored variables',
  revoke: 'In Postman open Settings → API keys and delete the key.',
  reference: 'https://learning.postman.com/docs/developer/postman-api/authentication/',
  detectors: [
    { rule: 'postman-api-key', title: 'Postman API key', kind: 'token', pattern: 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}' },
    {
      rule: 'postman-collection-key',
      title: 'Postman collection access key',
      kind: 'token',
      pattern: 'PMAT-[0-9A-Z]{26}',
    },
  ],
};
