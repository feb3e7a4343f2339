/** Credentials of SendGrid. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'sendgrid',
  name: 'SendGrid',
  access: 'sends mail from the account',
  revoke: 'In SendGrid open Settings → API Keys, delete the key and create one with fewer scopes.',
  reference: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
  detectors: [
    {
      rule: 'sendgrid-api-key',
      title: 'SendGrid API key',
      kind: 'token',
      pattern: 'SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}',
    },
  ],
};
