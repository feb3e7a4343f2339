import { Attribute, Call, Expr, endOf, FunctionDef, Kind, listItems, startOf, Try } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { contains, ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';

const locks = new Set(
  ['threading', 'multiprocessing', 'asyncio', '_thread'].flatMap((module) =>
    ['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'allocate_lock'].map(
      (name) => `${module}.${name}().acquire`,
    ),
  ),
);

export const rule = defineRule({
  meta: {
    name: 'lock-not-released',
    title: 'A lock is not released when an exception is raised',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-667', 'CWE-460', 'CWE-833'],
    aliases: ['pyscg:0052'],
    tags: ['concurrency', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: call('*.acquire'),
  check(ctx, node) {
    const { words } = ctx;
    const callee = Call.func(words, node);
    const receiver = Attribute.value(words, callee);
    const lock = ctx.text(receiver);
    if (!ctx.bindings.qualifiedNames(callee).some((path) => locks.has(path)) && !/lock$|mutex$|semaphore$/i.test(lock))
      return;
    const statement = ctx.enclosingStatement(node);
    // `if lock.acquire(timeout=1):` and the like need the branch; only the plain statement is judged.
    if (words[statement] !== Kind.Expr) return;
    const value = Expr.value(words, statement);
    if (value !== node && words[value] !== Kind.Await) return;
    const frame = ctx.enclosingFunction(node);
    if (frame === undefined) return;
    if (/acquire|enter|lock|start|begin|open|take|get/i.test(functionName(ctx, frame))) return;
    const releases = ownNodes(ctx, frame).filter((other) => isReleaseOf(ctx, other, lock));
    if (releases.length === 0 || releases.some((release) => isProtected(ctx, release, statement))) return;
    const after = releases.filter((release) => startOf(words, release) > endOf(words, statement));
    if (after.length === 0 || !isRiskyBetween(ctx, frame, statement, after[0], receiver)) return;
    ctx.report(node, {
      message: `When something between raises, \`${lock}\` stays locked and every other thread waits for it forever.`,
      remediation: `Write \`with ${lock}:\`, or release it in \`finally\`.`,
    });
  },
});

function functionName(ctx: RuleContext, frame: Node): string {
  return ctx.kind(frame) === Kind.Lambda ? '' : ctx.name(FunctionDef.name(ctx.words, frame));
}

function isReleaseOf(ctx: RuleContext, node: Node, lock: string): boolean {
  const { words } = ctx;
  if (words[node] !== Kind.Call) return false;
  const callee = Call.func(words, node);
  return (
    words[callee] === Kind.Attribute &&
    ctx.name(Attribute.attr(words, callee)) === 'release' &&
    ctx.text(Attribute.value(words, callee)) === lock
  );
}

/** In a `finally`, or in a handler that catches everything around what follows the acquire. */
function isProtected(ctx: RuleContext, release: Node, acquire: Node): boolean {
  const { words } = ctx;
  let child = release;
  for (const around of ctx.ancestors(release)) {
    if (words[around] === Kind.Try || words[around] === Kind.TryStar) {
      if (listItems(words, Try.finalbody(words, around)).includes(child)) return true;
      if (listItems(words, Try.handlers(words, around)).includes(child)) return true;
    }
    // The release comes first, the acquire takes it back.
    if (contains(ctx, around, acquire) && startOf(words, release) < startOf(words, acquire)) return true;
    child = around;
  }
  return false;
}

/** Whether anything that can raise stands between: a call, an item, an await. */
function isRiskyBetween(ctx: RuleContext, frame: Node, acquire: Node, release: Node, receiver: Node): boolean {
  const { words } = ctx;
  const lock = ctx.text(receiver);
  return ownNodes(ctx, frame).some((node) => {
    const kind = words[node];
    if (startOf(words, node) <= endOf(words, acquire) || endOf(words, node) >= startOf(words, release)) return false;
    if (kind === Kind.Call) return !ctx.text(Call.func(words, node)).startsWith(`${lock}.`);
    return kind === Kind.Raise || kind === Kind.Return || kind === Kind.Await;
  });
}
