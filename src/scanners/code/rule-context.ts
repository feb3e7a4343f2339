/** What a rule sees of one module: names, constants, arguments, surroundings, and the way to report. */

import type { Project, ProjectFile } from '../../project/index.ts';
import type { Bindings } from '../../python/bind/index.ts';
import { type Constant, truthy } from '../../python/constants/index.ts';
import {
  Alias,
  Attribute,
  Call,
  ClassDef,
  FunctionDef,
  forEachNode,
  Import,
  ImportFrom,
  Kind,
  listItems,
  Name,
  NamedExpr,
  nodeText,
  type ParsedModule,
  stringValue,
} from '../../python/index.ts';
import { type Argument, findArgument, receiverOf } from './arguments.ts';
import type { FileFacts } from './file-facts.ts';
import type { ProjectContext } from './project-context.ts';
import { draftFinding, type Report } from './report.ts';
import type { CodeRule } from './rule.ts';

/** Offset of a node in {@link RuleContext.words}. */
export type Node = number;

const stepsThroughNames = 8;

/** One per module, shared by all rules. */
export class RuleContext {
  readonly file: ProjectFile;
  readonly module: ParsedModule;
  /** The flat tree: `Call.func(ctx.words, node)`. */
  readonly words: Int32Array;
  readonly scan: ProjectContext;
  private readonly memos = new Map<unknown, unknown>();

  private readonly facts: () => FileFacts;
  private readonly bind: () => Bindings;
  private bound: Bindings | undefined;

  constructor(
    file: ProjectFile,
    module: ParsedModule,
    scan: ProjectContext,
    facts: () => FileFacts,
    bind: () => Bindings,
  ) {
    this.file = file;
    this.module = module;
    this.words = module.words;
    this.scan = scan;
    this.facts = facts;
    this.bind = bind;
  }

  /** Names, scopes and constants; made when the first rule asks, because most files have nothing to ask about. */
  get bindings(): Bindings {
    this.bound ??= this.bind();
    return this.bound;
  }

  get isBound(): boolean {
    return this.bound !== undefined;
  }

  /** The rule that is being checked. */
  get rule(): CodeRule {
    if (this.scan.rule === undefined) throw new Error('a rule reported outside its check');
    return this.scan.rule;
  }

  get project(): Project {
    return this.scan.project;
  }

  /** Reports `node` (the offending expression: its range is what people see underlined). */
  report(node: Node, report: Report): void {
    if (reportsIn(this.rule, this.file)) this.scan.add(draftFinding(this, node, report));
  }

  // ── What an expression is ──────────────────────────────────────────────────────────────────────

  kind(node: Node): number {
    return this.words[node];
  }

  text(node: Node): string {
    return nodeText(this.module, node);
  }

  /** The name behind a symbol field. */
  name(symbol: number): string {
    return this.module.symbols.name(symbol);
  }

  /** The API path an expression denotes: `subprocess.run`; undefined for local and unknown things. */
  qualifiedName(node: Node): string | undefined {
    return this.bindings.qualifiedName(node);
  }

  /** Whether one of the API paths an expression may denote is in the list. */
  denotes(node: Node, ...paths: readonly string[]): boolean {
    return this.mayEndLike(node, paths) && this.bindings.qualifiedNames(node).some((path) => paths.includes(path));
  }

  /**
   * Whether a name can be one of these paths, by its last part: most names cannot, and a file of which nothing else is
   * asked is then never bound.
   */
  private mayEndLike(node: Node, paths: readonly string[]): boolean {
    const kind = this.words[node];
    if (kind !== Kind.Name && kind !== Kind.Attribute) return true;
    const symbol = kind === Kind.Name ? Name.id(this.words, node) : Attribute.attr(this.words, node);
    if (this.facts().standIns.has(symbol)) return true;
    const name = this.name(symbol);
    return paths.some((path) => {
      // `requests.Session()` is what a name holds, not what it is called.
      const last = path.charCodeAt(path.length - 1);
      return last === 0x29 || last === 0x5d || (path.endsWith(name) && isWhole(path, path.length - name.length));
    });
  }

