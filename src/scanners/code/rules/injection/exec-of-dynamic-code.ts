import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isPlainValue } from '../../support/plain-values.ts';

export const rule = defineRule({
  meta: {
    name: 'exec-of-dynamic-code',
    title: 'exec() of code that is not constant',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-95', 'CWE-94'],
    aliases: [
      'bandit:B102',
      'ruff:S102',
      'codeaudit:exec',
      'codeql:py/use-of-exec',
      'semgrep:python.lang.security.audit.exec-detected.exec-detected',
    ],
    tags: ['injection', 'code', 'stdlib'],
    since: '0.1.0',
    // Of 22 findings that were read in popular packages none was a fault; what is untrusted is `code-injection`.
    enabled: false,
    contexts: outsideTests,
  },
  on: call('builtins.exec', 'builtins.execfile', 'code.InteractiveInterpreter().{runsource,runcode}'),
  check(ctx, node) {
    const code = ctx.argumentNode(node, undefined, 0);
    if (code === undefined || isPlainValue(ctx, code)) return;
    if (ctx.isCallOf(code, 'builtins.compile')) {
      const source = ctx.argumentNode(ctx.valueOf(code), 'source', 0);
      if (source !== undefined && isPlainValue(ctx, source)) return;
    }
    ctx.report(node, {
      message:
        '`exec` runs the code it is given, and this code is not constant: who can choose a part of it controls the process.',
      remediation: 'Import a module, call a function from a fixed table, or use a format for data instead of code.',
    });
  },
});
