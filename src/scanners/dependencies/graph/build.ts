/** From the facts of files to the graph: nodes, edges, declarations with their lines, groups that reach each node. */
import {
  formatMarker,
  type Marker,
  normalizeName,
  parseVersion,
  pinnedVersion,
  type SpecifierSet,
  satisfies,
  versionKey,
} from '../../../formats/index.ts';
import type { Declaration, FileFacts, LockedEdge, LockedPackage, Place, Source } from '../inventory/facts.ts';
import { parsePoetryConstraint } from '../inventory/readers/poetry-constraint.ts';
import { resolvePath, scopeLabel } from '../inventory/source-text.ts';
import type { DeclaredAt, Dependency, DependencyGraph, ParentEdge, Unit } from './model.ts';
import { type FileGroup, groupFiles, managerOf } from './units.ts';

/** A node while it is built. */
export interface Node {
  readonly id: string;
  readonly unit: string;
  readonly package: LockedPackage;
  evidence: Dependency['evidence'];
  locked: Place | undefined;
  ecosystem: Dependency['ecosystem'];
  direct: boolean;
  /** The name as a manifest writes it: locks normalise. */
  written: string | undefined;
  readonly declarations: DeclaredAt[];
  readonly declarationMarkers: (Marker | undefined)[];
  readonly edges: { readonly edge: LockedEdge; readonly to: Node }[];
  readonly parents: ParentEdge[];
  readonly groups: Set<string>;
  readonly extras: Set<string>;
}

export interface BuiltGraph extends DependencyGraph {
  /** For marker evaluation; not part of the plain data. */
  readonly nodes: ReadonlyMap<string, Node>;
}

/** Builds the graph of all files. Never throws; a dependency that cannot be joined to anything stays a node of its own. */
export function buildGraph(files: readonly FileFacts[]): BuiltGraph {
  const nodes = new Map<string, Node>();
  const units: Unit[] = [];
  for (const group of groupFiles(files)) {
    const builder = new UnitBuilder(group);
    for (const node of builder.build()) nodes.set(node.id, node);
    if (group.files.some(saysSomething)) units.push(unitOf(group));
  }
  const dependencies = [...nodes.values()].map(finish).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { units, dependencies, byId: new Map(dependencies.map((one) => [one.id, one])), nodes };
}

const maxPerName = 100;

function versionIdentity(key: string, version: string | undefined): string {
  const parsed = version === undefined ? undefined : parseVersion(version);
  return `${key} ${parsed === undefined ? (version ?? '*') : versionKey(parsed)}`;
}

class UnitBuilder {
  readonly #group: FileGroup;
  readonly #nodes: Node[] = [];
  readonly #byKey = new Map<string, Node[]>();
  /** First node of each exact version: `key version`. */
  readonly #byVersion = new Map<string, Node>();
  readonly #byReference = new Map<string, Node>();
  readonly #ids = new Map<string, number>();
  /** Projects that refer to themselves (`shop[all]` in an extra of `shop`). */
  readonly #projects: ReadonlySet<string>;
  readonly #includedFrom: Map<string, readonly Place[]>;

