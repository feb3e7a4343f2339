/**
 * Runs Bandit and `theriac bandit` on the same folders and compares id, line, severity and confidence of every finding.
 *
 *   npm run compat:bandit -- --bandit <program> <folder>…
 *
 * `--list N` shows up to N differences per id, `--stdlib <python>` adds the standard library of that Python.
 */
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { runBandit } from '../src/compat/bandit/index.ts';
import { disk, toSlashes } from '../src/platform/index.ts';

interface Finding {
  readonly filename: string;
  readonly line_number: number;
  readonly test_id: string;
  readonly issue_severity: string;
  readonly issue_confidence: string;
}
interface Report {
  readonly results: readonly Finding[];
  readonly errors: readonly { readonly filename: string }[];
}
interface Counts {
  both: number;
  onlyBandit: number;
  onlyTheriac: number;
  readonly examples: string[];
}

const { values, positionals } = parseArgs({
  options: {
    bandit: { type: 'string', default: 'bandit' },
    list: { type: 'string', default: '0' },
    stdlib: { type: 'string' },
  },
  allowPositionals: true,
});
const shown = Number(values.list);
const folders = [...positionals];
if (values.stdlib !== undefined) {
  const program = 'import sysconfig; print(sysconfig.get_paths()["stdlib"])';
  folders.push(spawnSync(values.stdlib, ['-c', program], { encoding: 'utf8' }).stdout.trim());
}
const counts = new Map<string, Counts>();
const times = { bandit: 0, theriac: 0 };
let files = 0;

for (const folder of folders) {
  const excluded = `.git,__pycache__,${folder}/site-packages,${folder}/dist-packages`;
  const args = ['-r', '-f', 'json', '--exit-zero', '-x', excluded, toSlashes(folder)];
  const start = performance.now();
  const bandit = spawnSync(values.bandit, ['-q', ...args], { encoding: 'utf8', maxBuffer: 1 << 30 });
  const middle = performance.now();
  const outcome = await runBandit(args, {
    fs: disk,
    workingFolder: toSlashes(process.cwd()),
    readInput: () => new Uint8Array(),
    generated: '2000-01-01T00:00:00Z',
  });
  const end = performance.now();
  times.bandit += middle - start;
  times.theriac += end - middle;
  if (bandit.status !== 0) {
    console.error(`Bandit failed on ${folder}, which is left out: ${bandit.stderr}`);
    continue;
  }
  const theirs: Report & { readonly metrics: object } = JSON.parse(bandit.stdout);
  const ours: Report = JSON.parse(outcome.text);
  files += Object.keys(theirs.metrics).length - 1;
  compare(theirs, ours, basename(folder));
}

let [both, onlyBandit, onlyTheriac] = [0, 0, 0];
console.log('| id | both | only Bandit | only Theriac |\n|---|---:|---:|---:|');
for (const [id, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(`| ${id} | ${count.both} | ${count.onlyBandit} | ${count.onlyTheriac} |`);
  both += count.both;
  onlyBandit += count.onlyBandit;
  onlyTheriac += count.onlyTheriac;
}
console.log(`| all | ${both} | ${onlyBandit} | ${onlyTheriac} |`);
console.log(
  `\n${files} files in ${folders.length} folders. Bandit took ${(times.bandit / times.theriac).toFixed(1)} times as long.`,
);
for (const [id, { examples }] of counts) for (const example of examples) console.log(`${id} ${example}`);

/** Two findings are the same when file, line, id, severity and confidence are; each counts as often as it is there. */
function compare(theirs: Report, ours: Report, name: string): void {
  const skips = (report: Report): Set<string> => new Set(report.errors.map(({ filename }) => filename));
  const [skippedByBandit, skippedByTheriac] = [skips(theirs), skips(ours)];
  tally('not parsed', [...skippedByBandit], [...skippedByTheriac], name);
  const keysOf = (report: Report): Map<string, string[]> => {
    const keys = new Map<string, string[]>();
    for (const { filename, line_number, test_id, issue_severity, issue_confidence } of report.results) {
      if (skippedByBandit.has(filename) || skippedByTheriac.has(filename)) continue;
      const list = keys.get(test_id) ?? [];
      list.push(`${filename}:${line_number} ${issue_severity}/${issue_confidence}`);
      keys.set(test_id, list);
    }
    return keys;
  };
  const [left, right] = [keysOf(theirs), keysOf(ours)];
  for (const id of new Set([...left.keys(), ...right.keys()])) tally(id, left.get(id) ?? [], right.get(id) ?? [], name);
}

function tally(id: string, theirs: readonly string[], ours: readonly string[], name: string): void {
  const count = counts.get(id) ?? { both: 0, onlyBandit: 0, onlyTheriac: 0, examples: [] };
  counts.set(id, count);
  const open = new Map<string, number>();
  for (const key of ours) open.set(key, (open.get(key) ?? 0) + 1);
  for (const key of theirs) {
    const left = open.get(key) ?? 0;
    if (left > 0) {
      count.both++;
      open.set(key, left - 1);
    } else {
      count.onlyBandit++;
      if (count.examples.length < shown) count.examples.push(`only Bandit: ${name} ${key}`);
    }
  }
  for (const [key, left] of open) {
    count.onlyTheriac += left;
    if (left > 0 && count.examples.length < shown) count.examples.push(`only Theriac: ${name} ${key}`);
  }
}
