/** Credentials of PayPal. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'paypal',
  name: 'PayPal',
  access: 'moves money of the merchant',
  revoke: 'In the PayPal developer dashboard open the app and generate a new secret, then disable the old one.',
  reference: 'https://developer.paypal.com/api/rest/authentication/',
  detectors: [
    {
      rule: 'paypal-braintree-token',
      title: 'Braintree access token',
      kind: 'token',
      pattern: 'access_token\\$(?:production|sandbox)\\$[a-z0-9]{16}\\$[a-f0-9]{32}',
    },
    {
      rule: 'paypal-client-secret',
      title: 'PayPal client secret',
      kind: 'named',
      keywords: ['paypal'],
      pattern: 'E[A-Za-z0-9_-]{79}',
    },
  ],
};
