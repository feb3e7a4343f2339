/** Reads the manifests of one folder into what the project model needs; the dependencies scanner reads them in full. */
import { parse as parseToml } from 'smol-toml';
import type { ScanIssue } from '../findings/index.ts';
import { isRequirement, normalizeName, parseRequirement } from '../formats/index.ts';
import { type FileResult, fileName, joinPath, parentFolder } from '../platform/index.ts';
import type { EntryPoint, PythonVersions } from './project.ts';
import { versionsFromClassifiers, versionsFromSpecifier } from './python-versions.ts';

/** A dependency as a manifest or lock file names it. */
export interface NamedDependency {
  /** Normalised. */
  readonly name: string;
  readonly path: string;
  readonly line?: number;
  readonly version?: string;
  readonly specifier?: string;
}

/** What one manifest or lock file says. */
export interface ManifestFacts {
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly python?: PythonVersions;
  readonly buildBackend?: string;
  readonly packageManagers: readonly string[];
  readonly dependencies: readonly NamedDependency[];
  readonly entryPoints: readonly EntryPoint[];
  /** Source folders relative to the manifest's folder. */
  readonly sourceFolders: readonly string[];
  /** The project installs namespace packages (PEP 420). */
  readonly namespaces: boolean;
  /** It says that its folder is a project of its own. */
  readonly isProject: boolean;
  readonly issues: readonly ScanIssue[];
}

type Draft = {
  -readonly [K in keyof ManifestFacts]: ManifestFacts[K] extends readonly (infer T)[] ? T[] : ManifestFacts[K];
};
type Reader = (text: string, path: string, facts: Draft) => void;

const largestLock = 64_000_000;
const largestManifest = 2_000_000;
const mostLineSearches = 2000;

const readers: readonly (readonly [RegExp, Reader])[] = [
  [/^pyproject\.toml$/, readPyproject],
  [/^setup\.cfg$/, readSetupCfg],
  [/^setup\.py$/, readSetupPy],
  [/^pipfile$/i, readPipfile],
  [/^pipfile\.lock$/i, readPipfileLock],
  [/^(?:poetry|uv|pdm)\.lock$|^pylock(?:\.[^.]+)?\.toml$/, readTomlLock],
  [/^environment.*\.ya?ml$|^conda.*\.ya?ml$/, readConda],
  [
    /^\.python-version$/,
    (text, path, facts) => setPython(facts, versionsFromSpecifier(firstLine(text), { path, line: 1 })),
  ],
  [
    /^runtime\.txt$/,
    (text, path, facts) =>
      setPython(facts, versionsFromSpecifier(firstLine(text).replace(/^python-/, ''), { path, line: 1 })),
  ],
  [/^pixi\.(?:toml|lock)$/, (_text, _path, facts) => facts.packageManagers.push('pixi')],
  [/^requirements?.*\.(?:txt|in|pip)$|^.*requirements\.(?:txt|in)$|^constraints?.*\.txt$/, readRequirements],
];