  constructor(group: FileGroup) {
    this.#group = group;
    this.#includedFrom = includeChains(group.files);
    this.#projects = new Set(
      group.files.flatMap(({ project }) => (project?.name === undefined ? [] : [normalizeName(project.name)])),
    );
  }

  build(): readonly Node[] {
    const { files } = this.#group;
    for (const file of files) {
      const evidence = file.role === 'installed' ? 'installed' : file.role === 'sbom' ? 'sbom' : 'locked';
      for (const entry of file.packages) this.#add(entry, evidence, entry.place);
    }
    for (const file of files)
      if (file.role === 'pinned') for (const one of file.declarations) this.#addPinned(one, file);
    // Exact wishes first, so that looser ones for the same name find them.
    for (const exact of [true, false])
      for (const file of files)
        if (file.role !== 'pinned')
          for (const one of file.declarations)
            if (one.role === 'requirement' && (pinOf(one) !== undefined) === exact) this.#declare(one, file);
    for (const file of files)
      for (const one of file.declarations) if (one.role !== 'requirement') this.#constrain(one, file);
    for (const file of files) if (file.role === 'pinned') this.#joinVia(file);
    for (const node of this.#nodes) this.#connect(node);
    this.#spreadGroups();
    return this.#nodes;
  }

  #add(entry: LockedPackage, evidence: Dependency['evidence'], locked: Place | undefined): Node {
    const unit = this.#group.lead.path;
    const base = `${unit}#${entry.key}@${entry.version ?? (entry.source.kind === 'index' ? '*' : sourceLabel(entry.source))}`;
    const count = this.#ids.get(base) ?? 0;
    this.#ids.set(base, count + 1);
    const node: Node = {
      id: count === 0 ? base : `${base}~${count + 1}`,
      unit,
      package: entry,
      evidence,
      locked,
      ecosystem: entry.foreignPurl !== undefined ? 'other' : entry.source.kind === 'conda' ? 'conda' : 'pypi',
      direct: entry.requested === true,
      written: undefined,
      declarations: [],
      declarationMarkers: [],
      edges: [],
      parents: [],
      groups: new Set(entry.groups),
      extras: new Set(),
    };
    for (const extra of entry.underExtras ?? []) node.groups.add(`extra:${extra}`);
    this.#nodes.push(node);
    if (entry.reference !== undefined) this.#byReference.set(`${entry.place.path} ${entry.reference}`, node);
    const identity = versionIdentity(entry.key, entry.version);
    if (!this.#byVersion.has(identity)) this.#byVersion.set(identity, node);
    const known = this.#byKey.get(entry.key);
    if (known === undefined) this.#byKey.set(entry.key, [node]);
    else known.push(node);
    return node;
  }

  /** A line of a compiled requirements file is both lock entry and, when nothing asked for it by `# via`, a wish. */
  #addPinned(one: Declaration, file: FileFacts): void {
    const pin = pinOf(one);
    const known = this.#byVersion.get(versionIdentity(one.key, pin));
    const same = known?.evidence === 'pinned' ? known : undefined;
    const node =
      same ??
      this.#add(
        {
          name: one.name,
          key: one.key,
          ...(pin !== undefined && { version: pin }),
          source: sourceOf(one, file),
          artifacts: (one.hashes ?? []).map((hash) => ({ hash })),
          edges: [],
          ...(one.marker && { marker: one.marker }),
          place: one.place,
        },
        'pinned',
        one.place,
      );
    const via = one.via ?? [];
    node.groups.add(scopeLabel(one.scope));
    const inputs = via.flatMap((name) => inputOf(name, file.path) ?? []);
    // What the file was compiled from declares it better than this line does.
    const declaredElsewhere = (path: string) =>
      path !== file.path && this.#group.files.some((other) => other.path === path);
    const source = file.path.replace(/\.txt$/, '.in');
    if (inputs.some(declaredElsewhere) || (via.length === 0 && declaredElsewhere(source))) return;
    if (via.length > 0 && inputs.length === 0) return;
    this.#attach(node, one, file);
    node.direct = true;
  }

  #joinVia(file: FileFacts): void {
    for (const one of file.declarations) {
      for (const name of one.via ?? []) {
        const key = /^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?$/
          .exec(name)?.[1]
          ?.toLowerCase()
          .replace(/[-_.]+/g, '-');
        const child = this.#byKey.get(one.key)?.find(({ package: { place } }) => place === one.place);
        for (const parent of this.#named(key ?? ''))
          if (child !== undefined && child !== parent && parent.package.place.path === file.path)
            link(parent, { key: one.key, extras: [] }, child);
      }
    }
  }

  #declare(one: Declaration, file: FileFacts): void {
    const pin = pinOf(one);
    const exact = pin === undefined ? undefined : this.#byVersion.get(versionIdentity(one.key, pin));
    const candidates = (exact === undefined ? this.#named(one.key) : [exact]).filter(
      (node) => (node.ecosystem === 'conda') === (one.ecosystem === 'conda'),
    );
    const fitting = candidates.filter((node) => fits(node, one));
    const chosen =
      fitting.length > 0
        ? fitting
        : candidates.filter((node) => node.evidence !== 'declared' && node.evidence !== 'pinned');
    const targets =
      chosen.length > 0 && !(one.scope.kind === 'build' && chosen.every(({ evidence }) => evidence === 'locked'))
        ? chosen
        : [this.#addDeclared(one, file)];
    for (const node of targets) {
      this.#attach(node, one, file);
      node.direct = true;
    }
  }

  /** Nodes of a name. More than a hundred versions of one name are nobody's project; beyond them nothing is joined, and nothing lost. */
  #named(key: string): readonly Node[] {
    const nodes = this.#byKey.get(key) ?? [];
    return nodes.length > maxPerName ? nodes.slice(0, maxPerName) : nodes;
  }

  #addDeclared(one: Declaration, file: FileFacts): Node {
    const pin = pinOf(one);
    const entry: LockedPackage = {
      name: one.name,
      key: one.key,
      ...(pin !== undefined && { version: pin }),
      ...(this.#projects.has(one.key) && { firstParty: true }),
      source:
        one.ecosystem === 'conda' ? { kind: 'conda', ...(one.index && { channel: one.index }) } : sourceOf(one, file),
      artifacts: (one.hashes ?? []).map((hash) => ({ hash })),
      edges: [],
      place: one.place,
    };
    return this.#add(entry, pin === undefined ? 'declared' : 'pinned', pin === undefined ? undefined : one.place);
  }

  #attach(node: Node, one: Declaration, file: FileFacts): void {
    node.declarations.push({
      role: one.role,
      scope: one.scope,
      specifier: one.specifier,
      allowed: one.allowed,
      extras: one.extras,
      ...(one.marker && { marker: formatMarker(one.marker) }),
      ...(one.index !== undefined && { index: one.index }),
      place: one.place,
      includedFrom: this.#includedFrom.get(file.path) ?? [],
    });
    node.declarationMarkers.push(one.marker);
    if (one.role === 'requirement') node.written ??= one.name;
    for (const extra of one.extras) node.extras.add(extra);
  }

  /** A constraint creates nothing; an exact one fixes the version of what is wished for elsewhere. */
  #constrain(one: Declaration, file: FileFacts): void {
    const pin = pinOf(one);
    for (const node of [...this.#named(one.key)]) {
      this.#attach(node, one, file);
      if (pin === undefined || node.package.version !== undefined || node.evidence !== 'declared') continue;
      const mutable = node as { package: LockedPackage };
      mutable.package = { ...node.package, version: pin };
      node.evidence = 'pinned';
      node.locked = one.place;
    }
  }

  #connect(node: Node): void {
    for (const edge of node.package.edges) {
      if (edge.reference !== undefined) {
        const target = this.#byReference.get(`${node.package.place.path} ${edge.reference}`);
        if (target !== undefined && target !== node) link(node, edge, target);
        continue;
      }
      const candidates = this.#named(edge.key);
      let chosen = candidates;
      if (edge.version !== undefined)
        chosen = candidates.filter(({ package: { version } }) => version === edge.version);
      else if (candidates.length > 1 && edge.specifier !== undefined) {
        const sets = parsePoetryConstraint(edge.specifier);
        const fitting = candidates.filter(({ package: { version } }) => satisfiesAny(version, sets));
        if (fitting.length > 0) chosen = fitting;
      }
      for (const target of chosen) if (target !== node) link(node, edge, target);
    }
  }

  /** PDM lists extras among the groups; the manifest tells them apart. */
  #nameExtras(): void {
    const scopes = this.#group.files.flatMap(({ declarations }) => declarations.map(({ scope }) => scope));
    const groups = new Set(scopes.map((scope) => (scope.kind === 'group' ? scope.name : 'main')));
    const extras = new Set(
      scopes.flatMap((scope) => (scope.kind === 'extra' && !groups.has(scope.name) ? [scope.name] : [])),
    );
    for (const node of this.#nodes)
      for (const extra of extras)
        if (node.package.groups?.includes(extra) && node.groups.delete(extra)) node.groups.add(`extra:${extra}`);
  }

  /** Follows edges from what each group asks for; extras of a node count only once they are asked of it. */
  #spreadGroups(): void {
    const seen = new Map<string, Set<string>>();
    const open: { node: Node; label: string; extras: readonly string[] }[] = [];
    const roots = this.#nodes.filter(({ package: { firstParty }, evidence }) => firstParty && evidence !== 'declared');
    for (const root of roots) {
      root.groups.add('main');
      for (const { edge, to } of root.edges) {
        const label = edge.group ?? (edge.whenExtra === undefined ? 'main' : `extra:${edge.whenExtra}`);
        if (!to.package.firstParty) to.direct = true;
        open.push({ node: to, label, extras: edge.extras });
      }
    }
    for (const node of this.#nodes)
      for (const { scope, extras, role } of node.declarations)
        if (role === 'requirement') open.push({ node, label: scopeLabel(scope), extras });
    for (const node of this.#nodes)
      if (node.direct && node.declarations.length === 0 && roots.length === 0)
        open.push({ node, label: 'main', extras: [] });
    this.#nameExtras();
    while (open.length > 0) {
      const { node, label, extras } = open.pop()!;
      const visit = `${label}\u0000${node.id}`;
      let known = seen.get(visit);
      const fresh = extras.filter((extra) => !known?.has(extra));
      if (known !== undefined && fresh.length === 0) continue;
      const first = known === undefined;
      if (known === undefined) {
        known = new Set();
        seen.set(visit, known);
      }
      for (const extra of extras) known.add(extra);
      for (const extra of extras) node.extras.add(extra);
      // Where the lock names groups itself it is right, and edges only tell extras apart.
      if (node.package.groups === undefined || label.startsWith('extra:') || label === 'build') node.groups.add(label);
      if (node.package.firstParty) continue;
      for (const { edge, to } of node.edges) {
        const follows = edge.whenExtra === undefined ? first : fresh.includes(edge.whenExtra);
        if (follows) open.push({ node: to, label, extras: edge.extras });
      }
    }
  }
}