  /** Whether an expression is a call of one of these API paths; names are followed to their single definition. */
  isCallOf(node: Node, ...paths: readonly string[]): boolean {
    const value = this.valueOf(node);
    return this.words[value] === Kind.Call && this.denotes(Call.func(this.words, value), ...paths);
  }

  /** The folded value; undefined when it is not known. */
  constant(node: Node): Constant | undefined {
    return this.bindings.constant(node);
  }

  /** The value of a str expression. */
  string(node: Node): string | undefined {
    const constant = this.constant(node);
    return constant?.kind === 'str' ? constant.value : undefined;
  }

  /** The value of a str literal; undefined for everything else. Cheap: nothing is bound. */
  literal(node: Node): string | undefined {
    return this.words[node] === Kind.Constant ? stringValue(this.module, node) : undefined;
  }

  /** The value of an int (or bool) expression. */
  integer(node: Node): number | undefined {
    const constant = this.constant(node);
    if (constant?.kind === 'int') return Number(constant.value);
    return constant?.kind === 'bool' ? Number(constant.value) : undefined;
  }

  /** How an expression counts in a condition; undefined when it is not known. */
  truth(node: Node): boolean | undefined {
    const constant = this.constant(node);
    return constant === undefined ? undefined : truthy(constant);
  }

  /** The expression behind a name with a single definition (and behind `:=`); the node itself otherwise. */
  valueOf(node: Node): Node {
    let value = node;
    for (let step = 0; step < stepsThroughNames; step++) {
      if (this.words[value] === Kind.NamedExpr) {
        value = NamedExpr.value(this.words, value);
        continue;
      }
      if (this.words[value] !== Kind.Name) break;
      const definition = this.bindings.definition(value);
      if (definition?.value === undefined) break;
      if (definition.kind !== 'assignment' && definition.kind !== 'walrus') break;
      value = definition.value;
    }
    return value;
  }

  /** Whether the file imports this module or something in it, anywhere. */
  imports(module: string): boolean {
    return this.memo(importedModules, () => importedModules(this)).has(module);
  }

  // ── Calls ──────────────────────────────────────────────────────────────────────────────────────

  /** The argument of parameter `name` (undefined: positional only), at `position` without `self`. */
  argument(call: Node, name: string | undefined, position?: number): Argument {
    return findArgument(this, call, name, position);
  }

  /** The same, as a node; undefined when it is absent or unknown. */
  argumentNode(call: Node, name: string | undefined, position?: number): Node | undefined {
    const argument = findArgument(this, call, name, position);
    return argument.state === 'given' ? argument.node : undefined;
  }

  /** Whether a call certainly leaves the argument out. */
  omits(call: Node, name: string, position?: number): boolean {
    return findArgument(this, call, name, position).state === 'absent';
  }

  /** The folded value of an argument; undefined when it is absent or not known. */
  argumentConstant(call: Node, name: string | undefined, position?: number): Constant | undefined {
    const node = this.argumentNode(call, name, position);
    return node === undefined ? undefined : this.constant(node);
  }

  /** How an argument counts in a condition; undefined when it is absent or not known. */
  truthOfArgument(call: Node, name: string | undefined, position?: number): boolean | undefined {
    const node = this.argumentNode(call, name, position);
    return node === undefined ? undefined : this.truth(node);
  }

  /** `conn` of `conn.execute(…)`. */
  receiver(call: Node): Node | undefined {
    return receiverOf(this, call);
  }

  // ── Surroundings ───────────────────────────────────────────────────────────────────────────────

  parent(node: Node): Node | undefined {
    return this.bindings.parent(node);
  }

