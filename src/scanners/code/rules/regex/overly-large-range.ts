import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'overly-large-range',
    title: 'A character range holds more than letters',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-20'],
    aliases: ['codeql:py/overly-large-range'],
    tags: ['validation', 'stdlib'],
    since: '0.1.0',
  },
  on: call('re.{compile,match,search,fullmatch,sub,subn,split,findall,finditer}'),
  check(ctx, node) {
    const pattern = ctx.argumentNode(node, 'pattern', 0);
    const text = pattern === undefined ? undefined : ctx.string(pattern);
    if (pattern === undefined || text === undefined) return;
    // `[A-z]`, `[a-Z]`: the two cases, which do not follow each other.
    const range = /\[[^\]]*?(A-z|[0]-[zZ])(?!-)[^\]]*\]/.exec(text)?.[1];
    if (range === undefined) return;
    ctx.report(pattern, {
      message: `\`${range}\` also holds punctuation that stands between the letters.`,
      remediation: 'Write `A-Za-z` (and `0-9`).',
    });
  },
});