/** Whether {@link readManifest} has something to say about a file of this name. */
export function isManifest(path: string): boolean {
  const name = fileName(path);
  return readers.some(([pattern]) => pattern.test(name)) || /(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/.test(path);
}

/** Reads a manifest or lock file. A broken one is an issue, and what could be read stays. */
export function readManifest(path: string, content: FileResult<Uint8Array>): ManifestFacts {
  const facts: Draft = {
    path,
    packageManagers: [],
    dependencies: [],
    entryPoints: [],
    sourceFolders: [],
    namespaces: false,
    isProject: false,
    issues: [],
  };
  if (!content.ok) return facts;
  const name = fileName(path);
  const limit = /lock/i.test(name) ? largestLock : largestManifest;
  if (content.value.length > limit) {
    facts.issues.push({
      kind: 'too-large',
      message: `The manifest has more than ${limit} bytes, so the project model lacks what it says.`,
      path,
      incomplete: true,
    });
    return facts;
  }
  const reader = readers.find(([pattern]) => pattern.test(name))?.[1] ?? readRequirements;
  try {
    reader(new TextDecoder().decode(content.value), path, facts);
  } catch (error) {
    facts.issues.push(brokenManifest(path, error));
  }
  return facts;
}

function brokenManifest(path: string, error: unknown): ScanIssue {
  const line = error instanceof Error && 'line' in error && typeof error.line === 'number' ? error.line : undefined;
  const reason =
    error instanceof RangeError
      ? 'it is nested too deeply'
      : firstLine(error instanceof Error ? error.message : String(error));
  return {
    kind: 'bad-input',
    message: `The manifest could not be read, so the project model lacks what it says: ${reason.replace(/\.$/, '')}.`,
    path,
    ...(line === undefined ? {} : { line }),
    incomplete: true,
  };
}

function readPyproject(text: string, path: string, facts: Draft): void {
  const data = table(parseToml(text));
  const project = table(data['project']);
  const tool = table(data['tool']);
  const poetry = table(tool['poetry']);
  facts.isProject = 'project' in data || 'poetry' in tool || 'build-system' in data;
  const name = string(project['name']) ?? string(poetry['name']);
  if (name !== undefined) facts.name = name;
  const version = string(project['version']) ?? string(poetry['version']);
  if (version !== undefined) facts.version = version;
  const backend = string(table(data['build-system'])['build-backend']);
  if (backend !== undefined) facts.buildBackend = backend;
  facts.packageManagers.push(...managersOfBackend(backend));
  for (const manager of ['poetry', 'pdm', 'hatch', 'uv', 'flit', 'pixi', 'rye', 'pip-tools', 'setuptools']) {
    if (manager in tool) facts.packageManagers.push(manager);
  }

  const poetryPython = string(table(poetry['dependencies'])['python']);
  const requires = string(project['requires-python']) ?? poetryPython;
  const at = { path, ...lineOf(text, /requires-python|^\s*python\s*=/m) };
  setPython(facts, requires === undefined ? undefined : versionsFromSpecifier(requires, at));
  setPython(facts, versionsFromClassifiers(strings(project['classifiers'] ?? poetry['classifiers']), { path }));

  const lines = new LineFinder(text);
  const requirements = [...strings(project['dependencies'])];
  for (const group of Object.values(table(project['optional-dependencies']))) requirements.push(...strings(group));
  for (const group of Object.values(table(data['dependency-groups']))) requirements.push(...strings(group));
  for (const group of Object.values(table(table(tool['pdm'])['dev-dependencies'])))
    requirements.push(...strings(group));
  requirements.push(...strings(table(tool['uv'])['dev-dependencies']));
  for (const requirement of requirements) addRequirement(facts, requirement, path, lines.find(requirement));
  const tables = [poetry['dependencies'], poetry['dev-dependencies']];
  for (const group of Object.values(table(poetry['group']))) tables.push(table(group)['dependencies']);
  for (const dependencies of tables) addNameTable(facts, table(dependencies), path, lines);

  const scripts = { ...table(project['scripts']), ...table(poetry['scripts']) };
  addScripts(facts, 'console-script', scripts, path, lines);
  addScripts(facts, 'gui-script', table(project['gui-scripts']), path, lines);
  for (const group of [...Object.values(table(project['entry-points'])), ...Object.values(table(poetry['plugins']))]) {
    addScripts(facts, 'plugin', table(group), path, lines);
  }

  const setuptools = table(tool['setuptools']);
  const find = table(table(setuptools['packages'])['find']);
  facts.namespaces = find['namespaces'] === true || ('where' in find && find['namespaces'] !== false);
  facts.sourceFolders.push(...strings(find['where']), ...values(table(setuptools['package-dir'])));
  for (const entry of array(poetry['packages'])) facts.sourceFolders.push(string(table(entry)['from']) ?? '.');
  const wheel = table(table(table(table(table(tool['hatch'])['build'])['targets'])['wheel']));
  for (const folder of strings(wheel['packages'])) facts.sourceFolders.push(parentFolder(folder) || '.');
  facts.sourceFolders.push(...strings(wheel['sources']));
  const packageDir = string(table(table(tool['pdm'])['build'])['package-dir']);
  if (packageDir !== undefined) facts.sourceFolders.push(packageDir);
  const uvRoot = table(table(tool['uv'])['build-backend'])['module-root'];
  if (typeof uvRoot === 'string') facts.sourceFolders.push(uvRoot === '' ? '.' : uvRoot);
  const maturin = string(table(tool['maturin'])['python-source']);
  if (maturin !== undefined) facts.sourceFolders.push(maturin);
}

function managersOfBackend(backend: string | undefined): string[] {
  if (backend === undefined) return [];
  const known: readonly (readonly [RegExp, string])[] = [
    [/^setuptools/, 'setuptools'],
    [/^poetry/, 'poetry'],
    [/^pdm/, 'pdm'],
    [/^hatchling/, 'hatch'],
    [/^flit/, 'flit'],
    [/^uv_build/, 'uv'],
    [/^maturin/, 'maturin'],
    [/^mesonpy/, 'meson-python'],
    [/^scikit_build/, 'scikit-build'],
  ];
  return known.filter(([pattern]) => pattern.test(backend)).map(([, manager]) => manager);
}

function readSetupCfg(text: string, path: string, facts: Draft): void {
  const sections = readIni(text);
  const metadata = sections.get('metadata');
  const options = sections.get('options');
  if (metadata === undefined && options === undefined) return;
  facts.isProject = true;
  facts.packageManagers.push('setuptools');
  const name = metadata?.get('name')?.value;
  if (name !== undefined && /^[\w.-]+$/.test(name)) facts.name = name;
  const version = metadata?.get('version')?.value;
  if (version !== undefined && !/^(?:attr|file):/.test(version)) facts.version = version;
  const requires = options?.get('python_requires');
  if (requires) setPython(facts, versionsFromSpecifier(requires.value, { path, line: requires.line }));
  const classifiers = metadata?.get('classifiers');
  if (classifiers)
    setPython(facts, versionsFromClassifiers(classifiers.value.split('\n'), { path, line: classifiers.line }));
  const lists = [options?.get('install_requires'), ...(sections.get('options.extras_require')?.values() ?? [])];
  for (const list of lists) {
    list?.value.split('\n').forEach((item, i) => {
      addRequirement(facts, item, path, list.line + i);
    });
  }
  for (const [group, entry] of sections.get('options.entry_points') ?? []) {
    const kind = group === 'console_scripts' ? 'console-script' : group === 'gui_scripts' ? 'gui-script' : 'plugin';
    entry.value.split('\n').forEach((item, i) => {
      addScriptLine(facts, kind, item, path, entry.line + i);
    });
  }
  const where = sections.get('options.packages.find')?.get('where')?.value;
  if (where !== undefined) facts.sourceFolders.push(...where.split(/[\n,]/).map((folder) => folder.trim()));
  for (const item of options?.get('package_dir')?.value.split('\n') ?? []) {
    const folder = /^\s*=\s*(\S+)/.exec(item)?.[1];
    if (folder !== undefined) facts.sourceFolders.push(folder);
  }
  facts.namespaces = /find_namespace\s*:/.test(options?.get('packages')?.value ?? '');
}

/** `setup.py` is a program; only literal arguments that stand on their own are believed. */
function readSetupPy(text: string, path: string, facts: Draft): void {
  const source = text.slice(0, 500_000);
  if (!/\bsetup\s*\(/.test(source)) return;
  facts.isProject = true;
  facts.packageManagers.push('setuptools');
  const literal = (keyword: string) => new RegExp(`\\b${keyword}\\s*=\\s*['"]([^'"\\n]{1,200})['"]`).exec(source)?.[1];
  const name = literal('name');
  if (name !== undefined) facts.name = name;
  const version = literal('version');
  if (version !== undefined) facts.version = version;
  const requires = literal('python_requires');
  if (requires !== undefined)
    setPython(facts, versionsFromSpecifier(requires, { path, ...lineOf(source, /python_requires/) }));
  const classifiers = [...source.matchAll(/['"](Programming Language :: Python :: [\d.]+)['"]/g)].map(
    (match) => match[1] as string,
  );
  setPython(facts, versionsFromClassifiers(classifiers, { path }));
  for (const list of source.matchAll(/\b(?:install_requires|INSTALL_REQUIRES|requires|requirements)\s*=\s*\[/g)) {
    for (const item of literalStrings(source, list.index + list[0].length)) {
      addRequirement(facts, item.text, path, lineAt(source, item.at));
    }
  }
  for (const group of source.matchAll(/['"](console|gui)_scripts['"]\s*:\s*\[/g)) {
    for (const item of literalStrings(source, group.index + group[0].length)) {
      const kind = group[1] === 'gui' ? 'gui-script' : 'console-script';
      addScriptLine(facts, kind, item.text, path, lineAt(source, item.at));
    }
  }
  const folder = /package_dir\s*=\s*(?:dict\()?\{\s*['"]{2}\s*:\s*['"]([^'"\n]+)['"]/.exec(source)?.[1];
  if (folder !== undefined) facts.sourceFolders.push(folder);
  const where = /find(?:_namespace)?_packages\(\s*(?:where\s*=\s*)?['"]([^'"\n]+)['"]/.exec(source)?.[1];
  if (where !== undefined) facts.sourceFolders.push(where);
  facts.namespaces = /find_namespace_packages\(|namespace_packages\s*=/.test(source);
}

/** The string literals of a list, from behind its `[` to the `]` that closes it; at most 20,000 characters. */
function* literalStrings(source: string, start: number): Iterable<{ readonly text: string; readonly at: number }> {
  const token = /'([^'\\\n]*)'|"([^"\\\n]*)"|#[^\n]*|[[\]]/g;
  token.lastIndex = start;
  let depth = 1;
  for (let match = token.exec(source); match !== null && match.index < start + 20_000; match = token.exec(source)) {
    if (match[0] === '[') depth++;
    else if (match[0] === ']' && --depth === 0) return;
    const text = match[1] ?? match[2];
    if (text !== undefined) yield { text, at: match.index };
  }
}

function readPipfile(text: string, path: string, facts: Draft): void {
  const data = table(parseToml(text));
  facts.isProject = true;
  facts.packageManagers.push('pipenv');
  const lines = new LineFinder(text);
  const requires = table(data['requires']);
  const python = string(requires['python_full_version']) ?? string(requires['python_version']);
  if (python !== undefined)
    setPython(facts, versionsFromSpecifier(python, { path, ...lineOf(text, /python_(?:full_)?version/) }));
  addNameTable(facts, table(data['packages']), path, lines);
  addNameTable(facts, table(data['dev-packages']), path, lines);
}

function readPipfileLock(text: string, path: string, facts: Draft): void {
  facts.packageManagers.push('pipenv');
  const data = table(JSON.parse(text));
  for (const section of ['default', 'develop']) {
    for (const [name, entry] of Object.entries(table(data[section]))) {
      const version = string(table(entry)['version'])?.replace(/^===?/, '');
      facts.dependencies.push({ name: normalizeName(name), path, ...(version === undefined ? {} : { version }) });
    }
  }
}

/** poetry.lock, uv.lock, pdm.lock and pylock.toml all write `[[package(s)]]`, `name = "…"`, `version = "…"` on own lines. */
function readTomlLock(text: string, path: string, facts: Draft): void {
  const manager = /^(poetry|uv|pdm)\.lock$/.exec(fileName(path))?.[1];
  if (manager !== undefined) facts.packageManagers.push(manager);
  let line = 0;
  let name: { readonly text: string; readonly line: number } | undefined;
  let inPackage = false;
  for (const row of text.split('\n')) {
    line++;
    if (row.startsWith('[')) {
      inPackage = /^\[\[packages?\]\]/.test(row);
      name = undefined;
    } else if (inPackage) {
      const match = /^(name|version)\s*=\s*"([^"]{1,300})"/.exec(row);
      if (match?.[1] === 'name') name = { text: match[2] as string, line };
      else if (match !== null && name !== undefined) {
        facts.dependencies.push({ name: normalizeName(name.text), path, line: name.line, version: match[2] as string });
      }
    }
  }
}

function readConda(text: string, path: string, facts: Draft): void {
  if (!/^dependencies\s*:/m.test(text)) return;
  facts.packageManagers.push('conda');
  text.split('\n').forEach((row, i) => {
    const match = /^\s*-\s*["']?(?:[\w-]+::)?([A-Za-z][\w.-]*)\s*([=<>!~][^"'#]{0,100})?/.exec(row);
    if (match === null) return;
    const [, name, rest = ''] = match as unknown as readonly [string, string, string?];
    const specifier = rest.trim().replace(/^=(?!=)([^=\s]+)(?:=.*)?$/, '==$1');
    if (name === 'python') setPython(facts, versionsFromSpecifier(specifier, { path, line: i + 1 }));
    else addRequirement(facts, name + specifier, path, i + 1);
  });
}

function readRequirements(text: string, path: string, facts: Draft): void {
  facts.packageManagers.push(
    /autogenerated by pip-compile|pip-compile/.test(text.slice(0, 2000)) ? 'pip-tools' : 'pip',
  );
  if (/autogenerated by uv via/.test(text.slice(0, 2000))) facts.packageManagers.push('uv');
  if (path.endsWith('.in')) facts.packageManagers.push('pip-tools');
  text.split('\n', 200_000).forEach((row, i) => {
    const code = row
      .slice(0, 4000)
      .replace(/(?:^|\s)#.*$/, '')
      .replace(/\s--hash=.*$/, '')
      .trim();
    const item = code.endsWith('\\') ? code.slice(0, -1) : code;
    if (item !== '' && !item.startsWith('-')) addRequirement(facts, item, path, i + 1);
  });
}

function addRequirement(facts: Draft, text: string, path: string, line: number | undefined): void {
  const item = text.trim();
  if (item === '' || item.length > 2000) return;
  const requirement = parseRequirement(item);
  if (!isRequirement(requirement)) return;
  addDependency(facts, requirement.name, String(item.slice(requirement.name.length)), path, line);
}

/** `rest` is what follows the name: extras, specifier, marker. */
function addDependency(facts: Draft, name: string, rest: string, path: string, line: number | undefined): void {
  const specifier = rest
    .replace(/^\s*\[[^\]]*\]/, '')
    .split(';', 1)[0]!
    .replace(/^\s*\(|\)\s*$/g, '')
    .trim();
  const exact = /^===?\s*([^\s,*]+)$/.exec(specifier)?.[1];
  facts.dependencies.push({
    name: normalizeName(name),
    path,
    ...(line === undefined ? {} : { line }),
    ...(exact === undefined ? {} : { version: exact }),
    ...(specifier === '' || specifier.startsWith('@') ? {} : { specifier }),
  });
}

function addNameTable(facts: Draft, entries: Table, path: string, lines: LineFinder): void {
  for (const [name, entry] of Object.entries(entries)) {
    if (name === 'python') continue;
    const specifier = string(entry) ?? string(table(entry)['version']) ?? '';
    addDependency(facts, name, specifier === '*' ? '' : specifier, path, lines.findKey(name));
  }
}

function addScripts(facts: Draft, kind: EntryPoint['kind'], scripts: Table, path: string, lines: LineFinder): void {
  for (const [name, value] of Object.entries(scripts)) {
    const target = string(value) ?? string(table(value)['reference']) ?? string(table(value)['callable']);
    const line = lines.findKey(name);
    facts.entryPoints.push({
      kind,
      name,
      path,
      ...(target === undefined ? {} : { target }),
      ...(line === undefined ? {} : { line }),
    });
  }
}

function addScriptLine(facts: Draft, kind: EntryPoint['kind'], text: string, path: string, line: number): void {
  const match = /^\s*([\w.-]+)\s*=\s*([\w.]+(?::[\w.]+)?)/.exec(text);
  if (match !== null)
    facts.entryPoints.push({ kind, name: match[1] as string, target: match[2] as string, path, line });
}

function setPython(facts: Draft, versions: PythonVersions | undefined): void {
  if (versions === undefined) return;
  if (facts.python === undefined) facts.python = versions;
  // Classifiers add the newest version to a `requires-python` that only says `>=`.
  else if (facts.python.maximum === undefined && versions.maximum !== undefined) {
    facts.python = { ...facts.python, maximum: versions.maximum };
  }
}

interface IniEntry {
  readonly value: string;
  readonly line: number;
}

/** The subset of INI that setuptools reads: sections, `key = value`, indented continuation lines. */
function readIni(text: string): Map<string, Map<string, IniEntry>> {
  const sections = new Map<string, Map<string, IniEntry>>();
  let section: Map<string, IniEntry> | undefined;
  let key = '';
  text.split('\n').forEach((raw, i) => {
    const row = raw.trimEnd();
    const header = /^\[([^\]]+)\]/.exec(row)?.[1];
    if (header !== undefined) {
      section = new Map();
      sections.set(header.trim().toLowerCase(), section);
      key = '';
    } else if (section === undefined || /^\s*[#;]/.test(row)) {
      return;
    } else if (/^\s/.test(row) && key !== '') {
      const entry = section.get(key) as IniEntry;
      section.set(key, { value: `${entry.value}\n${row.trim()}`, line: entry.line });
    } else {
      const match = /^([^=:\s][^=:]{0,200}?)\s*[=:]\s*(.*)$/.exec(row);
      if (match === null) return;
      key = (match[1] as string).toLowerCase().replaceAll('-', '_');
      section.set(key, { value: match[2] as string, line: i + 1 });
    }
  });
  return sections;
}

/** Finds the line of a text that was read as a value; the first is good enough for pointing at it. */
class LineFinder {
  readonly #text: string;
  #searches = 0;
  constructor(text: string) {
    this.#text = text;
  }
  find(needle: string): number | undefined {
    if (this.#searches++ > mostLineSearches) return undefined;
    const at = this.#text.indexOf(needle);
    return at < 0 ? undefined : lineAt(this.#text, at);
  }
  /** The line that starts with a key. */
  findKey(key: string): number | undefined {
    for (const start of [`\n${key} `, `\n${key}=`, `\n"${key}"`]) {
      const at = this.#text.indexOf(start);
      if (at >= 0) return lineAt(this.#text, at + 1);
    }
    return this.find(key);
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

function lineOf(text: string, pattern: RegExp): { readonly line?: number } {
  const match = pattern.exec(text);
  return match === null ? {} : { line: lineAt(text, match.index) };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!.trim().slice(0, 300);
}

interface Table {
  readonly [key: string]: unknown;
}

function table(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function strings(value: unknown): string[] {
  return array(value).filter((item) => typeof item === 'string');
}

function values(entries: Table): string[] {
  return Object.values(entries).filter((item) => typeof item === 'string');
}

/** Joins a manifest's folder and a folder it names; undefined if that leads out of the project. */
export function resolveFolder(folder: string, written: string): string | undefined {
  const parts: string[] = folder === '' ? [] : folder.split('/');
  for (const part of written.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.reduce(joinPath, '');
}
