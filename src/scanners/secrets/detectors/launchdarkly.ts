/** Credentials of LaunchDarkly. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'launchdarkly',
  name: 'LaunchDarkly',
  access: 'reads or changes feature flags',
  revoke: "In LaunchDarkly open Account settings → Authorization (or the environment's SDK keys) and reset it.",
  reference: 'https://docs.launchdarkly.com/home/account/api',
  detectors: [
    {
      rule: 'launchdarkly-token',
      title: 'LaunchDarkly token',
      kind: 'token',
      pattern: '(?:api|sdk)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
      context: ['launchdarkly', 'ld_', 'ldclient'],
    },
    {
      rule: 'launchdarkly-access-token',
      title: 'LaunchDarkly token beside its name',
      kind: 'named',
      keywords: ['launchdarkly'],
      pattern: '[A-Za-z0-9=_-]{40}',
    },
  ],
};
