import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'format-string-injection',
    title: 'Untrusted data is used as a format template',
    severity: 'medium',
    cwe: ['CWE-134'],
    aliases: [
      'pyscg:0008',
      'semgrep:python.flask.security.flask-api-method-string-format.flask-api-method-string-format',
    ],
    tags: ['injection'],
  },
  consequence: 'is used as the template of str.format',
  remediation: 'Keep the template constant and pass the data as an argument.',
});
