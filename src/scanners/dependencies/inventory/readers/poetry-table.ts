/** `[tool.poetry]`: dependencies and groups in Poetry's own notation. */
import {
  asList,
  asString,
  asStrings,
  asTable,
  type DataDocument,
  type DirectReference,
  lookUp,
  normalizeName,
  parseDirectReference,
  parseMarker,
  type Table,
} from '../../../../formats/index.ts';
import type { Declaration, Scope } from '../facts.ts';
import { extraScope, type FactsBuilder, groupScope, main, withoutCredentials } from '../source-text.ts';
import { parsePoetryConstraint } from './poetry-constraint.ts';

/** Adds what the table declares. With a `[project]` table, entries there only add a source to declared names. */
export function readPoetryTable(facts: FactsBuilder, document: DataDocument, poetry: Table, hasProject: boolean): void {
  const extrasOf = new Map<string, string[]>();
  const extras = asTable(poetry['extras']);
  for (const extra of Object.keys(extras ?? {}))
    for (const name of asStrings(extras![extra])) {
      const key = normalizeName(/^[A-Za-z0-9._-]+/.exec(name)?.[0] ?? name);
      extrasOf.set(key, [...(extrasOf.get(key) ?? []), extra]);
    }
  const read = (table: Table | undefined, scope: Scope) => {
    for (const name of Object.keys(table ?? {})) {
      if (normalizeName(name) === 'python') continue;
      const span = document.at(table, name);
      const place = facts.place(span && { start: span.key.start, end: Math.max(span.key.end, span.value.end) });
      for (const spec of Array.isArray(table![name]) ? asList(table![name]) : [table![name]]) {
        const entry = poetryDependency(name, spec);
        if (hasProject && scope.kind === 'main') {
          let known = false;
          for (const [index, declaration] of facts.declarations.entries())
            if (declaration.key === entry.key && declaration.scope.kind !== 'build') {
              known = true;
              facts.declarations[index] = {
                ...declaration,
                ...(entry.reference && { reference: entry.reference }),
                ...(entry.editable && { editable: true }),
                ...(entry.index && { index: entry.index }),
              };
            }
          if (known) continue;
        }
        const scopes =
          scope.kind === 'main' && extrasOf.has(entry.key) ? extrasOf.get(entry.key)!.map(extraScope) : [scope];
        for (const one of scopes) facts.declarations.push({ ...entry, scope: one, place });
      }
    }
  };
  read(asTable(poetry['dependencies']), main);
  read(asTable(poetry['dev-dependencies']), { kind: 'group', name: 'dev' });
  const groups = asTable(poetry['group']);
  for (const group of Object.keys(groups ?? {}))
    read(asTable(lookUp(groups, group, 'dependencies')), groupScope(group));
  for (const source of asList(poetry['source'])) {
    const table = asTable(source);
    const url = asString(table?.['url']);
    if (table === undefined || url === undefined) continue;
    const name = asString(table['name']);
    const priority =
      asString(table['priority']) ??
      (table['default'] === true ? 'default' : table['secondary'] === true ? 'secondary' : 'primary');
    const role =
      priority === 'explicit' ? 'explicit' : priority === 'primary' || priority === 'default' ? 'primary' : 'extra';
    facts.indexes.push({
      url: withoutCredentials(url),
      ...(name && { name }),
      role,
      place: facts.place(document.at(table, 'url')?.value),
    });
  }
}

type PoetryDependency = Omit<Declaration, 'scope' | 'place'>;

function poetryDependency(name: string, spec: unknown): PoetryDependency {
  const table = asTable(spec);
  const specifier = asString(spec) ?? asString(table?.['version']) ?? '';
  const markerText = asString(table?.['markers']);
  const marker = markerText === undefined ? undefined : parseMarker(markerText);
  const python = asString(table?.['python']);
  const pythonMarker = marker === undefined && python !== undefined ? pythonCondition(python) : undefined;
  const reference = table === undefined ? undefined : poetryReference(table);
  const index = asString(table?.['source']);
  return {
    name,
    key: normalizeName(name),
    role: 'requirement',
    extras: asStrings(table?.['extras']),
    specifier,
    allowed: parsePoetryConstraint(specifier),
    ...(marker !== undefined && typeof marker !== 'string' && { marker }),
    ...(pythonMarker && { marker: pythonMarker }),
    ...(reference && { reference }),
    ...(table?.['develop'] === true && { editable: true }),
    ...(index && { index }),
  };
}

/** `python = "^3.8"` on a dependency is a marker in other words. */
function pythonCondition(text: string): Declaration['marker'] {
  const [only, ...others] = parsePoetryConstraint(text);
  if (only === undefined || others.length > 0 || only.length === 0) return undefined;
  const marker = parseMarker(
    only.map(({ operator, text: version }) => `python_version ${operator} "${version}"`).join(' and '),
  );
  return typeof marker === 'string' ? undefined : marker;
}

/** `{ git = …, rev = … }`, `{ url = … }`, `{ path = … }` of Poetry and Pipenv. */
export function poetryReference(table: Table): DirectReference | undefined {
  const git = asString(table['git']);
  const subdirectory = asString(table['subdirectory']);
  if (git !== undefined) {
    const ref = asString(table['rev']) ?? asString(table['ref']) ?? asString(table['tag']) ?? asString(table['branch']);
    return {
      kind: 'vcs',
      vcs: 'git',
      url: withoutCredentials(git),
      ...(ref && { ref }),
      ...(subdirectory && { subdirectory }),
    };
  }
  const url = asString(table['url']) ?? asString(table['file']);
  if (url !== undefined) return parseDirectReference(url) ?? { kind: 'path', path: url };
  const path = asString(table['path']);
  return path === undefined ? undefined : { kind: 'path', path };
}
