/** Credentials of Authress. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'authress',
  name: 'Authress',
  access: 'issues tokens and changes access rules',
  revoke: 'In the Authress console open Service clients, remove the access key and add another.',
  reference: 'https://authress.io/knowledge-base/docs/authorization/service-clients',
  detectors: [
    {
      rule: 'authress-access-key',
      title: 'Authress service client access key',
      kind: 'token',
      keywords: ['.acc_', '.acc-'],
      pattern:
        '(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\\.[A-Za-z0-9]{4,6}\\.acc[_-][A-Za-z0-9-]{10,32}\\.[A-Za-z0-9+/_=-]{30,120}',
    },
  ],
};
