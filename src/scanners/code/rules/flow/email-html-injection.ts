import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'email-html-injection',
    title: 'Untrusted data becomes part of an HTML mail',
    severity: 'medium',
    cwe: ['CWE-79', 'CWE-80'],
    aliases: [
      'codeql:py/reflective-xss-email',
      'semgrep:python.django.security.injection.email.xss-html-email-body.xss-html-email-body',
      'semgrep:python.django.security.injection.email.xss-send-mail-html-message.xss-send-mail-html-message',
    ],
    tags: ['mail', 'xss'],
  },
  consequence: 'becomes part of an HTML mail without escaping',
  remediation: 'Render the mail from a template with automatic escaping, or escape the data.',
});
