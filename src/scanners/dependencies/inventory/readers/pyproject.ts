/** pyproject.toml: PEP 621 and 735, and the tables of Poetry, PDM, Hatch, uv, Flit and setuptools. */
import {
  asList,
  asString,
  asStrings,
  asTable,
  type DataDocument,
  isDataError,
  lookUp,
  normalizeName,
  parseToml,
  type Span,
  type Table,
} from '../../../../formats/index.ts';
import { pdmHashes, poetryHashes } from '../content-hash.ts';
import type { Declaration, FileFacts, Manager, Scope } from '../facts.ts';
import {
  extraScope,
  FactsBuilder,
  groupScope,
  type InventoryReader,
  main,
  resolvePath,
  type SourceText,
  withoutCredentials,
} from '../source-text.ts';
import { readPoetryTable } from './poetry-table.ts';

export const pyprojectReader: InventoryReader = {
  id: 'pyproject',
  wants: (path) => /(?:^|\/)pyproject\.toml$/.test(path),
  read: readPyproject,
};

const maxExpandedGroups = 5000;

const toolManagers: readonly (readonly [string, Manager])[] = [
  ['poetry', 'poetry'],
  ['pdm', 'pdm'],
  ['uv', 'uv'],
  ['hatch', 'hatch'],
  ['flit', 'flit'],
  ['setuptools', 'setuptools'],
  ['pip-tools', 'pip-tools'],
];

function readPyproject(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const document = parseToml(source.text);
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, document.offset);
    return facts.facts('manifest');
  }
  const reader = new TableReader(facts, document);
  const project = asTable(lookUp(document.data, 'project'));
  const tool = asTable(lookUp(document.data, 'tool'));
  if (project !== undefined) {
    reader.requirements(project, 'dependencies', main);
    const extras = asTable(project['optional-dependencies']);
    for (const extra of Object.keys(extras ?? {})) reader.requirements(extras!, extra, extraScope(extra));
    readDynamic(reader, project, tool);
  }
  readGroups(reader, asTable(lookUp(document.data, 'dependency-groups')));
  const build = asTable(lookUp(document.data, 'build-system'));
  if (build !== undefined) reader.requirements(build, 'requires', { kind: 'build' });
  readTools(reader, tool ?? {});
  const poetry = asTable(tool?.['poetry']);
  if (poetry !== undefined) readPoetryTable(facts, document, poetry, project !== undefined);
  const backend = asString(build?.['build-backend']) ?? '';
  const used = toolManagers
    .filter(([name]) => tool !== undefined && Object.hasOwn(tool, name))
    .map(([, manager]) => manager);
  const name = asString(project?.['name']) ?? asString(poetry?.['name']);
  const version = asString(project?.['version']) ?? asString(poetry?.['version']);
  const requiresPython = asString(project?.['requires-python']) ?? asString(lookUp(poetry, 'dependencies', 'python'));
  const licence =
    asString(project?.['license']) ?? asString(lookUp(project, 'license', 'text')) ?? asString(poetry?.['license']);
  return facts.facts('manifest', {
    contentHashes: [poetryHashes(document.data), pdmHashes(document.data)].filter((one) => one !== undefined),
    project: {
      ...(name !== undefined && { name }),
      ...(version !== undefined && { version }),
      ...(requiresPython !== undefined && { requiresPython }),
      ...(licence !== undefined && licence.length <= 500 && { licence }),
      isLibrary:
        backend !== '' &&
        poetry?.['package-mode'] !== false &&
        lookUp(tool, 'pdm', 'distribution') !== false &&
        lookUp(tool, 'uv', 'package') !== false,
      managers: used,
      workspaceMembers: asStrings(lookUp(tool, 'uv', 'workspace', 'members')),
      ...((project ?? poetry) ? { place: facts.place(reader.span(project ?? poetry, 'name')) } : {}),
    },
  });
}

class TableReader {
  readonly facts: FactsBuilder;
  readonly document: DataDocument;

  constructor(facts: FactsBuilder, document: DataDocument) {
    this.facts = facts;
    this.document = document;
  }

  span(container: unknown, key: string | number): Span | undefined {
    return this.document.at(container, key)?.value;
  }

