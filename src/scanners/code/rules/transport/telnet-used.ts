import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'telnet-used',
    title: 'A Telnet connection is opened',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-319'],
    aliases: [
      'bandit:B312',
      'bandit:B401',
      'ruff:S312',
      'ruff:S401',
      'semgrep:python.lang.security.audit.telnetlib.telnetlib',
    ],
    tags: ['transport', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('telnetlib.Telnet', 'telnetlib3.open_connection'),
  check(ctx, node) {
    ctx.report(node, {
      message: 'Telnet sends everything readable, passwords included, and proves nothing about the host.',
      remediation: 'Use SSH. `telnetlib` is gone from Python 3.13.',
    });
  },
});
