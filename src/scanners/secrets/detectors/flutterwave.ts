/** Credentials of Flutterwave. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'flutterwave',
  name: 'Flutterwave',
  access: 'moves money on the merchant account',
  revoke: 'In the Flutterwave dashboard open Settings → API Keys and generate new keys.',
  reference: 'https://developer.flutterwave.com/docs/authentication',
  detectors: [
    {
      rule: 'flutterwave-secret-key',
      title: 'Flutterwave secret key',
      kind: 'token',
      pattern: 'FLWSECK-[a-z0-9]{32}-X',
      ignoreCase: true,
      severity: 'critical',
    },
    {
      rule: 'flutterwave-test-secret-key',
      title: 'Flutterwave test secret key',
      kind: 'token',
      pattern: 'FLWSECK_TEST-(?:[a-h0-9]{32}-X|[a-h0-9]{12})',
      ignoreCase: true,
      severity: 'low',
    },
    {
      rule: 'flutterwave-public-key',
      title: 'Flutterwave public key',
      kind: 'token',
      pattern: 'FLWPUBK(?:_TEST)?-[a-h0-9]{32}-X',
      ignoreCase: true,
      identifier: true,
    },
  ],
};
