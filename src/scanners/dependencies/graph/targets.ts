/** Which dependencies are installed where: markers of locks, edges and declarations, for several targets in one run. */
import {
  evaluateMarker,
  extrasOf,
  groupsOf,
  type Marker,
  type MarkerEnvironment,
  type Platform,
  platforms,
  targetEnvironment,
} from '../../../formats/index.ts';
import type { BuiltGraph, Node } from './build.ts';
import type { Dependency, DependencyGraph, TargetStatus } from './model.ts';

export interface Target {
  readonly name: string;
  readonly environment: MarkerEnvironment;
}

/** Reads `linux-3.12`, `windows-3.11-arm64`, `3.13`, `macos`. Undefined when a part means nothing. */
export function parseTarget(text: string): Target | undefined {
  let platform: Platform | undefined;
  let python: string | undefined;
  let machine: string | undefined;
  for (const part of text.toLowerCase().split('-')) {
    const named = platforms.find((one) => one === part);
    if (named !== undefined) platform = named;
    else if (/^(?:py(?:thon)?)?\d\.\d+(?:\.\d+)?$/.test(part)) python = part.replace(/^\D+/, '');
    else if (/^(?:x86_64|amd64|arm64|aarch64|i686|win32|ppc64le|s390x)$/.test(part))
      machine = part === 'amd64' && platform !== 'windows' ? 'x86_64' : part;
    else return undefined;
  }
  return {
    name: text,
    environment: targetEnvironment({
      ...(platform && { platform }),
      ...(python && { python }),
      ...(machine && { machine }),
    }),
  };
}

/** The graph with `targets` filled in. Without targets it comes back as it is. */
export function evaluateTargets(graph: BuiltGraph, targets: readonly Target[]): DependencyGraph {
  if (targets.length === 0) return graph;
  const statuses = new Map<string, { [target: string]: TargetStatus }>();
  for (const { id } of graph.dependencies) statuses.set(id, {});
  for (const { name, environment } of targets) {
    const certain = reach(graph, environment, (value) => value === true);
    const possible = reach(graph, environment, (value) => value !== false);
    for (const { id } of graph.dependencies)
      statuses.get(id)![name] = certain.has(id) ? 'included' : possible.has(id) ? 'unknown' : 'excluded';
  }
  const dependencies: readonly Dependency[] = graph.dependencies.map((one) => ({
    ...one,
    targets: statuses.get(one.id)!,
  }));
  return { units: graph.units, dependencies, byId: new Map(dependencies.map((one) => [one.id, one])) };
}

function reach(
  graph: BuiltGraph,
  environment: MarkerEnvironment,
  passes: (value: boolean | undefined) => boolean,
): Set<string> {
  const holds = (marker: Marker | undefined) =>
    marker === undefined || passes(evaluateMarker(marker, withEverySelection(marker, environment)));
  const stands = (node: Node) => {
    const { marker, forks } = node.package;
    if (!holds(marker)) return false;
    return forks === undefined || forks.some(holds);
  };
  const seen = new Set<string>();
  const open: Node[] = [];
  const visit = (node: Node) => {
    if (seen.has(node.id) || !stands(node)) return;
    seen.add(node.id);
    open.push(node);
  };
  for (const node of graph.nodes.values()) {
    const wished = node.declarationMarkers.filter((_, index) => node.declarations[index]!.role === 'requirement');
    const isRoot = node.package.firstParty || wished.length > 0 || node.parents.length === 0;
    if (isRoot && (wished.length === 0 || wished.some(holds))) visit(node);
  }
  while (open.length > 0) for (const { edge, to } of open.pop()!.edges) if (holds(edge.marker)) visit(to);
  return seen;
}

/** Extras and groups are choices of who installs, not of the target: all of them count as chosen. */
function withEverySelection(marker: Marker, environment: MarkerEnvironment): MarkerEnvironment {
  const extras = extrasOf(marker);
  const groups = groupsOf(marker);
  return extras.length + groups.length === 0 ? environment : { ...environment, extras, groups };
}
