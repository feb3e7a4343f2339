import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'code-injection',
    title: 'Untrusted data is evaluated as Python code',
    severity: 'critical',
    cwe: ['CWE-95', 'CWE-94'],
    aliases: [
      'codeql:py/code-injection',
      'pyscg:0009',
      'semgrep:python.flask.security.injection.user-eval.eval-injection',
      'semgrep:python.flask.security.injection.user-exec.exec-injection',
      'semgrep:python.django.security.injection.code.user-eval.user-eval',
      'semgrep:python.django.security.injection.code.user-exec.user-exec',
      'semgrep:python.aws-lambda.security.tainted-code-exec.tainted-code-exec',
      'codeaudit:eval',
      'codeaudit:exec',
      'codeaudit:compile',
      'codeql:py/js2py-rce',
    ],
    tags: ['injection', 'code'],
  },
  consequence: 'is evaluated as Python code',
  remediation: 'Parse the data with `ast.literal_eval` or `json.loads`, or choose from a table of functions.',
});
