/** Credentials of Resend. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'resend',
  name: 'Resend',
  access: 'sends mail from the domains',
  revoke: 'In Resend open API Keys and delete the key.',
  reference: 'https://resend.com/docs/',
  detectors: [
    {
      rule: 'resend-api-key',
      title: 'Resend API key',
      kind: 'token',
      pattern: 're_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}',
      entropy: 3.5,
    },
  ],
};
