/** setup.cfg: the dependency keys of setuptools, each requirement with its line. */
import { type IniDocument, type IniEntry, iniEntry, markerVariables, parseIni } from '../../../../formats/index.ts';
import type { FileFacts, Scope } from '../facts.ts';
import { extraScope, FactsBuilder, type InventoryReader, main, resolvePath, type SourceText } from '../source-text.ts';

export const setupCfgReader: InventoryReader = {
  id: 'setup-cfg',
  wants: (path) => /(?:^|\/)setup\.cfg$/.test(path),
  read: readSetupCfg,
};

function readSetupCfg(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const document = parseIni(source.text);
  for (const { message, offset } of document.errors) facts.issue('syntax-error', message, offset);
  readRequirementLines(facts, iniEntry(document, 'options', 'install_requires'), main);
  readRequirementLines(facts, iniEntry(document, 'options', 'setup_requires'), { kind: 'build' });
  readRequirementLines(facts, iniEntry(document, 'options', 'tests_require'), { kind: 'group', name: 'test' });
  for (const { name, entries } of document.sections)
    if (name === 'options.extras_require')
      for (const entry of entries) readRequirementLines(facts, entry, extraScope(entry.key));
  const value = (section: string, key: string) => iniEntry(document, section, key)?.value;
  const name = value('metadata', 'name');
  const version = value('metadata', 'version');
  const requiresPython = value('options', 'python_requires');
  const isProject = name !== undefined || facts.declarations.length > 0 || hasSection(document, 'options');
  return facts.facts('manifest', {
    ...(isProject && { manager: 'setuptools' }),
    ...(isProject && {
      project: {
        ...(name && { name }),
        ...(version && !/^(?:attr|file):/.test(version) && { version }),
        ...(requiresPython && { requiresPython }),
        isLibrary: true,
      },
    }),
  });
}

function hasSection(document: IniDocument, wanted: string): boolean {
  return document.sections.some(({ name }) => name === wanted);
}

const marker = new RegExp(`;\\s*(?:[('"]|(?:${markerVariables.join('|')})\\b)`);

function readRequirementLines(facts: FactsBuilder, entry: IniEntry | undefined, scope: Scope): void {
  for (const { text, start } of entry?.lines ?? []) {
    const span = { start, end: start + text.length };
    if (/^file\s*:/.test(text)) {
      for (const file of text.replace(/^file\s*:/, '').split(',')) {
        const path = resolvePath(facts.source.path, file.trim());
        if (path !== undefined) facts.includes.push({ path, as: 'dynamic', scope, place: facts.place(span) });
      }
      continue;
    }
    // One line may hold several requirements divided by semicolons, unless a marker follows the semicolon.
    const parts = marker.test(text) ? [text] : text.split(';');
    for (const part of parts) if (part.trim() !== '') facts.requirement(part.trim(), span, scope);
  }
}
