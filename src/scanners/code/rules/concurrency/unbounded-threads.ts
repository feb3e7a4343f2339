import { Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'unbounded-threads',
    title: 'An endless loop starts a thread or process per turn',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-410', 'CWE-400'],
    aliases: ['pyscg:0025'],
    tags: ['concurrency', 'stdlib', 'availability'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
    contexts: outsideTests,
  },
  on: call('threading.Thread', 'multiprocessing.Process', '_thread.start_new_thread'),
  check(ctx, node) {
    const loop = ctx.enclosingLoop(node);
    if (loop === undefined || ctx.words[loop] !== Kind.While) return;
    ctx.report(node, {
      message:
        'Every turn starts another one and nothing limits how many: whoever makes the loop turn exhausts the machine.',
      remediation: 'Use an executor with `max_workers`, or a semaphore.',
    });
  },
});
