import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'ssl-wrap-socket',
    title: 'ssl.wrap_socket() neither checks host names nor chooses a protocol',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-297', 'CWE-327', 'CWE-326'],
    aliases: [
      'bandit:B504',
      'ruff:S504',
      'codeql:py/insecure-default-protocol',
      'semgrep:python.lang.security.audit.ssl-wrap-socket-is-deprecated.ssl-wrap-socket-is-deprecated',
    ],
    tags: ['tls', 'transport', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('ssl.wrap_socket'),
  check(ctx, node) {
    ctx.report(node, {
      message: '`ssl.wrap_socket` never checks the host name and by default no certificate; Python 3.12 removed it.',
      remediation: 'Use `ssl.create_default_context().wrap_socket(sock, server_hostname=host)`.',
    });
  },
});
