/** What a code rule is: metadata, triggers, and a check. A rule file exports one as `rule`. */
import type { RuleMeta } from '../../findings/index.ts';
import { Kind } from '../../python/index.ts';
import type { ProjectContext } from './project-context.ts';
import type { Node, RuleContext } from './rule-context.ts';

/** When a rule's check runs. Made by {@link call}, {@link reference}, {@link imported} and {@link node}. */
export type Trigger =
  | { readonly kind: 'call' | 'reference' | 'import'; readonly paths: readonly string[] }
  | {
      readonly kind: 'node';
      readonly kinds: readonly number[];
      readonly symbols: readonly string[];
      readonly roots: readonly string[];
    };

export interface RuleDefinition {
  readonly meta: Omit<RuleMeta, 'scanner' | 'tier' | 'enabled'> & Partial<Pick<RuleMeta, 'tier' | 'enabled'>>;
  readonly on?: Trigger | readonly Trigger[];
  /** The rule only sees files whose bytes hold one of these texts: a cheap filter for rules about literals. */
  readonly onlyWith?: readonly string[];
  /** `path` is the API path that matched; '' for node triggers. */
  readonly check?: (ctx: RuleContext, node: Node, path: string) => void;
  /** Runs once, after every module has been walked: for settings over several files, cross-file counts. */
  readonly checkProject?: (project: ProjectContext) => void;
}

export interface CodeRule {
  readonly meta: RuleMeta;
  readonly triggers: readonly Trigger[];
  readonly onlyWith: readonly string[];
  readonly check: ((ctx: RuleContext, node: Node, path: string) => void) | undefined;
  readonly checkProject: ((project: ProjectContext) => void) | undefined;
}

/** `tier` defaults to `weakness`; a rule is on by default unless it is an inventory. */
export function defineRule(definition: RuleDefinition): CodeRule {
  const { meta, on = [], onlyWith = [], check, checkProject } = definition;
  const tier = meta.tier ?? 'weakness';
  return {
    meta: { ...meta, scanner: 'code', tier, enabled: meta.enabled ?? tier !== 'inventory' },
    triggers: Array.isArray(on) ? on : [on as Trigger],
    onlyWith,
    check,
    checkProject,
  };
}

/**
 * Calls of these API paths: `yaml.load`, `builtins.eval`, `requests.Session().get`, with braces for alternatives:
 * `os.{popen,system}`. `*.execute` is a call of a method of that name on anything. A path that starts with `*.` is
 * not resolved: the check must look at the receiver.
 */
export function call(...paths: readonly string[]): Trigger {
  return { kind: 'call', paths: expandBraces(paths) };
}

/** Every read of these API paths, called or not: `ssl.PROTOCOL_SSLv3`, `modes.ECB`, `map(eval, lines)`. */
export function reference(...paths: readonly string[]): Trigger {
  return { kind: 'reference', paths: expandBraces(paths) };
}

/** Imports of these modules, of what is in them, and of their submodules. The node is the Alias. */
export function imported(...paths: readonly string[]): Trigger {
  return { kind: 'import', paths: expandBraces(paths) };
}

/**
 * Nodes of these kinds, by the name of the kind: `node('Assert')`, `node(['For', 'AsyncFor'])`. With `symbols`, only
 * in files where one of these identifiers occurs; with `roots`, only where one of these top-level modules is imported
 * or can come from another module of the project (`['flask']`). `node('Module')` checks a module as a whole, after all its parts.
 */
export function node(
  kinds: keyof typeof Kind | readonly (keyof typeof Kind)[],
  options: { readonly symbols?: readonly string[]; readonly roots?: readonly string[] } = {},
): Trigger {
  const names = typeof kinds === 'string' ? [kinds] : kinds;
  return {
    kind: 'node',
    kinds: names.map((name) => Kind[name]),
    symbols: options.symbols ?? [],
    roots: options.roots ?? [],
  };
}

/** `a.{b,c}.{d,e}` → the four paths. */
export function expandBraces(patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => {
    const group = /\{([^{}]*)\}/.exec(pattern);
    if (group === null) return [pattern];
    const [before, after] = [pattern.slice(0, group.index), pattern.slice(group.index + group[0].length)];
    return expandBraces(group[1].split(',').map((option) => before + option + after));
  });
}
