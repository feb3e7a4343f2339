/** Conda environment files: the `pip:` part in full, the conda part as inventory of another ecosystem; conda-lock files. */
import {
  asList,
  asString,
  asStrings,
  asTable,
  isDataError,
  lookUp,
  normalizeName,
  parseRequirementsTxt,
  parseSpecifiers,
  parseYaml,
  type Span,
} from '../../../../formats/index.ts';
import type { FileFacts } from '../facts.ts';
import {
  FactsBuilder,
  type InventoryReader,
  main,
  resolvePath,
  type SourceText,
  withoutCredentials,
} from '../source-text.ts';
import { declarationOf } from './requirements.ts';

export const condaReader: InventoryReader = {
  id: 'conda-environment',
  wants: (path) =>
    /(?:^|\/)(?:[\w.-]*environment[\w.-]*|conda[\w.-]*|env)\.ya?ml$/i.test(path) && !/conda-lock\.ya?ml$/i.test(path),
  accepts: (text) => /^dependencies\s*:/m.test(text),
  read: readEnvironment,
};

export const condaLockReader: InventoryReader = {
  id: 'conda-lock',
  wants: (path) => /(?:^|\/)[\w.-]*conda-lock\.ya?ml$/i.test(path),
  read: readCondaLock,
};

function readEnvironment(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const document = parseYaml(source.text);
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, document.offset);
    return facts.facts('manifest', { manager: 'conda' });
  }
  const list = lookUp(document.data, 'dependencies');
  for (const [index, item] of asList(list).entries()) {
    const span = document.at(list, index)?.value;
    if (typeof item === 'string') addConda(facts, item, span);
    const pip = asTable(item)?.['pip'];
    for (const [at, text] of asList(pip).entries())
      if (typeof text === 'string') addPip(facts, text, document.at(pip, at)?.value);
  }
  const name = asString(lookUp(document.data, 'name'));
  return facts.facts('manifest', { manager: 'conda', ...(name !== undefined && { project: { name } }) });
}

/** `numpy`, `numpy=1.21`, `numpy>=1.21,<2`, `conda-forge::numpy==1.21=py39_0`. */
function addConda(facts: FactsBuilder, text: string, span: Span | undefined): void {
  const match = /^(?:([\w./-]+)::)?([A-Za-z0-9_][\w.-]*)\s*(.*)$/.exec(text.trim());
  if (match === null || match[2] === 'python' || match[2] === 'pip') return;
  const [, channel, name = '', rest = ''] = match;
  const exact = /^==?\s*([^=<>!,|*\s]+)(?:=[^=]*)?$/.exec(rest.trim());
  const specifier =
    exact === null
      ? rest.trim()
      : rest.trim().startsWith('==') || /=[^=]+=/.test(rest)
        ? `==${exact[1]}`
        : `==${exact[1]}.*`;
  const set = parseSpecifiers(specifier);
  facts.declarations.push({
    name,
    key: normalizeName(name),
    role: 'requirement',
    scope: main,
    extras: [],
    specifier: rest.trim(),
    allowed: typeof set === 'string' ? [] : [set],
    ecosystem: 'conda',
    ...(channel && { index: channel }),
    place: facts.place(span),
  });
}

function addPip(facts: FactsBuilder, text: string, span: Span | undefined): void {
  for (const entry of parseRequirementsTxt(text)) {
    if (entry.kind === 'requirement') {
      if (entry.reference?.kind === 'path' && /^\.{0,2}[\\/]?$/.test(entry.reference.path)) continue;
      facts.declarations.push({ ...declarationOf(entry, facts, main, 'requirement'), place: facts.place(span) });
    } else if (entry.kind === 'include') {
      const path = resolvePath(facts.source.path, entry.path);
      if (path !== undefined) facts.includes.push({ path, as: entry.as, scope: main, place: facts.place(span) });
    } else if (entry.kind === 'option' && /index-url$/.test(entry.name) && entry.value !== undefined) {
      facts.indexes.push({
        url: withoutCredentials(entry.value),
        role: entry.name === 'index-url' ? 'primary' : 'extra',
        place: facts.place(span),
      });
    } else if (entry.kind === 'error') facts.issue('syntax-error', entry.message, span?.start);
  }
}

function readCondaLock(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const document = parseYaml(source.text);
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, document.offset);
    return facts.facts('lock', { manager: 'conda' });
  }
  const list = lookUp(document.data, 'package');
  const seen = new Set<string>();
  for (const [index, item] of asList(list).entries()) {
    const table = asTable(item);
    const name = asString(table?.['name']);
    const version = table?.['version'] === undefined ? undefined : String(table['version']);
    if (table === undefined || name === undefined) continue;
    const isPip = table['manager'] === 'pip';
    // One entry per platform says the same of pip packages and nearly the same of conda ones.
    const identity = `${isPip} ${name} ${version}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    const url = asString(table['url']);
    const hashes = Object.entries(asTable(table['hash']) ?? {}).flatMap(([algorithm, digest]) =>
      typeof digest === 'string' ? [`${algorithm}:${digest}`] : [],
    );
    const category = asString(table['category']);
    facts.packages.push({
      name,
      key: normalizeName(name),
      ...(version !== undefined && { version }),
      source: isPip
        ? { kind: 'index' }
        : { kind: 'conda', ...(url && { channel: url.split('/').slice(0, -2).join('/') }) },
      artifacts: hashes.map((hash) => ({ hash, ...(url && { url: withoutCredentials(url) }) })),
      edges: Object.keys(asTable(table['dependencies']) ?? {}).map((key) => ({ key: normalizeName(key), extras: [] })),
      groups: asStrings(table['categories']).length > 0 ? asStrings(table['categories']) : [category ?? 'main'],
      place: facts.place(document.at(list, index)?.value),
    });
  }
  return facts.facts('lock', { manager: 'conda' });
}