  /** A list of PEP 508 strings under `key`. */
  requirements(container: Table, key: string, scope: Scope, role: Declaration['role'] = 'requirement'): void {
    const list = container[key];
    if (typeof list === 'string') return;
    for (const [index, item] of asList(list).entries()) {
      if (typeof item === 'string') this.facts.requirement(item, this.span(list, index), scope, role);
      else if (scope.kind !== 'group')
        this.facts.issue('syntax-error', 'a requirement must be a string', this.span(list, index)?.start);
    }
  }
}

/** PEP 735. `include-group` brings the other group's requirements, with their own place. */
function readGroups(reader: TableReader, groups: Table | undefined): void {
  if (groups === undefined) return;
  let expanded = 0;
  const byName = new Map(Object.keys(groups).map((name) => [normalizeName(name), name]));
  for (const name of Object.keys(groups)) {
    const seen = new Set<string>();
    const open = [name];
    while (open.length > 0) {
      const current = open.pop()!;
      if (seen.has(current)) continue;
      seen.add(current);
      expanded += 1;
      if (expanded > maxExpandedGroups) {
        reader.facts.issue(
          'limit-reached',
          `groups include each other more than ${maxExpandedGroups} times; the rest was not followed`,
        );
        return;
      }
      reader.requirements(groups, current, groupScope(name));
      for (const [index, item] of asList(groups[current]).entries()) {
        const included = asString(asTable(item)?.['include-group']);
        if (included === undefined) continue;
        const known = byName.get(normalizeName(included));
        if (known !== undefined) open.push(known);
        else if (current === name)
          reader.facts.issue(
            'bad-input',
            `the group “${included}” that is included does not exist`,
            reader.span(groups[current], index)?.start,
          );
      }
    }
  }
}

/** setuptools: `[tool.setuptools.dynamic] dependencies = { file = [...] }`; Hatch's requirements.txt plug-in likewise. */
function readDynamic(reader: TableReader, project: Table, tool: Table | undefined): void {
  const dynamic = asStrings(project['dynamic']);
  const include = (files: unknown, scope: Scope, container: unknown, key: string) => {
    for (const file of asStrings(files)) {
      const path = resolvePath(reader.facts.source.path, file);
      const place = reader.facts.place(reader.span(container, key));
      if (path !== undefined) reader.facts.includes.push({ path, as: 'dynamic', scope, place });
    }
  };
  const setuptools = asTable(lookUp(tool, 'setuptools', 'dynamic'));
  if (setuptools !== undefined && dynamic.includes('dependencies'))
    include(lookUp(setuptools, 'dependencies', 'file'), main, setuptools, 'dependencies');
  const extras = asTable(setuptools?.['optional-dependencies']);
  for (const extra of Object.keys(extras ?? {}))
    include(lookUp(extras, extra, 'file'), extraScope(extra), extras, extra);
  const hook = asTable(lookUp(tool, 'hatch', 'metadata', 'hooks', 'requirements_txt'));
  if (hook !== undefined) {
    include(hook['files'], main, hook, 'files');
    const optional = asTable(hook['optional-dependencies']);
    for (const extra of Object.keys(optional ?? {})) include(optional![extra], extraScope(extra), optional, extra);
  }
}

