/** Credentials of Datadog. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'datadog',
  name: 'Datadog',
  access: 'sends telemetry, and with an application key reads it',
  revoke: 'In Datadog open Organization Settings → API Keys or Application Keys, revoke it and create another.',
  reference: 'https://docs.datadoghq.com/account_management/api-app-keys/',
  detectors: [
    {
      rule: 'datadog-application-key',
      title: 'Datadog application key',
      kind: 'named',
      keywords: ['datadog', 'dd_app_key', 'dd-application-key'],
      pattern: '[a-z0-9]{40}',
      entropy: 3,
    },
    {
      rule: 'datadog-api-key',
      title: 'Datadog API key',
      kind: 'named',
      keywords: ['datadog', 'dd_api_key', 'dd-api-key'],
      pattern: '[a-f0-9]{32}',
    },
  ],
};
