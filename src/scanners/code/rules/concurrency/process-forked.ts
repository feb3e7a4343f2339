import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'process-forked',
    title: 'The process is forked by hand',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-362'],
    aliases: ['codeaudit:os.fork', 'codeaudit:os.forkpty'],
    tags: ['inventory', 'concurrency', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call('os.{fork,forkpty}', 'pty.fork'),
  check(ctx, node) {
    ctx.report(node, {
      message:
        'The child has a copy of all memory, locks and descriptors, but only one of the threads: locks that others held stay locked.',
      remediation: 'Use `subprocess`, or `multiprocessing` with the start method `spawn` or `forkserver`.',
    });
  },
});
