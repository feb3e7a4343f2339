/** Credentials of Elastic. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'elastic',
  name: 'Elastic',
  access: 'reads and writes the cluster',
  revoke: 'In Kibana open Stack Management → API keys and invalidate it.',
  reference: 'https://www.elastic.co/docs/deploy-manage/api-keys',
  detectors: [
    {
      rule: 'elastic-cloud-api-key',
      title: 'Elastic Cloud API key',
      kind: 'token',
      pattern: 'essu_[A-Za-z0-9+/=_-]{60,120}',
    },
    {
      rule: 'elastic-api-key',
      title: 'Elastic API key',
      kind: 'named',
      keywords: ['elastic_api_key', 'elasticsearch_api_key', 'elastic-api-key'],
      pattern: '[A-Za-z0-9+/]{58}==',
    },
  ],
};
