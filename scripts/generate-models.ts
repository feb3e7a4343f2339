/** Writes the model library (src/models/library/*.yaml) as one module, so that no YAML is parsed at start. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readModelFile } from '../src/models/schema.ts';

const folder = join(import.meta.dirname, '../src/models/library');
const files: unknown[] = [];
for (const name of readdirSync(folder)
  .filter((n) => n.endsWith('.yaml'))
  .sort()) {
  const read = readModelFile(parse(readFileSync(join(folder, name), 'utf8')));
  if (!read.ok) {
    console.error(`${name}:\n  ${read.problems.join('\n  ')}`);
    process.exitCode = 1;
  } else files.push(read.model);
}
const text = JSON.stringify(files);
writeFileSync(
  join(import.meta.dirname, '../src/models/library.generated.ts'),
  `/** Generated from library/*.yaml by scripts/generate-models.ts. */\nexport const library: string =\n  ${JSON.stringify(text)};\n`,
);
