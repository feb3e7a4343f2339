/** Runs the statements of a settings module on known values: star imports, branches, changes of lists and dicts. */
import {
  Alias,
  AnnAssign,
  Assign,
  Attribute,
  AugAssign,
  Call,
  ClassDef,
  Delete,
  ExceptHandler,
  Expr,
  For,
  If,
  ImportFrom,
  Kind,
  listItems,
  Module,
  Name,
  Operator,
  Subscript,
  Try,
  With,
} from '../../../../python/index.ts';
import type { ProjectContext } from '../../project-context.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { conditionTruth, evaluate, type Names, operate, stageOf, targetNames } from './expressions.ts';
import { choice, itemsOf, textOf, unknownValue, unset, type Value } from './values.ts';

/** The names a module (or class body) ends up with. */
export interface Evaluated {
  readonly names: ReadonlyMap<string, Value>;
  /** More names may be set from where nothing was seen: an import that leads nowhere, `globals().update(…)`. */
  readonly open: boolean;
}

const deepestImport = 12;
const mostStatements = 5000;
const operators: ReadonlyMap<number, '+' | '|'> = new Map([
  [Operator.Add, '+'],
  [Operator.BitOr, '|'],
]);

/** The settings a module gives; computed once per scan. */
export function evaluateModule(ctx: RuleContext, depth = 0): Evaluated {
  const memo = ctx.scan.memo(evaluateModule, () => new Map<string, Evaluated>());
  const known = memo.get(ctx.file.path);
  if (known !== undefined) return known;
  // A module that imports itself again sees what nobody knows.
  memo.set(ctx.file.path, { names: new Map(), open: true });
  const run = new Run(ctx.scan, depth);
  run.block(ctx, listItems(ctx.words, Module.body(ctx.words, ctx.module.root)));
  const result = { names: run.names, open: run.open };
  memo.set(ctx.file.path, result);
  return result;
}

/** The attributes a class gives, with those of its bases in the project. */
export function evaluateClass(ctx: RuleContext, node: Node, depth = 0): Evaluated {
  const run = new Run(ctx.scan, depth);
  const bases = listItems(ctx.words, ClassDef.bases(ctx.words, node));
  if (depth < deepestImport)
    for (const base of [...bases].reverse()) {
      const found = ctx.bindings.references(base).find(({ kind }) => kind === 'class');
      if (found?.kind !== 'class' || (found.node === node && found.bindings === ctx.bindings)) {
        run.open ||= found === undefined && ctx.qualifiedName(base) === undefined;
        continue;
      }
      const owner = found.bindings === ctx.bindings ? ctx : ctx.scan.moduleNamed(found.bindings.moduleName ?? '');
      if (owner === undefined) continue;
      const inherited = evaluateClass(owner, found.node, depth + 1);
      for (const [name, value] of inherited.names) run.names.set(name, value);
      run.open ||= inherited.open;
    }
  const outer = evaluateModule(ctx, depth + 1).names;
  const own = new Run(ctx.scan, depth, new Map([...outer, ...run.names]));
  own.block(ctx, listItems(ctx.words, ClassDef.body(ctx.words, node)));
  for (const [name, value] of own.names)
    if (outer.get(name) !== value || run.names.has(name)) run.names.set(name, value);
  return { names: run.names, open: run.open || own.open };
}

class Run {
  names: Names;
  open = false;
  private steps = 0;
  private readonly scan: ProjectContext;
  private readonly depth: number;

  constructor(scan: ProjectContext, depth: number, names: Names = new Map()) {
    this.scan = scan;
    this.depth = depth;
    this.names = names;
  }

  /** Runs statements; true when they end by an exception. */
  block(ctx: RuleContext, statements: readonly Node[]): boolean {
    for (const statement of statements) if (this.statement(ctx, statement)) return true;
    return false;
  }

