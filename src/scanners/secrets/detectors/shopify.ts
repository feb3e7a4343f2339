/** Credentials of Shopify. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'shopify',
  name: 'Shopify',
  access: 'reads and changes the shop',
  revoke: 'In the Shopify admin open Apps → Develop apps, rotate the credentials or uninstall the app.',
  reference:
    'https://shopify.dev/docs/apps/build/authentication-authorization/client-secrets/rotate-revoke-client-credentials',
  detectors: [
    {
      rule: 'shopify-access-token',
      title: 'Shopify access token',
      kind: 'token',
      pattern: '(?:shpat|shpca|shppa)_[a-fA-F0-9]{32}',
    },
    { rule: 'shopify-shared-secret', title: 'Shopify shared secret', kind: 'token', pattern: 'shpss_[a-fA-F0-9]{32}' },
    {
      rule: 'shopify-storefront-token',
      title: 'Shopify partner token',
      kind: 'token',
      pattern: '(?:prtapi|shptka|atkn)_[a-fA-F0-9]{32}',
    },
  ],
};