function saysSomething(file: FileFacts): boolean {
  return file.declarations.length + file.packages.length + file.indexes.length > 0 || file.project?.name !== undefined;
}

function link(parent: Node, edge: LockedEdge, child: Node): void {
  parent.edges.push({ edge, to: child });
  const marker = edge.marker && formatMarker(edge.marker);
  child.parents.push({
    id: parent.id,
    ...(edge.specifier && { specifier: edge.specifier }),
    ...(marker && { marker }),
    ...(edge.whenExtra && { whenExtra: edge.whenExtra }),
  });
}

function finish(node: Node): Dependency {
  const { package: entry } = node;
  const uploads = entry.artifacts.flatMap(({ uploadTime }) => uploadTime ?? []).sort();
  const markers = entry.marker
    ? [entry.marker]
    : (entry.forks ?? node.declarationMarkers.filter((marker) => marker !== undefined));
  return {
    id: node.id,
    unit: node.unit,
    name: entry.name === entry.key ? (node.written ?? entry.name) : entry.name,
    key: entry.key,
    ...(entry.version !== undefined && { version: entry.version }),
    ecosystem: node.ecosystem,
    evidence: node.evidence,
    source: entry.source,
    artifacts: entry.artifacts,
    hashes: [...new Set(entry.artifacts.flatMap(({ hash }) => hash ?? []))],
    ...(uploads[0] !== undefined && { uploadTime: uploads[0] }),
    groups: [...node.groups].sort(),
    extras: [...node.extras].sort(),
    markers: [...new Set(markers.map(formatMarker))],
    direct: node.direct,
    firstParty: entry.firstParty === true || isLocalFolder(entry.source),
    optional:
      entry.optional === true ||
      (node.groups.size > 0 && [...node.groups].every((group) => group.startsWith('extra:'))),
    parents: dedupe(node.parents),
    children: [...new Set(node.edges.map(({ to }) => to.id))].sort(),
    declared: node.declarations,
    ...(node.locked && { locked: node.locked }),
    ...(entry.requiresPython !== undefined && { requiresPython: entry.requiresPython }),
    ...(entry.licence && { licence: entry.licence }),
    ...(entry.foreignPurl !== undefined && { purl: entry.foreignPurl }),
    targets: {},
  };
}

