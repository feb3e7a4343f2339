/** Comprehensions and generator expressions, element by element where the source is exact. */
import * as py from '../python/index.ts';
import { Kind } from '../python/index.ts';
import { Activation } from './activation.ts';
import { assume, decide } from './conditions.ts';
import { evaluate, pinned, storeEntry } from './evaluate.ts';
import { iterationOf } from './iterate.ts';
import { items } from './program.ts';
import { assign } from './targets.ts';
import { bottom, join, type Value } from './values.ts';

const exactLimit = 24;

interface Sink {
  /** `sure`: this element is there on every path. */
  add(run: Activation, sure: boolean): void;
}

/** Evaluates a comprehension; its targets live in a frame of their own. */
export function comprehension(a: Activation, node: number): Value {
  const { words } = a;
  const kind = words[node];
  const isDict = kind === Kind.DictComp;
  const generators = items(words, isDict ? py.DictComp.generators(words, node) : py.ListComp.generators(words, node));
  const targets = new Set<number>();
  for (const generator of generators) collectTargets(words, py.Comprehension.target(words, generator), targets);
  const frame = a.state.frame(a.frame);
  const inner = new Activation({
    engine: a.engine,
    def: a.def,
    fn: a.fn,
    scope: { locals: targets, globals: a.scope.globals, nonlocals: noNames, isGenerator: false },
    frame,
    parent: a.cls ? a.parent : a.frame,
    state: a.state,
    caller: a,
  });
  const exact: Value[] = [];
  let rest: Value | undefined;
  let sink: Sink;
  let result: number;
  if (isDict) {
    result = a.state.dict();
    sink = {
      add(run, sure) {
        const key = evaluate(run, py.DictComp.key(words, node));
        storeEntry(run, result, key, pinned(run, evaluate(run, py.DictComp.value(words, node))), !sure);
      },
    };
  } else {
    result = -1;
    sink = {
      add(run, sure) {
        const value = pinned(run, evaluate(run, py.ListComp.elt(words, node)));
        if (sure && rest === undefined) exact.push(value);
        else rest = join(rest ?? bottom, value);
      },
    };
  }
  runGenerators(inner, generators, 0, sink, true);
  a.state = inner.state;
  a.yields = join(a.yields, inner.yields);
  a.raises.push(...inner.raises);
  if (isDict) return [{ k: 'ref', loc: result }];
  const type = kind === Kind.ListComp ? 'list' : kind === Kind.SetComp ? 'set' : 'iterator';
  return [{ k: 'ref', loc: a.state.list(type, exact, rest) }];
}

const noNames: ReadonlySet<number> = new Set();

function collectTargets(words: Int32Array, target: number, out: Set<number>): void {
  if (words[target] === Kind.Name) out.add(py.Name.id(words, target));
  else py.forEachChild(words, target, (child) => collectTargets(words, child, out));
}

function runGenerators(a: Activation, generators: readonly number[], index: number, sink: Sink, sure: boolean): void {
  const { words } = a;
  const generator = generators[index];
  if (generator === undefined) {
    sink.add(a, sure);
    return;
  }
  const source = evaluate(a, py.Comprehension.iter(words, generator));
  const iteration = iterationOf(a, source, generator);
  const values = iteration.items.slice();
  const known = iteration.exact && values.length <= exactLimit;
  const rounds = known ? values : [values.reduce((all, v) => join(all, v), iteration.rest)];
  for (const value of rounds) {
    if (!known && value.length === 0 && values.length === 0) continue;
    const before = a.state;
    const branch = a.state.fork();
    a.state = branch;
    assign(a, py.Comprehension.target(words, generator), value);
    let certain = sure && known;
    let alive = true;
    for (const test of items(words, py.Comprehension.ifs(words, generator))) {
      const truth = evaluate(a, test);
      const decided = decide(a, truth);
      if (decided === undefined) certain = false;
      if (decided === false || !assume(a, test, true, false, truth)) {
        alive = false;
        break;
      }
    }
    if (alive) {
      runGenerators(a, generators, index + 1, sink, certain);
      const after = a.state;
      a.state = before;
      if (certain) a.state = after;
      else a.state.joinWith(after);
    } else a.state = before;
  }
}
