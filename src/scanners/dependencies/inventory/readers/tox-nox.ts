/** tox and nox: dependencies of their environments. */
import {
  asList,
  asTable,
  type IniEntry,
  isDataError,
  lookUp,
  parseIni,
  parseRequirementsTxt,
  parseToml,
} from '../../../../formats/index.ts';
import { Attribute, Call, forEachNode, Kind, kindOf, listItems, stringValue } from '../../../../python/index.ts';
import type { FileFacts, Scope } from '../facts.ts';
import { readShell } from '../pip-install.ts';
import { FactsBuilder, type InventoryReader, resolvePath, type SourceText } from '../source-text.ts';
import { declarationOf } from './requirements.ts';
import { spanOf } from './setup-py.ts';

export const toxReader: InventoryReader = {
  id: 'tox',
  wants: (path) => /(?:^|\/)tox\.(?:ini|toml)$/.test(path),
  read: readTox,
};
export const noxReader: InventoryReader = {
  id: 'nox',
  wants: (path) => /(?:^|\/)noxfile\.py$/.test(path),
  read: readNox,
};

const tox: Scope = { kind: 'group', name: 'tox' };

function readTox(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  if (source.path.endsWith('.toml')) {
    const document = parseToml(source.text);
    if (isDataError(document)) facts.issue('syntax-error', document.message, document.offset);
    else
      for (const table of [
        lookUp(document.data, 'env_run_base'),
        ...Object.values(asTable(lookUp(document.data, 'env')) ?? {}),
      ]) {
        const list = lookUp(table, 'deps');
        for (const [index, item] of asList(list).entries())
          if (typeof item === 'string') addLine(facts, item, document.at(list, index)?.value.start ?? 0);
      }
    return facts.facts('command', { manager: 'pip' });
  }
  for (const { name, entries } of parseIni(source.text).sections) {
    if (!/^(?:testenv|tox)/.test(name)) continue;
    for (const entry of entries) {
      if (entry.key === 'deps' || entry.key === 'requires') addEntry(facts, entry);
      else if (/^commands/.test(entry.key))
        for (const { text, start } of entry.lines)
          readShell(facts, text.replace(/^-?\s*/, ''), tox, (from, to) => ({ start: start + from, end: start + to }));
    }
  }
  return facts.facts('command', { manager: 'pip' });
}

function addEntry(facts: FactsBuilder, entry: IniEntry): void {
  // `py38: foo` and `py{38,39}-django: foo` hold only for some environments; all of them are inventory.
  for (const { text, start } of entry.lines) {
    const factor = /^[\w{},.!-]+:\s+/.exec(text);
    const body = factor === null ? text : text.slice(factor[0].length);
    if (!/^\{/.test(body)) addLine(facts, body.replaceAll('{toxinidir}/', ''), start);
  }
}

function addLine(facts: FactsBuilder, text: string, start: number): void {
  const line = /^-[rce]\S/.test(text) ? `${text.slice(0, 2)} ${text.slice(2)}` : text;
  const span = { start, end: start + text.length };
  for (const entry of parseRequirementsTxt(line)) {
    if (entry.kind === 'requirement') {
      if (entry.reference?.kind === 'path') continue;
      facts.declarations.push({ ...declarationOf(entry, facts, tox, 'requirement'), place: facts.place(span) });
    } else if (entry.kind === 'include') {
      const path = resolvePath(facts.source.path, entry.path);
      if (path !== undefined && facts.source.sibling(path) !== undefined)
        facts.includes.push({ path, as: entry.as, scope: tox, place: facts.place(span) });
    }
  }
}

/** `session.install("pytest", "-r", "dev.txt")`. */
function readNox(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const module = source.python();
  const { words, symbols } = module;
  forEachNode(words, (node, kind) => {
    if (kind !== Kind.Call) return;
    const callee = Call.func(words, node);
    if (kindOf(words, callee) !== Kind.Attribute || symbols.name(Attribute.attr(words, callee)) !== 'install') return;
    const strings = listItems(words, Call.args(words, node)).flatMap((argument) => {
      const text = kindOf(words, argument) === Kind.Constant ? stringValue(module, argument) : undefined;
      return text === undefined ? [] : [{ text, span: spanOf(module, argument) }];
    });
    const script = `pip install ${strings.map(({ text }) => `'${text.replaceAll("'", '"')}'`).join(' ')}`;
    let at = 'pip install '.length;
    const spans = strings.map(({ text, span }) => {
      const start = at;
      at += text.length + 3;
      return { start, span };
    });
    readShell(
      facts,
      script,
      { kind: 'group', name: 'nox' },
      (start) => spans.findLast((one) => one.start <= start)?.span ?? spanOf(module, node),
    );
  });
  return facts.facts('command', { manager: 'pip' });
}
