import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'template-injection',
    title: 'Untrusted data becomes part of a template',
    severity: 'high',
    cwe: ['CWE-1336', 'CWE-94'],
    aliases: [
      'codeql:py/template-injection',
      'semgrep:python.flask.security.dangerous-template-string.dangerous-template-string',
      'semgrep:python.flask.security.audit.render-template-string.render-template-string',
    ],
    tags: ['injection', 'template'],
  },
  consequence: 'is evaluated as a template',
  remediation: 'Keep the template constant and pass the data as a variable.',
});
