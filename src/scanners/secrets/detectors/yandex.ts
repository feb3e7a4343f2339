/** Credentials of Yandex Cloud. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'yandex',
  name: 'Yandex Cloud',
  access: 'acts as the service account',
  revoke: 'In the Yandex Cloud console open the service account, delete the key and create another.',
  reference: 'https://yandex.cloud/en/docs/iam/concepts/authorization/',
  detectors: [
    { rule: 'yandex-api-key', title: 'Yandex Cloud API key', kind: 'token', pattern: 'AQVN[A-Za-z0-9_-]{35,38}' },
    {
      rule: 'yandex-iam-token',
      title: 'Yandex Cloud IAM token',
      kind: 'token',
      pattern: 't1\\.[A-Za-z0-9_-]{10,400}={0,2}\\.[A-Za-z0-9_-]{86}={0,2}',
    },
    {
      rule: 'yandex-static-key',
      title: 'Yandex Cloud static key',
      kind: 'token',
      pattern: 'YC[AMNOP][A-Za-z0-9_-]{37}',
      context: ['yandex', 'yc_', 'aws_secret'],
    },
  ],
};
