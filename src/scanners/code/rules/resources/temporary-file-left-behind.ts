import { Assign, Kind, listItems, Name, Tuple } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { frameOf, ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'temporary-file-left-behind',
    title: 'A temporary file is made and nobody removes it',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-459'],
    aliases: ['pyscg:0035'],
    tags: ['resources', 'files', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: call('tempfile.{mkstemp,mkdtemp,NamedTemporaryFile}'),
  check(ctx, node, path) {
    const { words } = ctx;
    if (path.endsWith('NamedTemporaryFile') && ctx.truthOfArgument(node, 'delete') !== false) return;
    if (ctx.enclosingFunction(node) === undefined) return;
    const parent = ctx.parent(node);
    if (parent === undefined) return;
    if (words[parent] !== Kind.Expr) {
      const name = heldName(parent);
      if (name === undefined || isHandedOn(name)) return;
    }
    ctx.report(node, {
      message:
        'Nothing removes this temporary file or folder: its content stays on the disk for others to read, and the disk fills.',
      remediation:
        'Use `tempfile.TemporaryDirectory` or `NamedTemporaryFile` in a `with` statement, or remove it in `finally`.',
    });

    /** The name of the path: `p` of `fd, p = mkstemp()`, `d` of `d = mkdtemp()`. */
    function heldName(assignment: number): number | undefined {
      if (words[assignment] !== Kind.Assign) return undefined;
      const [target, second] = listItems(words, Assign.targets(words, assignment));
      if (second !== undefined) return undefined;
      if (words[target] === Kind.Name) return path.endsWith('mkstemp') ? undefined : target;
      if (words[target] !== Kind.Tuple) return undefined;
      const name = listItems(words, Tuple.elts(words, target))[1];
      return name !== undefined && words[name] === Kind.Name ? name : undefined;
    }

    /** Whatever is done with the path but opening it may remove it. */
    function isHandedOn(name: number): boolean {
      const symbol = Name.id(words, name);
      return ownNodes(ctx, frameOf(ctx, node)).some((use) => {
        if (words[use] === Kind.FunctionDef || words[use] === Kind.AsyncFunctionDef || words[use] === Kind.Lambda)
          return new RegExp(`\\b${ctx.name(symbol)}\\b`).test(ctx.text(use));
        if (words[use] !== Kind.Name || Name.id(words, use) !== symbol || Name.ctx(words, use) !== 0) return false;
        const around = ctx.parent(use);
        if (around === undefined) return true;
        if (words[around] !== Kind.Call) return words[around] !== Kind.FormattedValue;
        return !ctx.isCallOf(around, 'builtins.open', 'io.open', 'builtins.print', 'os.chmod', 'os.path.exists');
      });
    }
  },
});
