import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'pickled-message-received',
    title: 'A multiprocessing connection receives pickled data',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-502'],
    aliases: [
      'codeaudit:connection.recv',
      'codeaudit:multiprocessing.connection.Connection',
      'semgrep:python.lang.security.audit.conn_recv.multiprocessing-recv',
    ],
    tags: ['inventory', 'deserialization', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call(
    'multiprocessing.connection.{Client,Connection}().recv',
    'multiprocessing.connection.Listener().accept().recv',
    'multiprocessing.Pipe()[].recv',
  ),
  check(ctx, node) {
    ctx.report(node, {
      message: 'The message is unpickled: who sends it can run code here.',
      remediation: 'Use `recv_bytes` and a data format.',
    });
  },
});
