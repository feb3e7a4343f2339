/**
 * How often the licence text matcher agrees with what authors state (`npm run quality:licences -- FOLDER…`): every
 * distribution below the folders with a `License-Expression` and licence files is a case.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseExpression } from '../src/scanners/dependencies/licences/expression.ts';
import { matchLicenceText } from '../src/scanners/dependencies/licences/match-text.ts';

const counts = { right: 0, partly: 0, wrong: 0, unknown: 0 };
const seen = new Set<string>();
const stem = (id: string) => id.replace(/-(?:only|or-later)$|\+$/, '');

for (const root of process.argv.slice(2)) visit(root, 0);
const total = Object.values(counts).reduce((a, b) => a + b, 0);
console.log(`${total} distributions:`, counts);

function visit(folder: string, depth: number): void {
  const names = readdirSync(folder);
  for (const name of ['METADATA', 'PKG-INFO']) if (names.includes(name)) judge(folder, join(folder, name));
  if (depth >= 6) return;
  for (const name of names) {
    const path = join(folder, name);
    if (name !== 'node_modules' && statSync(path, { throwIfNoEntry: false })?.isDirectory()) visit(path, depth + 1);
  }
}

function judge(folder: string, metadata: string): void {
  const head = readFileSync(metadata, 'utf8').split(/\r?\n\r?\n/)[0] ?? '';
  const field = (key: string) => [...head.matchAll(new RegExp(`^${key}: (.*)$`, 'gm'))].map((match) => match[1] ?? '');
  const [name = ''] = field('Name');
  const expression = normaliseExpression(field('License-Expression')[0] ?? '');
  if (expression === undefined || seen.has(name)) return;
  const files = field('License-File').filter((file) => !/notice|author/i.test(file));
  const texts = files.flatMap((file) =>
    [join(folder, 'licenses', file), join(folder, file)]
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
      .slice(0, 1),
  );
  if (texts.length === 0) return;
  seen.add(name);
  const found = new Set(texts.flatMap((path) => matchLicenceText(readFileSync(path, 'utf8'))?.ids ?? []));
  const stated = new Set(
    expression
      .split(/\s+|[()]/)
      .filter((word) => word !== '' && !/^(?:AND|OR|WITH)$/.test(word))
      .map(stem),
  );
  const common = [...found].filter((id) => stated.has(id)).length;
  const kind =
    found.size === 0
      ? 'unknown'
      : common === stated.size && common === found.size
        ? 'right'
        : common > 0
          ? 'partly'
          : 'wrong';
  counts[kind] += 1;
  if (kind !== 'right')
    console.log(`${kind}: ${name}: stated ${expression}, text ${[...found].join(', ') || '-'} (${files.join(', ')})`);
}
