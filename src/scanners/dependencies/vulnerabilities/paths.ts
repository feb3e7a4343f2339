/** The shortest chains of packages that bring a dependency in, root first. */
import type { Dependency, DependencyGraph } from '../graph/index.ts';

const maxPaths = 8;
const maxVisited = 20_000;

/** Names only, at most eight chains, shortest first; a direct dependency is a chain of itself. */
export function pathsTo(dependency: Dependency, graph: DependencyGraph): string[][] {
  const paths: string[][] = [];
  let level: { readonly at: Dependency; readonly chain: readonly string[] }[] = [
    { at: dependency, chain: [dependency.name] },
  ];
  const seen = new Set<string>([dependency.id]);
  for (let visited = 0; level.length > 0 && paths.length < maxPaths && visited < maxVisited; ) {
    const next: typeof level = [];
    for (const { at, chain } of level) {
      visited += 1;
      if (at.direct || at.parents.length === 0) {
        paths.push([...chain]);
        if (paths.length >= maxPaths) break;
      }
      for (const { id } of at.parents) {
        const parent = graph.byId.get(id);
        if (!parent || seen.has(id)) continue;
        // A package shared by several chains is walked once; that keeps big graphs linear and the first chains shortest.
        if (!parent.firstParty) seen.add(id);
        if (parent.firstParty) paths.push([parent.name, ...chain]);
        else next.push({ at: parent, chain: [parent.name, ...chain] });
      }
    }
    level = next;
  }
  return [...new Map(paths.map((path) => [path.join('\0'), path])).values()].slice(0, maxPaths);
}
