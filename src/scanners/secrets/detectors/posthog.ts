/** Credentials of PostHog. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'posthog',
  name: 'PostHog',
  access: "reads the product's analytics",
  revoke: 'In PostHog open Settings → Personal API keys and delete the key.',
  reference: 'https://posthog.com/docs/api',
  detectors: [
    {
      rule: 'posthog-personal-api-key',
      title: 'PostHog personal API key',
      kind: 'token',
      pattern: 'phx_[A-Za-z0-9]{43,47}',
    },
    {
      rule: 'posthog-project-key',
      title: 'PostHog project key',
      kind: 'token',
      pattern: 'phc_[A-Za-z0-9]{43}',
      identifier: true,
    },
  ],
};
