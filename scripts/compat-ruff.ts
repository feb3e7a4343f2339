/**
 * Runs `ruff check --select S --preview` and Theriac's rules that stand for these codes on the same folders.
 *
 *   npm run compat:ruff -- --ruff <program> <folder>…
 *
 * A ruff diagnostic is found too when a rule with that alias reports on one of its lines. Theriac's findings are
 * counted in all contexts, suppressed ones left out on both sides (ruff: `--ignore-noqa`). `--list N` shows differences.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadRules, scanProject } from '../src/scan/index.ts';

interface Diagnostic {
  readonly code: string | null;
  readonly filename: string;
  readonly location: { readonly row: number };
  readonly end_location: { readonly row: number };
}

const { values, positionals } = parseArgs({
  options: { ruff: { type: 'string', default: 'ruff' }, list: { type: 'string', default: '0' } },
  allowPositionals: true,
});
const rules = await loadRules();
const codesOf = new Map(
  rules.map(({ name, aliases }) => [
    name,
    aliases.filter((alias) => /^ruff:S\d/.test(alias)).map((alias) => alias.slice(5)),
  ]),
);
const select = [...codesOf].filter(([, codes]) => codes.length > 0).map(([name]) => name);
const table = new Map<string, { both: number; onlyRuff: number; onlyTheriac: number; readonly examples: string[] }>();
const rowOf = (code: string) => {
  const row = table.get(code) ?? { both: 0, onlyRuff: 0, onlyTheriac: 0, examples: [] };
  table.set(code, row);
  return row;
};

for (const folder of positionals.map((path) => resolve(path))) {
  const args = [
    'check',
    '--isolated',
    '--preview',
    '--ignore-noqa',
    '--no-cache',
    '--exit-zero',
    '--no-respect-gitignore',
  ];
  const run = spawnSync(values.ruff, [...args, '--select', 'S', '--output-format', 'json', folder], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const diagnostics: readonly Diagnostic[] = JSON.parse(run.stdout);
  const report = await scanProject({ root: folder, only: ['code', 'secrets'], select, respectGitignore: false });
  const lines = new Map<string, Set<string>>();
  for (const { rule, location } of report.findings) {
    for (let line = location.start.line; line <= Math.min(location.end.line, location.start.line + 200); line++) {
      const key = `${location.path}:${line}`;
      const codes = lines.get(key) ?? new Set();
      for (const code of codesOf.get(rule) ?? []) codes.add(code);
      lines.set(key, codes);
    }
  }
  const theirs = new Map<string, Set<string>>();
  for (const { code, filename, location, end_location } of diagnostics) {
    if (code === null || !code.startsWith('S')) continue;
    const path = filename.slice(folder.length + 1);
    let isFound = false;
    for (let line = location.row; line <= Math.min(end_location.row, location.row + 200); line++) {
      const key = `${path}:${line}`;
      isFound ||= lines.get(key)?.has(code) === true;
      theirs.set(key, (theirs.get(key) ?? new Set()).add(code));
    }
    const row = rowOf(code);
    if (isFound) row.both++;
    else {
      row.onlyRuff++;
      if (row.examples.length < Number(values.list)) row.examples.push(`only ruff: ${folder}/${path}:${location.row}`);
    }
  }
  for (const { rule, location } of report.findings) {
    const codes = codesOf.get(rule) ?? [];
    let isKnown = codes.length === 0;
    for (let line = location.start.line; line <= Math.min(location.end.line, location.start.line + 200); line++) {
      const found = theirs.get(`${location.path}:${line}`);
      isKnown ||= codes.some((code) => found?.has(code) === true);
    }
    if (isKnown) continue;
    const row = rowOf(codes[0]);
    row.onlyTheriac++;
    if (row.examples.length < Number(values.list))
      row.examples.push(`only Theriac: ${folder}/${location.path}:${location.start.line} ${rule}`);
  }
}

console.log('| code | rules | both | only ruff | only Theriac |\n|---|---|---:|---:|---:|');
for (const [code, row] of [...table].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const names = select.filter((name) => codesOf.get(name)?.includes(code));
  console.log(`| ${code} | ${names.join(', ')} | ${row.both} | ${row.onlyRuff} | ${row.onlyTheriac} |`);
}
for (const [code, { examples }] of table) for (const example of examples) console.log(`${code} ${example}`);