  /** The nodes around a node, innermost first, the module last. */
  *ancestors(node: Node): Generator<Node> {
    for (let at = this.bindings.parent(node); at !== undefined; at = this.bindings.parent(at)) yield at;
  }

  /** The innermost node of these kinds around a node. */
  enclosing(node: Node, ...kinds: readonly number[]): Node | undefined {
    for (const ancestor of this.ancestors(node)) if (kinds.includes(this.words[ancestor])) return ancestor;
    return undefined;
  }

  enclosingFunction(node: Node): Node | undefined {
    return this.bindings.enclosingFunction(node);
  }

  enclosingClass(node: Node): Node | undefined {
    return this.bindings.enclosingClass(node);
  }

  enclosingStatement(node: Node): Node {
    return this.bindings.enclosingStatement(node) ?? this.module.root;
  }

  /** The loop whose body runs this node again and again, within the same function. */
  enclosingLoop(node: Node): Node | undefined {
    for (const ancestor of this.ancestors(node)) {
      const kind = this.words[ancestor];
      if (kind === Kind.For || kind === Kind.AsyncFor || kind === Kind.While) return ancestor;
      if (isFunction(kind) || kind === Kind.ClassDef) return undefined;
    }
    return undefined;
  }

  isInAsyncFunction(node: Node): boolean {
    const around = this.enclosingFunction(node);
    return around !== undefined && this.words[around] === Kind.AsyncFunctionDef;
  }

  /** Decorator expressions of a function or class. */
  decorators(definition: Node): readonly Node[] {
    const { words } = this;
    const kind = words[definition];
    if (kind === Kind.ClassDef) return listItems(words, ClassDef.decoratorList(words, definition));
    if (kind !== Kind.FunctionDef && kind !== Kind.AsyncFunctionDef) return [];
    return listItems(words, FunctionDef.decoratorList(words, definition));
  }

  /** All nodes of a kind in the file, children before parents. */
  nodesOf(kind: keyof typeof Kind): readonly Node[] {
    return this.memo(`nodes of ${kind}`, () => {
      const nodes: Node[] = [];
      forEachNode(this.words, (node, found) => {
        if (found === Kind[kind]) nodes.push(node);
      });
      return nodes;
    });
  }

  // ── Memory ─────────────────────────────────────────────────────────────────────────────────────

  /** Computes once per module: for facts that several rules share. `key` is usually the function that computes. */
  memo<T>(key: unknown, compute: () => T): T {
    if (!this.memos.has(key)) this.memos.set(key, compute());
    return this.memos.get(key) as T;
  }
}

/** Whether a part of a path that starts at `at` is a whole segment. */
function isWhole(path: string, at: number): boolean {
  return at === 0 || path.charCodeAt(at - 1) === 0x2e;
}

/** Whether a rule has something to say about files of this context. */
export function reportsIn(rule: CodeRule, file: ProjectFile): boolean {
  return rule.meta.contexts?.includes(file.context) ?? true;
}

/** Dotted names of all imported modules and the packages they are in. */
function importedModules(ctx: RuleContext): ReadonlySet<string> {
  const { words } = ctx;
  const modules = new Set<string>();
  const add = (dotted: string): void => {
    for (let name = dotted; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) modules.add(name);
  };
  forEachNode(words, (node, kind) => {
    if (kind === Kind.Import)
      for (const alias of listItems(words, Import.names(words, node))) add(ctx.name(Alias.name(words, alias)));
    else if (kind === Kind.ImportFrom && ImportFrom.level(words, node) === 0) {
      const from = ctx.name(ImportFrom.module(words, node));
      for (const alias of listItems(words, ImportFrom.names(words, node)))
        add(`${from}.${ctx.name(Alias.name(words, alias))}`);
    }
  });
  return modules;
}

export function isFunction(kind: number): boolean {
  return kind === Kind.FunctionDef || kind === Kind.AsyncFunctionDef || kind === Kind.Lambda;
}
