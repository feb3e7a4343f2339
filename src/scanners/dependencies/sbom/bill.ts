/** The bill of materials as plain data: one component a package and version, edges, hashes, licences. Writers turn it into CycloneDX and SPDX. */
import { pypiPurl } from '../../../formats/index.ts';
import type { Dependency, DependencyGraph } from '../graph/index.ts';
import { type DependencyLicence, readLicence } from '../licences/judge-licence.ts';

export interface BillComponent {
  /** Package URL; also its reference in the document. */
  readonly ref: string;
  readonly name: string;
  readonly version?: string;
  /** `algorithm:digest`, sorted. */
  readonly hashes: readonly string[];
  readonly groups: readonly string[];
  /** Only development groups ask for it. */
  readonly optional: boolean;
  readonly licence: DependencyLicence;
  readonly children: readonly string[];
  /** Where the version is written, `path:line`. */
  readonly declared: readonly string[];
  readonly sourceUrl?: string;
}

export interface Bill {
  readonly name: string;
  readonly version?: string;
  /** Sorted by ref. */
  readonly components: readonly BillComponent[];
  /** Refs of what the project itself asks for. */
  readonly roots: readonly string[];
  /** Packages without an exact version, which a bill cannot state: names with their specifier. */
  readonly unversioned: readonly string[];
}

/** One bill of all units of a graph: the same package and version of several lock files is one component. */
export function makeBill(graph: DependencyGraph, project: { readonly name: string; readonly version?: string }): Bill {
  const refs = new Map<string, string>();
  const groups = new Map<string, Dependency[]>();
  const unversioned = new Set<string>();
  for (const dependency of graph.dependencies) {
    if (dependency.firstParty) continue;
    const ref = refOf(dependency);
    if (ref === undefined) {
      unversioned.add(`${dependency.name}${dependency.declared[0]?.specifier ?? ''}`);
      continue;
    }
    refs.set(dependency.id, ref);
    const group = groups.get(ref);
    if (group) group.push(dependency);
    else groups.set(ref, [dependency]);
  }
  const components = [...groups]
    .map(([ref, list]) => component(ref, list, refs))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const roots = new Set(
    graph.dependencies
      .filter(({ direct, firstParty }) => direct && !firstParty)
      .flatMap(({ id }) => refs.get(id) ?? []),
  );
  const reached = new Set(components.flatMap(({ children }) => children));
  // What nothing points at would hang in the air: it belongs to the project.
  for (const { ref } of components) if (!reached.has(ref)) roots.add(ref);
  return { ...project, components, roots: [...roots].sort(), unversioned: [...unversioned].sort() };
}

function refOf(dependency: Dependency): string | undefined {
  if (dependency.ecosystem === 'other') return dependency.purl;
  if (dependency.version === undefined) return undefined;
  return dependency.ecosystem === 'conda'
    ? `pkg:conda/${encodeURIComponent(dependency.key)}@${encodeURIComponent(dependency.version)}`
    : pypiPurl(dependency.name, dependency.version);
}

function component(ref: string, list: readonly Dependency[], refs: ReadonlyMap<string, string>): BillComponent {
  const first = list[0] as Dependency;
  const groups = [...new Set(list.flatMap((dependency) => dependency.groups))].sort();
  const source = list.map((dependency) => dependency.source).find(({ kind }) => kind === 'vcs' || kind === 'archive');
  const url = source && 'url' in source ? source.url : undefined;
  return {
    ref,
    name: first.name,
    ...(first.version !== undefined && { version: first.version }),
    hashes: [...new Set(list.flatMap(({ hashes }) => hashes))].sort(),
    groups,
    optional: groups.length > 0 && groups.every((group) => group !== 'main'),
    licence: readLicence(list.map(({ licence }) => licence).find((licence) => licence !== undefined)),
    children: [...new Set(list.flatMap(({ children }) => children.flatMap((id) => refs.get(id) ?? [])))]
      .filter((child) => child !== ref)
      .sort(),
    declared: [
      ...new Set(
        list.flatMap(({ declared, locked }) =>
          [...declared.map(({ place }) => place), ...(locked ? [locked] : [])].map(
            ({ path, line }) => `${path}:${line}`,
          ),
        ),
      ),
    ]
      .sort()
      .slice(0, 20),
    ...(url !== undefined && !/\/\/[^/]*@/.test(url) && { sourceUrl: url }),
  };
}
