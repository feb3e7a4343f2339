/** Notebooks: `!pip install …` and `%pip install …` in code cells. */
import { asList, asString, isDataError, lookUp, parseJson, type Span } from '../../../../formats/index.ts';
import type { FileFacts } from '../facts.ts';
import { readShell } from '../pip-install.ts';
import { FactsBuilder, type InventoryReader, main, type SourceText } from '../source-text.ts';

export const notebookReader: InventoryReader = {
  id: 'notebook',
  wants: (path) => path.endsWith('.ipynb'),
  accepts: (text) => /[!%]\s*(?:pip|uv|python|\{sys)/.test(text),
  read: readNotebook,
};

function readNotebook(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const document = parseJson(source.text, { placesToDepth: 5 });
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, document.offset);
    return facts.facts('command');
  }
  const cells = lookUp(document.data, 'cells') ?? lookUp(asList(lookUp(document.data, 'worksheets'))[0], 'cells');
  for (const cell of asList(cells)) {
    if (lookUp(cell, 'cell_type') !== 'code') continue;
    const key = lookUp(cell, 'source') === undefined ? 'input' : 'source';
    const lines = lookUp(cell, key);
    if (typeof lines === 'string') readLines(facts, lines, document.at(cell, key)?.value);
    else
      for (const [index, line] of asList(lines).entries())
        readLines(facts, asString(line) ?? '', document.at(lines, index)?.value);
  }
  return facts.facts('command', { manager: 'pip' });
}

function readLines(facts: FactsBuilder, text: string, span: Span | undefined): void {
  for (const line of text.split('\n')) {
    const magic = /^\s*[!%]\s*(?:\{sys\.executable\}\s+-m\s+)?(.*)$/.exec(line);
    if (magic !== null) readShell(facts, magic[1]!, main, () => span ?? { start: 0, end: 0 });
  }
}
