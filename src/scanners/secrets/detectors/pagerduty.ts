/** Credentials of PagerDuty. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'pagerduty',
  name: 'PagerDuty',
  access: 'reads and changes incidents',
  revoke: 'In PagerDuty open Integrations → API Access Keys and remove the key.',
  reference: 'https://support.pagerduty.com/main/docs/api-access-keys',
  detectors: [
    {
      rule: 'pagerduty-api-key',
      title: 'PagerDuty API key',
      kind: 'named',
      keywords: ['pagerduty', 'pager_duty'],
      pattern: '(?:[A-Za-z0-9_+-]{20}|[a-f0-9]{32})',
      entropy: 3.3,
    },
  ],
};
