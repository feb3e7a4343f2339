import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'predictable-temporary-name',
    title: 'A temporary name is made without making the file',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-377', 'CWE-367'],
    aliases: [
      'bandit:B306',
      'bandit:B325',
      'ruff:S306',
      'codeaudit:tempfile.mktemp',
      'codeql:py/insecure-temporary-file',
      'semgrep:python.lang.correctness.tempfile.mktemp.tempfile-insecure',
    ],
    tags: ['files', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('tempfile.mktemp', 'os.{tempnam,tmpnam}'),
  check(ctx, node, path) {
    ctx.report(node, {
      message: `\`${path}\` only invents a name: before the program creates the file, another user can create a link of that name.`,
      remediation: 'Use `tempfile.mkstemp`, `NamedTemporaryFile` or `TemporaryDirectory`, which create what they name.',
    });
  },
});
