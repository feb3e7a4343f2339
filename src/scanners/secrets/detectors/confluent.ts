/** Credentials of Confluent Cloud. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'confluent',
  name: 'Confluent Cloud',
  access: 'reads and writes topics of the cluster',
  revoke: 'In Confluent Cloud open API keys, delete the key and create another.',
  reference:
    'https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html',
  detectors: [
    {
      rule: 'confluent-secret',
      title: 'Confluent API secret',
      kind: 'named',
      keywords: ['confluent'],
      pattern: '[A-Za-z0-9+/]{64}',
    },
    {
      rule: 'confluent-key',
      title: 'Confluent API key',
      kind: 'named',
      keywords: ['confluent'],
      pattern: '[A-Z0-9]{16}',
      identifier: true,
    },
  ],
};
