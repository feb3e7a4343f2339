/** Credentials of Brevo. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'sendinblue',
  name: 'Brevo',
  access: 'sends mail from the account',
  revoke: 'In Brevo open SMTP & API → API keys and delete the key.',
  reference: 'https://developers.brevo.com/docs/getting-started',
  detectors: [
    { rule: 'brevo-api-key', title: 'Brevo API key', kind: 'token', pattern: 'xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}' },
    {
      rule: 'brevo-smtp-key',
      title: 'Brevo SMTP key',
      kind: 'token',
      pattern: 'xsmtpsib-[a-f0-9]{64}-[A-Za-z0-9]{16}',
    },
  ],
};
