/** Credentials of Twilio. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'twilio',
  name: 'Twilio',
  access: 'sends messages and calls on the account',
  revoke: 'In the Twilio console open API keys & tokens, delete the key or promote the secondary auth token.',
  reference: 'https://www.twilio.com/docs/iam/api-keys',
  detectors: [
    {
      rule: 'twilio-api-key',
      title: 'Twilio API key',
      kind: 'token',
      pattern: 'SK[0-9a-f]{32}',
      pair: 'twilio',
      entropy: 3,
    },
    {
      rule: 'twilio-account-sid',
      title: 'Twilio account SID',
      kind: 'token',
      pattern: 'AC[0-9a-f]{32}',
      pair: 'twilio',
      entropy: 3,
      identifier: true,
    },
    {
      rule: 'twilio-auth-token',
      title: 'Twilio auth token',
      kind: 'named',
      keywords: ['twilio'],
      pattern: '[0-9a-f]{32}',
      pair: 'twilio',
      severity: 'critical',
    },
  ],
};
