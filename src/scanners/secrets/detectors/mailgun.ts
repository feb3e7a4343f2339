/** Credentials of Mailgun. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'mailgun',
  name: 'Mailgun',
  access: 'sends mail from the domains',
  revoke: 'In Mailgun open API Security, delete the key and add another.',
  reference: 'https://documentation.mailgun.com/docs/mailgun/user-manual/get-started/',
  detectors: [
    { rule: 'mailgun-api-key', title: 'Mailgun API key', kind: 'token', pattern: 'key-[0-9a-f]{32}' },
    {
      rule: 'mailgun-key',
      title: 'Mailgun key beside its name',
      kind: 'named',
      keywords: ['mailgun'],
      pattern: '(?:[a-h0-9]{32}-[a-h0-9]{8}-[a-h0-9]{8}|[a-f0-9]{50})',
    },
    {
      rule: 'mailgun-public-key',
      title: 'Mailgun public key',
      kind: 'named',
      keywords: ['mailgun'],
      pattern: 'pubkey-[a-f0-9]{32}',
      identifier: true,
    },
  ],
};
