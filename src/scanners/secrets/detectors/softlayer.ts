/** Credentials of IBM SoftLayer. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'softlayer',
  name: 'IBM SoftLayer',
  access: 'manages classic infrastructure',
  revoke: 'In IBM Cloud open Manage → Access (IAM) → API keys and delete the classic infrastructure key.',
  reference: 'https://cloud.ibm.com/docs/account?topic=account-classic_keys',
  detectors: [
    {
      rule: 'softlayer-key',
      title: 'SoftLayer API key',
      kind: 'named',
      keywords: ['softlayer', 'sl_api', 'slapi'],
      pattern: '[a-z0-9]{64}',
    },
  ],
};
