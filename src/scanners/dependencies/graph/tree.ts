/** Questions people ask a dependency graph: what brings this in, what hangs below that, what changed. */
import { compareVersions, parseVersion } from '../../../formats/index.ts';
import type { Dependency, DependencyGraph } from './model.ts';

export interface TreeLine {
  readonly depth: number;
  readonly dependency: Dependency;
  /** Its children were shown above already, or lie deeper than asked. */
  readonly cut: 'repeated' | 'depth' | undefined;
}

/** The graph as an indented list, roots first. Every node's children are shown once, so the list stays linear. */
export function dependencyTree(graph: DependencyGraph, maxDepth = 50): readonly TreeLine[] {
  const lines: TreeLine[] = [];
  const shown = new Set<string>();
  const roots = graph.dependencies.filter((one) => one.direct || one.parents.length === 0);
  // First-party members stand at the top; what only they bring stands below them.
  const tops = roots.filter((one) => one.firstParty || !one.parents.some(({ id }) => graph.byId.get(id)?.firstParty));
  // What hangs on a circle that nothing enters has no top of its own: its first member stands at the top.
  const reached = new Set<string>();
  reach(graph, tops, reached);
  for (const one of graph.dependencies) {
    if (reached.has(one.id)) continue;
    tops.push(one);
    reach(graph, [one], reached);
  }
  const open = tops.reverse().map((dependency) => ({ dependency, depth: 0 }));
  while (open.length > 0) {
    const { dependency, depth } = open.pop()!;
    const repeated = shown.has(dependency.id) && dependency.children.length > 0;
    const tooDeep = depth >= maxDepth && dependency.children.length > 0;
    lines.push({ depth, dependency, cut: repeated ? 'repeated' : tooDeep ? 'depth' : undefined });
    if (repeated || tooDeep) continue;
    shown.add(dependency.id);
    for (const child of [...dependency.children].reverse()) {
      const node = graph.byId.get(child);
      if (node !== undefined) open.push({ dependency: node, depth: depth + 1 });
    }
  }
  return lines;
}

function reach(graph: DependencyGraph, from: readonly Dependency[], reached: Set<string>): void {
  const open = from.map(({ id }) => id);
  while (open.length > 0) {
    const id = open.pop()!;
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(graph.byId.get(id)?.children ?? []));
  }
}

/** Shortest chains from a direct dependency (or the project itself) to `dependency`, root first; at most `limit`. */
export function whyPaths(
  graph: DependencyGraph,
  dependency: Dependency,
  limit = 10,
): readonly (readonly Dependency[])[] {
  const found: Dependency[][] = [];
  const seen = new Set<string>([dependency.id]);
  let level: Dependency[][] = [[dependency]];
  while (level.length > 0 && found.length < limit) {
    const next: Dependency[][] = [];
    for (const chain of level) {
      const [top] = chain;
      const parents = top!.parents.flatMap(({ id }) => graph.byId.get(id) ?? []);
      const members = parents.filter(({ firstParty }) => firstParty);
      if (members.length > 0) found.push(...members.map((member) => [member, ...chain]));
      else if (top!.direct || parents.length === 0) found.push(chain);
      for (const parent of parents) {
        if (parent.firstParty || seen.has(parent.id)) continue;
        seen.add(parent.id);
        next.push([parent, ...chain]);
      }
    }
    level = next;
  }
  return found.slice(0, limit);
}

export interface DependencyChange {
  readonly kind: 'added' | 'removed' | 'upgraded' | 'downgraded' | 'changed';
  readonly unit: string;
  readonly name: string;
  /** Version, or source and range where there is none; absent for what was added. */
  readonly before?: string;
  readonly after?: string;
  readonly groups: readonly string[];
}

/**
 * What differs between two graphs, by unit and name (by name alone where each has one unit, so that files of different
 * names compare); several versions of one name are matched in order.
 */
export function diffGraphs(before: DependencyGraph, after: DependencyGraph): readonly DependencyChange[] {
  const single = before.units.length === 1 && after.units.length === 1;
  const group = ({ dependencies }: DependencyGraph) => {
    const byName = new Map<string, Dependency[]>();
    for (const one of dependencies) {
      if (one.firstParty) continue;
      const key = single ? one.key : `${one.unit}\u0000${one.key}`;
      byName.set(key, [...(byName.get(key) ?? []), one]);
    }
    return byName;
  };
  const [old, now] = [group(before), group(after)];
  const changes: DependencyChange[] = [];
  for (const key of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    const gone = [...(old.get(key) ?? [])];
    const come = (now.get(key) ?? []).filter((one) => {
      const same = gone.findIndex((other) => describeVersion(other) === describeVersion(one));
      if (same === -1) return true;
      gone.splice(same, 1);
      return false;
    });
    for (let at = 0; at < Math.max(gone.length, come.length); at += 1) changes.push(change(gone[at], come[at]));
  }
  return changes;
}

/** The exact version, else the range, else where it comes from. */
export function describeVersion({ version, declared, source }: Dependency): string {
  if (source.kind === 'vcs')
    return `${version ?? ''} ${source.vcs}+${source.url}@${source.commit ?? source.ref ?? '(default branch)'}`.trim();
  if (version !== undefined) return version;
  if (source.kind === 'archive') return source.url;
  if (source.kind === 'path') return source.path;
  const specifiers = [...new Set(declared.map(({ specifier }) => specifier).filter((one) => one !== ''))];
  return specifiers.join(', ') || 'any version';
}

function change(before: Dependency | undefined, after: Dependency | undefined): DependencyChange {
  const one = (after ?? before)!;
  const base = { unit: one.unit, name: one.name, groups: one.groups };
  if (before === undefined) return { kind: 'added', ...base, after: describeVersion(one) };
  if (after === undefined) return { kind: 'removed', ...base, before: describeVersion(one) };
  const [x, y] = [before.version, after.version].map((version) =>
    version === undefined ? undefined : parseVersion(version),
  );
  const order = x === undefined || y === undefined ? 0 : compareVersions(x, y);
  return {
    kind: order < 0 ? 'upgraded' : order > 0 ? 'downgraded' : 'changed',
    ...base,
    before: describeVersion(before),
    after: describeVersion(after),
  };
}
