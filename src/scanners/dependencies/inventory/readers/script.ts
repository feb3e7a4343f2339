/** PEP 723: dependencies that a single-file script declares in a comment block. */
import { asList, asString, isDataError, lookUp, parseToml } from '../../../../formats/index.ts';
import type { FileFacts } from '../facts.ts';
import { FactsBuilder, type InventoryReader, main, type SourceText } from '../source-text.ts';

export const scriptReader: InventoryReader = {
  id: 'script',
  wants: (path) => path.endsWith('.py') && !/(?:^|\/)(?:setup|noxfile)\.py$/.test(path),
  mark: '# /// script',
  largest: 2 * 1024 * 1024,
  accepts: (text) => /^# \/\/\/ script\s*$/m.test(text),
  read: readScript,
};

function readScript(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const opening = /^# \/\/\/ script[ \t]*\r?\n/m.exec(source.text);
  if (opening === null) return facts.facts('manifest');
  // The content keeps the length of every line (`# ` becomes two spaces), so offsets stay those of the file.
  const from = opening.index + opening[0].length;
  let at = from;
  let closed = -1;
  while (at < source.text.length) {
    const newline = source.text.indexOf('\n', at);
    const end = newline === -1 ? source.text.length : newline;
    const line = source.text.slice(at, end).trimEnd();
    if (!line.startsWith('#')) break;
    if (line === '# ///') closed = at;
    at = end + 1;
  }
  if (closed === -1) {
    facts.issue('syntax-error', 'the block “# /// script” is not closed by “# ///”', opening.index);
    return facts.facts('manifest');
  }
  const content = source.text.slice(from, closed).replace(/^# ?/gm, (mark) => ' '.repeat(mark.length));
  const document = parseToml(content);
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, from + document.offset);
    return facts.facts('manifest');
  }
  const list = lookUp(document.data, 'dependencies');
  for (const [index, item] of asList(list).entries()) {
    const span = document.at(list, index)?.value;
    if (typeof item === 'string')
      facts.requirement(item, span && { start: span.start + from, end: span.end + from }, main);
  }
  const requiresPython = asString(lookUp(document.data, 'requires-python'));
  return facts.facts('manifest', { manager: 'uv', project: { ...(requiresPython && { requiresPython }) } });
}
