/** What binding a module answers: which definition a name means, and which API path an expression denotes. */
import type { Constant } from '../constants/index.ts';
import type { ParsedModule } from '../module.ts';

/** Offset of a node in `ParsedModule.words`. */
export type Node = number;

export type ScopeKind = 'module' | 'class' | 'function' | 'lambda' | 'comprehension' | 'annotation';

/** One Python scope. `annotation` is the hidden scope of type parameters and type aliases (PEP 695). */
export interface Scope {
  /** Position in the module's list of scopes; the module itself is 0, parents come before children. */
  readonly index: number;
  readonly kind: ScopeKind;
  /** Module, ClassDef, FunctionDef, Lambda, comprehension, or the node that owns the type parameters. */
  readonly node: Node;
  /** `''` for the module, `<lambda>`, `<listcomp>` and the like as CPython names them. */
  readonly name: string;
  readonly parent: Scope | undefined;
}

export type DefinitionKind =
  | 'import' // import a.b as c
  | 'from-import' // from a import b as c
  | 'assignment' // x = v, x: T = v
  | 'unpacking' // a, b = v; *rest
  | 'declaration' // x: T
  | 'augmented' // x += v
  | 'walrus'
  | 'parameter'
  | 'function'
  | 'class'
  | 'for'
  | 'comprehension'
  | 'with'
  | 'except'
  | 'match'
  | 'delete'
  | 'type-parameter'
  | 'type-alias';

/** One place that gives a name a value. */
export interface Definition {
  readonly kind: DefinitionKind;
  readonly name: string;
  /** The binding node: a Name target, FunctionDef, ClassDef, alias, arg, ExceptHandler, pattern or type parameter. */
  readonly node: Node;
  /** The statement (or comprehension clause, lambda, walrus) that binds. */
  readonly statement: Node;
  /** The expression whose value is bound: right side, iterable (`for`), context manager (`with`), default (parameter). */
  readonly value: Node | undefined;
  /** The annotation of a parameter or annotated assignment. */
  readonly annotation: Node | undefined;
  readonly scope: Scope;
}

/**
 * What an expression denotes. `names` are dotted API paths, the best one first: `.` for members, `()` for the result
 * of a call or an instance of a class, `[]` for an element (`requests.Session().get`, `os.environ[]`). Definitions of
 * the project have the names under which an import reached them, none when they stand in this file.
 */
export type Reference =
  | ExternalReference
  | ModuleReference
  | FunctionReference
  | ClassReference
  | InstanceReference
  | MethodReference
  | VariableReference;

export interface ExternalReference {
  readonly kind: 'external';
  readonly names: readonly string[];
}

/** A module or package of the project. */
export interface ModuleReference {
  readonly kind: 'module';
  readonly names: readonly string[];
  readonly module: string;
}

export interface FunctionReference {
  readonly kind: 'function';
  readonly names: readonly string[];
  readonly bindings: Bindings;
  /** FunctionDef, AsyncFunctionDef or Lambda. */
  readonly node: Node;
}

export interface ClassReference {
  readonly kind: 'class';
  readonly names: readonly string[];
  readonly bindings: Bindings;
  /** ClassDef. */
  readonly node: Node;
}

export interface InstanceReference {
  readonly kind: 'instance';
  readonly names: readonly string[];
  readonly bindings: Bindings;
  /** ClassDef. */
  readonly node: Node;
}

/** A function found in a class; `owner` is what it was looked up on. */
export interface MethodReference {
  readonly kind: 'method';
  readonly names: readonly string[];
  readonly bindings: Bindings;
  readonly node: Node;
  readonly owner: ClassReference | InstanceReference;
}

/** A variable of another module of the project whose value is none of the above. */
export interface VariableReference {
  readonly kind: 'variable';
  readonly names: readonly string[];
  readonly bindings: Bindings;
  readonly definition: Definition;
}

/**
 * Names, scopes and constants of one module. Everything is lazy and memoised; the only eager work is the one pass
 * that declares names.
 */
export interface Bindings {
  readonly module: ParsedModule;
  /** Dotted module name (`app.views`), undefined when the file was bound without a module graph. */
  readonly moduleName: string | undefined;
  /** Whether the file is a package's `__init__`. */
  readonly isPackage: boolean;

  /**
   * The API path an expression denotes outside this file: `subprocess.run`, `builtins.eval`,
   * `requests.Session().get`. Undefined for local definitions, shadowed names and unknown values. When branches
   * bind different things, the first known one. See {@link qualifiedNames} for all.
   */
  qualifiedName(node: Node): string | undefined;
  /** All API paths: alternatives of conditional imports, and for re-exported names every public path on the way. */
  qualifiedNames(node: Node): readonly string[];
  /** Everything an expression may denote, project definitions included; the edges of a call graph. */
  references(node: Node): readonly Reference[];

  /** `Class.method` path of definitions around the node (not the node itself); `''` at module level. */
  scopeName(node: Node): string;
  scopeOf(node: Node): Scope;
  readonly scopes: readonly Scope[];
  enclosingFunction(node: Node): Node | undefined;
  enclosingClass(node: Node): Node | undefined;
  /** The innermost statement that contains the node, the node itself when it is one. */
  enclosingStatement(node: Node): Node | undefined;
  parent(node: Node): Node | undefined;

  /** The one definition a Name refers to at this point; undefined when several may reach it, or none is here. */
  definition(name: Node): Definition | undefined;
  /** The definitions that may reach a Name at this point, in source order; empty for builtins and unknown names. */
  definitions(name: Node): readonly Definition[];
  /** Every write of the variable a Name refers to, wherever it stands. */
  writes(name: Node): readonly Definition[];
  /** All definitions of a name in a scope. */
  definitionsIn(scope: Scope, name: string): readonly Definition[];
  /** Names a scope binds, in order of first appearance. */
  namesIn(scope: Scope): readonly string[];
  /** The scope whose variable a Name refers to; undefined for builtins and names that only a star import can bind. */
  scopeOfName(name: Node): Scope | undefined;

  /** The exact value of an expression; undefined when it is not known. */
  constant(node: Node): Constant | undefined;

  /** Inside `if TYPE_CHECKING:`. */
  isTypeChecking(node: Node): boolean;
  /** In code that never runs: `if False:`, a version test that fails, after `return`, `raise`, `sys.exit()`. */
  isUnreachable(node: Node): boolean;

  /** Names that `from thismodule import *` gives: `__all__` when it is known, else the public names. */
  readonly exports: readonly string[];
}

/** Finds other modules of the project. Made by `modules/`. */
export interface ModuleResolver {
  /** Dotted name of a file, undefined when it is not importable. */
  nameOf(module: ParsedModule): { readonly name: string; readonly isPackage: boolean } | undefined;
  /** The project's own name of what a file imports as `name`; undefined when it is not part of the project. */
  locate(name: string, from: ParsedModule): string | undefined;
  /** Bindings of a project module by its own name. */
  find(name: string): Bindings | undefined;
  /** Whether the name is a module or package (a namespace package too) of the project. */
  has(name: string): boolean;
}
