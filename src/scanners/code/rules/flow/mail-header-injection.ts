import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'mail-header-injection',
    title: 'Untrusted data becomes part of a mail header',
    severity: 'medium',
    cwe: ['CWE-93'],
    aliases: [],
    tags: ['mail'],
  },
  consequence: 'can add headers and recipients to a mail',
  remediation: 'Remove line breaks, or build the message with `email.message.EmailMessage`.',
});
