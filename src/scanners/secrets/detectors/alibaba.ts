/** Credentials of Alibaba Cloud. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'alibaba',
  name: 'Alibaba Cloud',
  access: 'acts as the RAM user in the cloud account',
  revoke:
    'In the RAM console disable the AccessKey of the user, create another, check ActionTrail and then delete the old one.',
  reference: 'https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair',
  detectors: [
    {
      rule: 'alibaba-access-key-id',
      title: 'Alibaba Cloud AccessKey id',
      kind: 'token',
      pattern: 'LTAI[A-Za-z0-9]{17,20}',
      pair: 'alibaba',
      identifier: true,
    },
    {
      rule: 'alibaba-secret-key',
      title: 'Alibaba Cloud AccessKey secret',
      kind: 'named',
      keywords: ['alibaba', 'aliyun', 'dashscope'],
      pattern: '[A-Za-z0-9]{30}',
      pair: 'alibaba',
      severity: 'critical',
    },
  ],
};
