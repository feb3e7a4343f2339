/** Credentials of Baidu AI Cloud. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'baidu',
  name: 'Baidu AI Cloud',
  access: "spends the account's cloud and model budget",
  revoke: 'In the Baidu AI Cloud console open Security Authentication, disable the key pair and create another.',
  reference: 'https://cloud.baidu.com/doc/Reference/s/9jwvz2egb',
  detectors: [
    {
      rule: 'baidu-bce-api-key',
      title: 'Baidu Qianfan API key',
      kind: 'token',
      pattern: 'bce-v3/ALTAK-[A-Za-z0-9]{21}/[a-f0-9]{40}',
    },
    {
      rule: 'baidu-key',
      title: 'Baidu key beside its name',
      kind: 'named',
      keywords: ['baidu', 'qianfan'],
      pattern: '[A-Za-z0-9]{24,32}',
    },
  ],
};