function dedupe(edges: readonly ParentEdge[]): readonly ParentEdge[] {
  const unique = new Map(edges.map((edge) => [JSON.stringify(edge), edge]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
}

function unitOf(group: FileGroup): Unit {
  const { lead, files } = group;
  const manager = managerOf(group);
  const project = files.find((file) => file.project?.name !== undefined)?.project ?? lead.project;
  const lock = files.find(({ role }) => role === 'lock' || role === 'pinned')?.path;
  return {
    id: lead.path,
    folder: lead.path.slice(0, Math.max(0, lead.path.lastIndexOf('/'))),
    ...(manager && { manager }),
    files: files.map(({ path, role }) => ({ path, role })),
    ...(lock !== undefined && { lock }),
    ...(project && { project }),
    indexes: files.flatMap(({ indexes }) => indexes),
    switches: [...new Set(files.flatMap(({ switches }) => switches ?? []))].sort(),
    origins: files.flatMap(({ origins }) => origins),
  };
}

function fits(node: Node, one: Declaration): boolean {
  if (node.evidence === 'declared') return one.reference === undefined && pinOf(one) === undefined;
  if (node.package.version === undefined || one.allowed.length === 0) return true;
  const pin = pinOf(one);
  // Two exact wishes for different versions are two things (and a conflict), not one.
  if (node.evidence === 'pinned' && pin !== undefined) return sameVersion(pin, node.package.version);
  return satisfiesAny(node.package.version, one.allowed);
}

function satisfiesAny(version: string | undefined, sets: readonly SpecifierSet[]): boolean {
  const parsed = version === undefined ? undefined : parseVersion(version);
  return parsed !== undefined && sets.some((set) => satisfies(parsed, set));
}

function sameVersion(a: string, b: string): boolean {
  const [x, y] = [parseVersion(a), parseVersion(b)];
  return x !== undefined && y !== undefined ? versionKey(x) === versionKey(y) : a === b;
}

/** The exact version a declaration asks for, also through the file name of a wheel. */
export function pinOf(one: Declaration): string | undefined {
  if (one.reference !== undefined) return one.reference.kind === 'vcs' ? undefined : one.reference.version;
  if (one.allowed.length !== 1) return undefined;
  return pinnedVersion(one.allowed[0]!)?.text;
}

function sourceOf(one: Declaration, file: FileFacts): Source {
  const { reference } = one;
  if (reference?.kind === 'vcs') {
    const commit = /^[0-9a-f]{40}$/i.test(reference.ref ?? '') ? reference.ref : undefined;
    return {
      kind: 'vcs',
      vcs: reference.vcs,
      url: reference.url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1'),
      ...(reference.ref !== undefined && { ref: reference.ref }),
      ...(commit !== undefined && { commit }),
      ...(reference.subdirectory !== undefined && { subdirectory: reference.subdirectory }),
    };
  }
  if (reference?.kind === 'archive') return { kind: 'archive', url: reference.url };
  if (reference?.kind === 'path') return { kind: 'path', path: reference.path, editable: one.editable === true };
  const bound = file.indexes.find(
    ({ name, url }) => one.index !== undefined && (name === one.index || url === one.index),
  );
  const primary = bound ?? file.indexes.find(({ role }) => role === 'primary');
  return { kind: 'index', ...(primary && { url: primary.url }), ...(one.index !== undefined && { name: one.index }) };
}

/** A folder of source code is nobody's release: advisories about a distribution of that name do not speak of it. */
function isLocalFolder(source: Source): boolean {
  return source.kind === 'path' && !/\.(?:whl|zip|tgz|tar\.\w+)$/i.test(source.path);
}

function sourceLabel(source: Source): string {
  if (source.kind === 'vcs') return `${source.url}@${source.commit ?? source.ref ?? ''}`;
  if (source.kind === 'archive') return source.url;
  return source.kind === 'path' ? `path:${source.path}` : '*';
}

/** The file that `# via -r requirements.in` or `# via shop (pyproject.toml)` names. */
function inputOf(via: string, path: string): string | undefined {
  const named = /^-[rc] (.+)$/.exec(via)?.[1] ?? /\(([^()]+)\)$/.exec(via)?.[1];
  return named === undefined ? undefined : resolvePath(path, named);
}

/** For every file the lines that lead to it, outermost first. Cycles end where they close. */
function includeChains(files: readonly FileFacts[]): Map<string, readonly Place[]> {
  const includedBy = new Map<string, Place>();
  for (const file of files)
    for (const include of file.includes)
      if (include.path !== file.path && !includedBy.has(include.path)) includedBy.set(include.path, include.place);
  const chains = new Map<string, readonly Place[]>();
  for (const { path } of files) {
    const chain: Place[] = [];
    const seen = new Set([path]);
    for (
      let place = includedBy.get(path);
      place !== undefined && !seen.has(place.path) && chain.length < 50;
      place = includedBy.get(place.path)
    ) {
      seen.add(place.path);
      chain.unshift(place);
    }
    chains.set(path, chain);
  }
  return chains;
}