  private statement(ctx: RuleContext, node: Node): boolean {
    const { words } = ctx;
    if (++this.steps > mostStatements) {
      this.open = true;
      return false;
    }
    switch (words[node]) {
      case Kind.Assign: {
        const value = evaluate(ctx, Assign.value(words, node), this.names);
        for (const target of listItems(words, Assign.targets(words, node))) this.assign(ctx, target, value);
        return false;
      }
      case Kind.AnnAssign:
        if (AnnAssign.value(words, node) !== 0)
          this.assign(ctx, AnnAssign.target(words, node), evaluate(ctx, AnnAssign.value(words, node), this.names));
        return false;
      case Kind.AugAssign: {
        const target = AugAssign.target(words, node);
        const before = evaluate(ctx, target, this.names);
        const value = evaluate(ctx, AugAssign.value(words, node), this.names);
        const operator = operators.get(AugAssign.op(words, node));
        this.assign(ctx, target, operate(operator, before, value, { ctx, node }));
        return false;
      }
      case Kind.Delete:
        for (const target of listItems(words, Delete.targets(words, node)))
          for (const name of targetNames(ctx, target)) this.names.delete(name);
        return false;
      case Kind.ImportFrom:
        this.importNames(ctx, node);
        return false;
      case Kind.If:
        return this.branch(ctx, node);
      case Kind.Try:
      case Kind.TryStar:
        return this.attempt(ctx, node);
      case Kind.With:
        return this.block(ctx, listItems(words, With.body(words, node)));
      case Kind.For:
      case Kind.While: {
        const body = listItems(words, words[node] === Kind.For ? For.body(words, node) : If.body(words, node));
        if (words[node] === Kind.For)
          for (const name of targetNames(ctx, For.target(words, node))) this.names.set(name, unknownValue);
        this.fork([() => this.block(ctx, body), () => false]);
        return false;
      }
      case Kind.Raise:
        return true;
      case Kind.Expr:
        this.effect(ctx, Expr.value(words, node));
        return false;
      default:
        return false;
    }
  }

  private assign(ctx: RuleContext, target: Node, value: Value): void {
    const { words } = ctx;
    switch (words[target]) {
      case Kind.Name:
        this.names.set(ctx.name(Name.id(words, target)), value);
        break;
      case Kind.Tuple:
      case Kind.List: {
        const parts = listItems(words, words[target + 3]);
        const items = itemsOf(value);
        parts.forEach((part, index) => {
          this.assign(ctx, part, items.open ? unknownValue : (items.items[index] ?? unknownValue));
        });
        break;
      }
      case Kind.Subscript: {
        const path: (string | number | undefined)[] = [];
        let object = target;
        for (; words[object] === Kind.Subscript; object = Subscript.value(words, object)) {
          const index = evaluate(ctx, Subscript.slice(words, object), this.names);
          path.unshift(
            index.kind === 'scalar' && index.value.kind === 'int' ? Number(index.value.value) : textOf(index),
          );
        }
        if (words[object] !== Kind.Name) break;
        const name = ctx.name(Name.id(words, object));
        this.names.set(name, replaceIn(this.names.get(name), path, value));
      }
    }
  }

  private importNames(ctx: RuleContext, node: Node): void {
    const { words } = ctx;
    const module = this.depth < deepestImport ? this.scan.importedFrom(ctx, node) : undefined;
    const from = ctx.name(ImportFrom.module(words, node));
    for (const alias of listItems(words, ImportFrom.names(words, node))) {
      const name = ctx.name(Alias.name(words, alias));
      if (name !== '*') {
        const bound = ctx.name(Alias.asname(words, alias) || Alias.name(words, alias));
        const value = module === undefined ? undefined : evaluateModule(module, this.depth + 1).names.get(name);
        if (value === undefined) this.names.delete(bound);
        else this.names.set(bound, value);
        continue;
      }
      if (module === undefined) {
        this.open ||= !/^(?:os|sys|pathlib|datetime|django(?:\..*)?|typing|environ|decouple|celery(?:\..*)?)$/.test(
          from,
        );
        continue;
      }
      const given = evaluateModule(module, this.depth + 1);
      this.open ||= given.open;
      for (const [key, value] of given.names) if (!key.startsWith('_')) this.names.set(key, value);
    }
  }

