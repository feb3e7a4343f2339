/** Credentials of Grafana. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'grafana',
  name: 'Grafana',
  access: 'reads and changes dashboards and data sources',
  revoke:
    'In Grafana open Administration → Service accounts (or Cloud → Access policies), delete the token and create another.',
  reference: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
  detectors: [
    {
      rule: 'grafana-service-account-token',
      title: 'Grafana service account token',
      kind: 'token',
      pattern: 'glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}',
    },
    {
      rule: 'grafana-cloud-token',
      title: 'Grafana Cloud token',
      kind: 'token',
      pattern: 'glc_[A-Za-z0-9+/]{32,400}={0,3}',
    },
    { rule: 'grafana-api-key', title: 'Grafana API key', kind: 'token', pattern: 'eyJrIjoi[A-Za-z0-9]{70,400}={0,3}' },
  ],
};
