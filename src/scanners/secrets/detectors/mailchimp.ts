/** Credentials of Mailchimp. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'mailchimp',
  name: 'Mailchimp',
  access: 'reads and mails the audience',
  revoke: 'In Mailchimp open Profile → Extras → API keys and revoke the key.',
  reference: 'https://mailchimp.com/help/about-api-keys/',
  detectors: [
    {
      rule: 'mailchimp-api-key',
      title: 'Mailchimp API key',
      kind: 'token',
      keywords: ['-us'],
      pattern: '[0-9a-f]{32}-us[0-9]{1,2}',
    },
    {
      rule: 'mandrill-api-key',
      title: 'Mailchimp Transactional key',
      kind: 'token',
      pattern: 'md-[A-Za-z0-9_-]{22}',
      context: ['mandrill', 'mailchimp'],
    },
  ],
};