function readTools(reader: TableReader, tool: Table): void {
  const uv = asTable(tool['uv']);
  if (uv !== undefined) {
    reader.requirements(uv, 'dev-dependencies', { kind: 'group', name: 'dev' });
    reader.requirements(uv, 'constraint-dependencies', main, 'constraint');
    reader.requirements(uv, 'override-dependencies', main, 'override');
    readUvSources(reader, uv);
    for (const index of asList(uv['index'])) readIndex(reader, asTable(index));
    const indexUrl = asString(uv['index-url']);
    if (indexUrl !== undefined)
      reader.facts.indexes.push({
        url: withoutCredentials(indexUrl),
        role: 'primary',
        place: reader.facts.place(reader.span(uv, 'index-url')),
      });
    for (const url of asStrings(uv['extra-index-url']))
      reader.facts.indexes.push({
        url: withoutCredentials(url),
        role: 'extra',
        place: reader.facts.place(reader.span(uv, 'extra-index-url')),
      });
  }
  const pdm = asTable(tool['pdm']);
  const pdmGroups = asTable(pdm?.['dev-dependencies']);
  for (const group of Object.keys(pdmGroups ?? {})) {
    const list = pdmGroups![group];
    for (const [index, item] of asList(list).entries()) {
      const text = asString(item)?.replace(/^-e\s+/, '') ?? '';
      const direct = /^(?:file|git\+\S+):\S*#egg=([A-Za-z0-9._-]+)/.exec(text);
      reader.facts.requirement(
        direct === null ? text : `${direct[1]} @ ${text}`,
        reader.span(list, index),
        groupScope(group),
      );
    }
  }
  for (const source of asList(pdm?.['source'])) readIndex(reader, asTable(source));
  const overrides = asTable(lookUp(pdm, 'resolution', 'overrides'));
  for (const [name, version] of Object.entries(overrides ?? {}))
    if (typeof version === 'string' && /^[<>=!~]/.test(version))
      reader.facts.requirement(name + version, reader.span(overrides, name), main, 'override');
  const environments = asTable(lookUp(tool, 'hatch', 'envs'));
  for (const name of Object.keys(environments ?? {})) {
    const environment = asTable(environments![name]);
    if (environment === undefined) continue;
    const scope: Scope = { kind: 'group', name: `hatch-${normalizeName(name)}` };
    reader.requirements(environment, 'dependencies', scope);
    reader.requirements(environment, 'extra-dependencies', scope);
  }
  const flit = asTable(lookUp(tool, 'flit', 'metadata'));
  if (flit !== undefined) {
    reader.requirements(flit, 'requires', main);
    const extras = asTable(flit['requires-extra']);
    for (const extra of Object.keys(extras ?? {})) reader.requirements(extras!, extra, extraScope(extra));
  }
}

function readIndex(reader: TableReader, index: Table | undefined): void {
  const url = asString(index?.['url']);
  if (index === undefined || url === undefined) return;
  const name = asString(index['name']);
  const role =
    index['explicit'] === true
      ? 'explicit'
      : index['default'] === true || name === 'pypi'
        ? 'primary'
        : index['type'] === 'find_links' || index['format'] === 'flat'
          ? 'files'
          : 'extra';
  reader.facts.indexes.push({
    url: withoutCredentials(url),
    ...(name && { name }),
    role,
    place: reader.facts.place(reader.span(index, 'url')),
  });
}

/** `[tool.uv.sources]` says where declared names come from. */
function readUvSources(reader: TableReader, uv: Table): void {
  const sources = asTable(uv['sources']);
  for (const [name, value] of Object.entries(sources ?? {})) {
    const key = normalizeName(name);
    for (const entry of Array.isArray(value) ? value : [value]) {
      const source = asTable(entry);
      if (source === undefined) continue;
      const change = uvSource(source);
      for (const [index, declaration] of reader.facts.declarations.entries())
        if (declaration.key === key && declaration.scope.kind !== 'build')
          reader.facts.declarations[index] = { ...declaration, ...change };
    }
  }
}

function uvSource(source: Table): Partial<Declaration> {
  const git = asString(source['git']);
  const url = asString(source['url']);
  const path = asString(source['path']);
  const index = asString(source['index']);
  const subdirectory = asString(source['subdirectory']);
  const ref = asString(source['rev']) ?? asString(source['tag']) ?? asString(source['branch']);
  if (git !== undefined)
    return {
      reference: {
        kind: 'vcs',
        vcs: 'git',
        url: withoutCredentials(git),
        ...(ref && { ref }),
        ...(subdirectory && { subdirectory }),
      },
    };
  if (url !== undefined) return { reference: { kind: 'archive', url: withoutCredentials(url), hashes: [] } };
  if (path !== undefined)
    return { reference: { kind: 'path', path }, ...(source['editable'] === true && { editable: true }) };
  if (source['workspace'] === true) return { reference: { kind: 'path', path: '' }, editable: true };
  return index === undefined ? {} : { index };
}
