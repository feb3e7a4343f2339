import { Call, Kind, Raise } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { typesOf } from '../../support/types/infer.ts';

export const rule = defineRule({
  meta: {
    name: 'illegal-raise',
    title: 'Something that is no exception is raised',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-476', 'CWE-248'],
    aliases: ['codeql:py/illegal-raise', 'pyscg:0034', 'pylint:E0702'],
    tags: ['exceptions'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: onNode('Raise'),
  check(ctx, node) {
    const { words } = ctx;
    const raised = Raise.exc(words, node);
    if (raised === 0) return;
    const type = words[raised] === Kind.Call ? Call.func(words, raised) : raised;
    const isNotImplemented = words[type] === Kind.Name && ctx.text(type) === 'NotImplemented';
    const isLiteral = words[raised] !== Kind.Name && words[raised] !== Kind.Call && !typesOf(ctx, raised).has('other');
    if (!isNotImplemented && !isLiteral) return;
    if (isNotImplemented && !ctx.denotes(type, 'builtins.NotImplemented')) return;
    ctx.report(raised, {
      message: isNotImplemented
        ? '`NotImplemented` is a value of comparisons, not an exception: this raises a TypeError.'
        : 'This is no exception: Python raises a TypeError in its place, and the intended message is lost.',
      remediation: isNotImplemented ? 'Raise `NotImplementedError`.' : 'Raise an exception class or instance.',
    });
  },
});
