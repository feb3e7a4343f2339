import { setKeyword, unsafeFix } from '../../edits.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'unsafe-torch-load',
    title: 'torch.load() may build any object of the file',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-502'],
    aliases: ['bandit:B614'],
    tags: ['deserialization', 'pytorch', 'machine-learning'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('torch.{load,jit.load,serialization.load}'),
  check(ctx, node, path) {
    if (path === 'torch.jit.load') return;
    const weightsOnly = ctx.argument(node, 'weights_only');
    if (weightsOnly.state === 'unknown') return;
    const isOff = weightsOnly.state === 'given' && ctx.truth(weightsOnly.node) === false;
    if (weightsOnly.state === 'given' && !isOff) return;
    ctx.report(node, {
      ...(isOff ? {} : { confidence: 'medium' as const }),
      message: isOff
        ? '`weights_only=False` unpickles the file: who made or changed it runs code here.'
        : 'PyTorch before 2.6 unpickles the file unless `weights_only=True` is given: who made or changed it runs code here.',
      remediation: 'Pass `weights_only=True`, or store weights as safetensors.',
      fix: unsafeFix('Load weights only', setKeyword(ctx, node, 'weights_only', 'True')),
    });
  },
});
