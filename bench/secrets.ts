/**
 * Tree scan with all text detectors beside detect-secrets and gitleaks: `node bench/secrets.ts [folder]`.
 * The folder defaults to the standard library of `python3`. Peers are taken from PATH or from the environment
 * (`DETECT_SECRETS`, `GITLEAKS`) and left out where they are missing. CPU seconds count; wall time is shown.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kindOfPath } from '../src/scanners/secrets/blob.ts';
import { notationOf, type TextFile } from '../src/scanners/secrets/candidate.ts';
import { builtInCatalogue } from '../src/scanners/secrets/engine/catalogue.ts';
import { scanText } from '../src/scanners/secrets/scan-text.ts';

interface Measured {
  readonly name: string;
  readonly cpu: number;
  readonly found: number;
}

const folder = process.argv[2] ?? standardLibrary();
const files = listFiles(folder).map((path) => ({ path, bytes: readFileSync(path) }));
const megabytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;
process.stdout.write(`${folder}: ${files.length} files, ${megabytes.toFixed(1)} MB\n`);

// gitleaks leaves out folders named like Python installations: both peers get a copy with a plain name.
const copy = mkdtempSync(join(tmpdir(), 'tree-'));
for (const { path } of files) cpSync(path, join(copy, path.slice(folder.length)));
const runs: Measured[] = [ours('theriac, first pass'), ours('theriac, second pass')];
const gitleaks = peer(
  'gitleaks',
  process.env['GITLEAKS'] ?? 'gitleaks',
  ['dir', '--no-banner', '--exit-code', '0', '--report-format', 'json', '--report-path', '-', '.'],
  countJsonList,
);
const detectSecrets = peer(
  'detect-secrets',
  process.env['DETECT_SECRETS'] ?? 'detect-secrets',
  ['-c', '1', 'scan', '-n', '--all-files', '.'],
  countBaseline,
);
for (const run of [gitleaks, detectSecrets]) if (run !== undefined) runs.push(run);

rmSync(copy, { recursive: true });
const best = Math.min(...runs.slice(0, 2).map(({ cpu }) => cpu));
for (const { name, cpu, found } of runs) {
  process.stdout.write(
    `${name.padEnd(24)} ${cpu.toFixed(2).padStart(8)} CPU s  ${(megabytes / cpu).toFixed(1).padStart(7)} MB/s  ${(cpu / best).toFixed(1).padStart(7)}×  ${found} found\n`,
  );
}

function ours(name: string): Measured {
  const before = process.cpuUsage();
  builtInCatalogue();
  let found = 0;
  for (const { path, bytes } of files) {
    const kind = kindOfPath(path);
    const file: TextFile = {
      path,
      kind,
      context: 'application',
      notation: notationOf(path, kind),
      today: '2026-01-01',
    };
    found += scanText(bytes, file).filter((candidate) => candidate.identifier !== true).length;
  }
  const { user, system } = process.cpuUsage(before);
  return { name, cpu: (user + system) / 1e6, found };
}

/** CPU seconds of a child are those that `time` reports: Node has no counter for them. */
function peer(
  name: string,
  command: string,
  args: readonly string[],
  count: (output: string) => number,
): Measured | undefined {
  const result = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@" 2>/dev/null', 'bench', command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const times = /([\d.]+) ([\d.]+)\s*$/.exec(result.stderr);
  if (result.status !== 0 || times === null) {
    process.stdout.write(`${name}: not measured (not installed, or it failed)\n`);
    return undefined;
  }
  return { name, cpu: Number(times[1]) + Number(times[2]), found: count(result.stdout) };
}

function countJsonList(output: string): number {
  const list: unknown = JSON.parse(output === '' ? '[]' : output);
  return Array.isArray(list) ? list.length : 0;
}

function countBaseline(output: string): number {
  const baseline: { results?: Record<string, unknown[]> } = JSON.parse(output);
  return Object.values(baseline.results ?? {}).reduce((sum, list) => sum + list.length, 0);
}

function standardLibrary(): string {
  const result = spawnSync('python3', ['-c', 'import os; print(os.path.dirname(os.__file__))'], { encoding: 'utf8' });
  return result.stdout.trim();
}

function listFiles(root: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const path = join(root, entry.name);
    if (entry.isDirectory() && !['__pycache__', 'site-packages', 'dist-packages', '.git'].includes(entry.name))
      found.push(...listFiles(path));
    else if (entry.isFile() && !/\.(?:pyc|so|a|o|whl|zip|gz)$/.test(entry.name)) found.push(path);
  }
  return found;
}
