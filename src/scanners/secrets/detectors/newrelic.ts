/** Credentials of New Relic. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'newrelic',
  name: 'New Relic',
  access: "reads or sends the account's telemetry",
  revoke: 'In New Relic open API keys, delete the key and create another.',
  reference: 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/',
  detectors: [
    { rule: 'newrelic-user-key', title: 'New Relic user key', kind: 'token', pattern: 'NRAK-[A-Z0-9]{27}' },
    { rule: 'newrelic-insert-key', title: 'New Relic insert key', kind: 'token', pattern: 'NRII-[A-Za-z0-9_-]{32}' },
    { rule: 'newrelic-query-key', title: 'New Relic query key', kind: 'token', pattern: 'NRIQ-[A-Za-z0-9_-]{32}' },
    {
      rule: 'newrelic-browser-key',
      title: 'New Relic browser key',
      kind: 'token',
      pattern: 'NRJS-[a-f0-9]{19}',
      severity: 'low',
    },
    {
      rule: 'newrelic-licence-key',
      title: 'New Relic licence key',
      kind: 'token',
      keywords: ['nral'],
      pattern: '[a-f0-9]{36}NRAL',
    },
    {
      rule: 'newrelic-key-beside-name',
      title: 'New Relic key beside its name',
      kind: 'named',
      keywords: ['newrelic', 'new_relic', 'new-relic'],
      pattern: '(?:[a-z0-9]{64}|[a-f0-9]{40})',
    },
  ],
};
