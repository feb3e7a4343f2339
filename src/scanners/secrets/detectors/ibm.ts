/** Credentials of IBM Cloud. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'ibm',
  name: 'IBM Cloud',
  access: 'acts as the identity in the IBM Cloud account',
  revoke:
    'In IBM Cloud open Manage → Access (IAM) → API keys, lock or delete the key; COS HMAC keys are deleted under Service credentials.',
  reference: 'https://cloud.ibm.com/docs/account?topic=account-userapikey',
  detectors: [
    {
      rule: 'ibm-cloud-iam-key',
      title: 'IBM Cloud IAM key',
      kind: 'named',
      keywords: ['ibm', 'watson', 'bluemix', 'cloud_iam', 'cloud-iam'],
      pattern: '[A-Za-z0-9_-]{44}',
      entropy: 4,
    },
    {
      rule: 'ibm-cos-hmac-secret',
      title: 'IBM COS HMAC secret',
      kind: 'named',
      keywords: ['cos_hmac', 'cos-hmac', 'ibm_cos', 'ibm-cos', 'cos_secret'],
      pattern: '[a-f0-9]{48}',
      pair: 'ibm-cos',
    },
    {
      rule: 'ibm-cos-hmac-key-id',
      title: 'IBM COS HMAC key id',
      kind: 'named',
      keywords: ['cos_hmac', 'cos-hmac', 'ibm_cos', 'ibm-cos', 'cos_access'],
      pattern: '[a-f0-9]{32}',
      pair: 'ibm-cos',
      identifier: true,
    },
  ],
};
