/** Credentials of InfluxDB. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'influxdb',
  name: 'InfluxDB',
  access: 'reads and writes the buckets',
  revoke: 'In InfluxDB open Load data → API tokens and delete it.',
  reference: 'https://docs.influxdata.com/influxdb/v2/admin/tokens/',
  detectors: [
    {
      rule: 'influxdb-token',
      title: 'InfluxDB token',
      kind: 'named',
      keywords: ['influx'],
      pattern: '[A-Za-z0-9_-]{86}==',
    },
  ],
};