  private branch(ctx: RuleContext, node: Node): boolean {
    const { words } = ctx;
    const body = listItems(words, If.body(words, node));
    const orelse = listItems(words, If.orelse(words, node));
    const truth = conditionTruth(ctx, If.test(words, node), this.names) ?? stageOfImports(ctx, body, orelse);
    if (truth !== undefined) return this.block(ctx, truth ? body : orelse);
    return this.fork([() => this.block(ctx, body), () => this.block(ctx, orelse)]);
  }

  private attempt(ctx: RuleContext, node: Node): boolean {
    const { words } = ctx;
    const handlers = listItems(words, Try.handlers(words, node)).map((handler) =>
      listItems(words, ExceptHandler.body(words, handler)),
    );
    const body = [...listItems(words, Try.body(words, node)), ...listItems(words, Try.orelse(words, node))];
    const ended = this.fork([
      () => this.block(ctx, body),
      ...handlers.map((handler) => () => this.block(ctx, handler)),
    ]);
    return this.block(ctx, listItems(words, Try.finalbody(words, node))) || ended;
  }

  /** Runs each way on a copy of the names and keeps what all of them may give. */
  private fork(ways: readonly (() => boolean)[]): boolean {
    const before = this.names;
    const results: Names[] = [];
    for (const way of ways) {
      this.names = new Map(before);
      if (!way()) results.push(this.names);
    }
    this.names = before;
    if (results.length === 0) return true;
    if (results.length === 1) {
      this.names = results[0];
      return false;
    }
    const merged: Names = new Map();
    for (const name of new Set(results.flatMap((result) => [...result.keys()]))) {
      const values = results.map((result) => result.get(name) ?? unset);
      const first = values[0];
      merged.set(name, values.every((value) => value === first) ? first : choice(values));
    }
    this.names = merged;
    return false;
  }

  /** Calls that change settings: `MIDDLEWARE.append(…)`, `include("parts/*.py")`, `globals().update(…)`. */
  private effect(ctx: RuleContext, call: Node): void {
    const { words } = ctx;
    if (words[call] !== Kind.Call) return;
    const callee = Call.func(words, call);
    const args = listItems(words, Call.args(words, call));
    if (ctx.denotes(callee, 'split_settings.tools.include')) {
      this.include(ctx, args);
      return;
    }
    if (
      /\b(?:globals|locals|vars)\(\)/.test(ctx.text(call).slice(0, 300)) ||
      /^exec/.test(ctx.text(callee).slice(0, 20))
    )
      this.open = true;
    if (words[callee] !== Kind.Attribute) return;
    const method = ctx.name(Attribute.attr(words, callee));
    const object = Attribute.value(words, callee);
    if (!/^(?:append|extend|insert|remove|update|add|pop|clear|setdefault)$/.test(method)) return;
    const root = rootName(ctx, object);
    if (root === undefined || !this.names.has(root)) return;
    const before = evaluate(ctx, object, this.names);
    const given = args.map((argument) => evaluate(ctx, argument, this.names));
    this.assign(ctx, object, changed(before, method, given));
  }

