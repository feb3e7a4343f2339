import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'header-injection',
    title: 'Untrusted data becomes a response header',
    severity: 'medium',
    cwe: ['CWE-113', 'CWE-93'],
    aliases: [
      'codeql:py/http-response-splitting',
      'semgrep:python.django.security.injection.request-data-write.request-data-write',
    ],
    tags: ['web'],
  },
  consequence: 'can add headers to the response',
  remediation: 'Remove line breaks or let the framework check the value.',
});
