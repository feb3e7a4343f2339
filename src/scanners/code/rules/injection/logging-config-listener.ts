import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'logging-config-listener',
    title: 'logging.config.listen() accepts a configuration without checking it',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-94', 'CWE-95'],
    aliases: [
      'bandit:B612',
      'ruff:S612',
      'codeaudit:logging.config',
      'semgrep:python.lang.security.audit.logging.listeneval.listen-eval',
    ],
    tags: ['injection', 'code', 'logging', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('logging.config.listen'),
  check(ctx, node) {
    const verify = ctx.argument(node, 'verify', 1);
    if (verify.state === 'unknown') return;
    if (verify.state === 'given' && ctx.constant(verify.node)?.kind !== 'none') return;
    ctx.report(node, {
      message:
        'Parts of a logging configuration are evaluated as code, and this socket takes one from any local process.',
      remediation:
        'Pass a `verify` function that checks a signature of the bytes, or read the configuration from a file.',
    });
  },
});
