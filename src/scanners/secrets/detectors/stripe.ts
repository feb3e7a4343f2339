/** Credentials of Stripe. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'stripe',
  name: 'Stripe',
  access: 'moves money of the account',
  revoke:
    'In the Stripe dashboard open Developers → API keys and roll the key; webhook secrets are rolled on the endpoint.',
  reference: 'https://docs.stripe.com/keys#rolling-keys',
  detectors: [
    {
      rule: 'stripe-live-key',
      title: 'Stripe live key',
      kind: 'token',
      pattern: '(?:sk|rk)_(?:live|prod)_[A-Za-z0-9]{16,247}',
      severity: 'critical',
    },
    {
      rule: 'stripe-test-key',
      title: 'Stripe test key',
      kind: 'token',
      pattern: '(?:sk|rk)_test_[A-Za-z0-9]{16,247}',
      severity: 'low',
    },
    {
      rule: 'stripe-webhook-secret',
      title: 'Stripe webhook secret',
      kind: 'token',
      pattern: 'whsec_[A-Za-z0-9+/]{32,64}={0,2}',
    },
  ],
};