  /** django-split-settings: the files run in the same names. */
  private include(ctx: RuleContext, args: readonly Node[]): void {
    const folder = ctx.file.path.replace(/[^/]*$/, '');
    for (const argument of args) {
      const inner = ctx.kind(argument) === Kind.Call ? ctx.argumentNode(argument, undefined, 0) : argument;
      const pattern = inner === undefined ? undefined : textOf(evaluate(ctx, inner, this.names));
      if (pattern === undefined || this.depth >= deepestImport) {
        this.open = true;
        continue;
      }
      const matches = new RegExp(
        `^${pattern
          .replace(/^\.\//, '')
          .replace(/[.+^${}()|[\]\\]/g, '\\$&')
          .replaceAll('*', '[^/]*')}$`,
      );
      const paths = this.scan.paths.filter(
        (path) => path.startsWith(folder) && path !== ctx.file.path && matches.test(path.slice(folder.length)),
      );
      for (const path of paths) {
        const last = path.replace(/^.*\/|\.py$/g, '');
        const module = stageOf(last) === 'other' ? undefined : this.scan.module(path);
        if (module !== undefined)
          this.block(module, listItems(module.words, Module.body(module.words, module.module.root)));
      }
    }
  }
}

function rootName(ctx: RuleContext, object: Node): string | undefined {
  let root = object;
  while (ctx.kind(root) === Kind.Subscript) root = Subscript.value(ctx.words, root);
  return ctx.kind(root) === Kind.Name ? ctx.name(Name.id(ctx.words, root)) : undefined;
}

function changed(before: Value, method: string, given: readonly Value[]): Value {
  if (before.kind === 'list') {
    const added = method === 'insert' ? given[1] : given[0];
    if (added === undefined) return { ...before, open: true };
    if (method === 'append' || method === 'add') return { ...before, items: [...before.items, added] };
    if (method === 'insert') {
      const index = given[0]?.kind === 'scalar' && given[0].value.kind === 'int' ? Number(given[0].value.value) : 1;
      return { ...before, items: before.items.toSpliced(index, 0, added) };
    }
    if (method === 'extend') {
      const more = itemsOf(added);
      return { ...before, items: [...before.items, ...more.items], open: before.open || more.open };
    }
    const text = textOf(added);
    if (method === 'remove' && text !== undefined)
      return { ...before, items: before.items.filter((item) => textOf(item) !== text) };
    return { ...before, open: true };
  }
  if (before.kind === 'dict') {
    const [added] = given;
    if (method !== 'update' || added?.kind !== 'dict') return { ...before, open: true };
    return { ...before, entries: new Map([...before.entries, ...added.entries]), open: before.open || added.open };
  }
  return unknownValue;
}

/** A container with one part replaced; unknown when the way to it is not known. */
function replaceIn(container: Value | undefined, path: readonly (string | number | undefined)[], value: Value): Value {
  if (path.length === 0) return value;
  const [key, ...rest] = path;
  if (container?.kind === 'dict') {
    if (typeof key !== 'string') return { ...container, open: true };
    return {
      ...container,
      entries: new Map(container.entries).set(key, replaceIn(container.entries.get(key), rest, value)),
    };
  }
  if (container?.kind === 'list' && typeof key === 'number' && container.items[key] !== undefined)
    return { ...container, items: container.items.with(key, replaceIn(container.items[key], rest, value)) };
  if (container === undefined && typeof key === 'string')
    return { kind: 'dict', entries: new Map([[key, replaceIn(undefined, rest, value)]]), open: true };
  return unknownValue;
}

/** When one branch star-imports settings of another environment, production takes the other one. */
function stageOfImports(ctx: RuleContext, body: readonly Node[], orelse: readonly Node[]): boolean | undefined {
  const stageIn = (statements: readonly Node[]): 'production' | 'other' | undefined => {
    for (const statement of statements) {
      if (ctx.kind(statement) !== Kind.ImportFrom) continue;
      const from = ctx.name(ImportFrom.module(ctx.words, statement));
      for (const word of from.split(/[._]/).reverse()) {
        const stage = stageOf(word);
        if (stage !== undefined) return stage;
      }
    }
    return undefined;
  };
  const [first, second] = [stageIn(body), stageIn(orelse)];
  if (first === 'production' || second === 'other') return true;
  return first === 'other' || second === 'production' ? false : undefined;
}
