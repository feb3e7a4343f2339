/** Dockerfiles: what `RUN pip install …` brings into the image, and the indexes that ENV and ARG set. */
import { parseDockerfile } from '../../../../formats/index.ts';
import type { FileFacts } from '../facts.ts';
import { readShell } from '../pip-install.ts';
import { FactsBuilder, type InventoryReader, main, type SourceText, withoutCredentials } from '../source-text.ts';

export const dockerfileReader: InventoryReader = {
  id: 'dockerfile',
  wants: (path) => /(?:^|\/)(?:[\w.-]*\.)?(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$/i.test(path),
  largest: 1024 * 1024,
  read: readDockerfile,
};

function readDockerfile(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  for (const instruction of parseDockerfile(source.text)) {
    if (instruction.keyword === 'RUN') {
      if (instruction.exec !== undefined) {
        const script = instruction.exec.map((word) => `'${word.replaceAll("'", '')}'`).join(' ');
        readShell(facts, script, main, () => instruction.span);
      } else
        readShell(facts, instruction.args, main, (start, end) => ({
          start: instruction.offsetAt(start),
          end: instruction.offsetAt(end),
        }));
      for (const { text, start } of instruction.heredocs)
        readShell(facts, text, main, (from, to) => ({ start: start + from, end: start + to }));
    } else if (instruction.keyword === 'ENV' || instruction.keyword === 'ARG') {
      for (const [, name, value] of instruction.args.matchAll(
        /\b((?:PIP|UV)_(?:EXTRA_INDEX_URL|INDEX_URL|DEFAULT_INDEX|INDEX|FIND_LINKS))[= ]\s*["']?([^\s"']+)/g,
      ))
        facts.indexes.push({
          url: withoutCredentials(value!),
          role: name!.includes('FIND') ? 'files' : /EXTRA|UV_INDEX$/.test(name!) ? 'extra' : 'primary',
          place: facts.place(instruction.span),
        });
    }
  }
  return facts.facts('command', { manager: 'pip' });
}
