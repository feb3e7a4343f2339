import { Call, endOf, If, Kind, startOf } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

const uses = [
  'builtins.open',
  'io.open',
  'os.open',
  'os.remove',
  'os.unlink',
  'os.chmod',
  'os.chown',
  'os.rename',
  'shutil.copy',
  'shutil.copyfile',
  'shutil.move',
  'shutil.rmtree',
];

export const rule = defineRule({
  meta: {
    name: 'access-checked-before-use',
    title: 'A file is checked and used in two steps',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-367'],
    aliases: ['codeaudit:os.access'],
    tags: ['files', 'race', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call('os.access'),
  check(ctx, node, _path) {
    const { words } = ctx;
    const condition = ctx.enclosing(node, Kind.If);
    const checked = ctx.argumentNode(node, 'path', 0);
    if (condition === undefined || checked === undefined) return;
    if (startOf(words, node) >= endOf(words, If.test(words, condition))) return;
    const text = ctx.text(checked);
    const use = ctx.nodesOf('Call').find((call) => {
      if (startOf(words, call) < startOf(words, condition) || endOf(words, call) > endOf(words, condition))
        return false;
      const path = ctx.argumentNode(call, undefined, 0);
      return path !== undefined && ctx.text(path) === text && ctx.denotes(Call.func(words, call), ...uses);
    });
    if (use === undefined) return;
    ctx.report(node, {
      message: 'Between this check and the use the file can be exchanged.',
      remediation: 'Use the file and handle the error.',
      related: [{ node: use, message: 'used here' }],
    });
  },
});
