/** Credentials of GoCardless. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'gocardless',
  name: 'GoCardless',
  access: 'collects payments on the account',
  revoke: 'In GoCardless open Developers → Access tokens and delete it.',
  reference: 'https://developer.gocardless.com/',
  detectors: [
    {
      rule: 'gocardless-token',
      title: 'GoCardless access token',
      kind: 'named',
      keywords: ['gocardless'],
      pattern: 'live_[A-Za-z0-9_=-]{40}',
    },
  ],
};
