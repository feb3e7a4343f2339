import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'unsafe-reflection',
    title: 'Untrusted data chooses a module or attribute',
    severity: 'high',
    cwe: ['CWE-470'],
    aliases: [
      'semgrep:python.lang.security.dangerous-globals-use.dangerous-globals-use',
      'semgrep:python.django.security.injection.code.globals-misuse-code-execution.globals-misuse-code-execution',
      'semgrep:python.django.security.globals-as-template-context.globals-as-template-context',
      'semgrep:python.django.security.locals-as-template-context.locals-as-template-context',
      'semgrep:python.lang.security.audit.dangerous-annotations-usage.dangerous-annotations-usage',
    ],
    tags: ['code'],
  },
  consequence: 'chooses what code is loaded or called',
  remediation: 'Choose from a table of allowed names.',
});
