/** Credentials of IBM Cloudant. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'cloudant',
  name: 'IBM Cloudant',
  access: 'reads and changes the databases',
  revoke:
    'In the Cloudant dashboard delete the API key under Permissions, or rotate the IAM credentials of the service.',
  reference: 'https://cloud.ibm.com/docs/Cloudant',
  detectors: [
    {
      rule: 'cloudant-key',
      title: 'Cloudant key beside its name',
      kind: 'named',
      keywords: ['cloudant'],
      pattern: '(?:[0-9a-f]{64}|[a-z]{24})',
      entropy: 3,
    },
  ],
};
