/** Credentials of ClickHouse Cloud. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'clickhouse',
  name: 'ClickHouse Cloud',
  access: "manages the organisation's services",
  revoke: 'In ClickHouse Cloud open API keys, delete the key and create another.',
  reference: 'https://clickhouse.com/docs/cloud/manage/openapi',
  detectors: [
    {
      rule: 'clickhouse-cloud-api-secret',
      title: 'ClickHouse Cloud API secret key',
      kind: 'token',
      pattern: '4b1d[A-Za-z0-9]{38}',
      entropy: 3.5,
    },
  ],
};
