import { Arg, Arguments, FunctionDef, Kind, listItems } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'missing-annotations',
    title: 'A public function has no type annotations',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-1076'],
    aliases: ['ruff:ANN201', 'pyscg:0011'],
    tags: ['inventory', 'standards', 'types'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: ['application'],
  },
  on: onNode(['FunctionDef', 'AsyncFunctionDef']),
  check(ctx, node) {
    const { words } = ctx;
    if (ctx.name(FunctionDef.name(words, node)).startsWith('_')) return;
    if (FunctionDef.returns(words, node) !== 0) return;
    const parameters = FunctionDef.args(words, node);
    const all = [
      ...listItems(words, Arguments.posonlyargs(words, parameters)),
      ...listItems(words, Arguments.args(words, parameters)),
      ...listItems(words, Arguments.kwonlyargs(words, parameters)),
    ];
    const parent = ctx.parent(node);
    const own = parent !== undefined && words[parent] === Kind.ClassDef ? all.slice(1) : all;
    if (own.length === 0 || own.some((each) => Arg.annotation(words, each) !== 0)) return;
    ctx.report(node, {
      message: 'Without annotations no type checker sees a None or a text where a number is meant.',
      remediation: 'Annotate parameters and result, and check with mypy or pyright in strict mode.',
    });
  },
});
