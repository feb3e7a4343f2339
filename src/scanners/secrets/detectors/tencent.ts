/** Credentials of Tencent Cloud. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'tencent',
  name: 'Tencent Cloud',
  access: 'acts as the user in the cloud account',
  revoke: 'In the CAM console open API keys, disable the pair and create another.',
  reference: 'https://www.tencentcloud.com/document/product/598/34228',
  detectors: [
    {
      rule: 'tencent-secret-id',
      title: 'Tencent Cloud SecretId',
      kind: 'token',
      pattern: 'AKID[A-Za-z0-9]{32}',
      pair: 'tencent',
      entropy: 3.6,
      identifier: true,
    },
    {
      rule: 'tencent-secret-key',
      title: 'Tencent Cloud SecretKey',
      kind: 'named',
      keywords: ['tencent', 'qcloud', 'hunyuan'],
      pattern: '[A-Za-z0-9]{32}',
      pair: 'tencent',
      mixed: true,
    },
  ],
};
