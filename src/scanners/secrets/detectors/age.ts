/** Credentials of age encryption. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'age',
  name: 'age encryption',
  access: 'decrypts every file that was encrypted to its recipient',
  revoke:
    'Make a new key with age-keygen, re-encrypt every file to the new recipient and treat the old contents as read.',
  reference: 'https://age-encryption.org/',
  detectors: [
    {
      rule: 'age-secret-key',
      title: 'age secret key',
      kind: 'token',
      pattern: 'AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}',
      severity: 'critical',
    },
  ],
};
