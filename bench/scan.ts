/**
 * `npm run bench:scan -- [--rounds N] [--launcher FILE] [FOLDER]`: a cold scan of a tree (default: the standard library)
 * with the code rules, beside Bandit and `ruff --select S` in the same run. Every measurement is a fresh process; rounds
 * are interleaved; medians of wall and CPU time, and the highest resident memory. `PEERS=/path/to/venv` holds the peers;
 * those that are missing are named and left out. Also the start-up time of `theriac --version`.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { disk, walk } from '../src/platform/index.ts';

function option(name: string, fallback: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : (process.argv.splice(at, 2)[1] ?? fallback);
}

const rounds = Number(option('rounds', '3'));
const launcher = option('launcher', fileURLToPath(new URL('../bin/theriac.mjs', import.meta.url)));
const peers = process.env['PEERS'] ?? '';
const source = process.argv[2] ?? text('python3', ['-c', "import sysconfig; print(sysconfig.get_path('stdlib'))"]);

/** The same files for everybody: each tool leaves out other folders of a real tree. */
const folder = mkdtempSync(join(tmpdir(), 'theriac-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let bytes = 0;
const files = walk(disk, { root: realpathSync(source) }).files.filter((file) => file.path.endsWith('.py'));
for (const { path, size } of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  copyFileSync(join(source, path), join(folder, path));
  bytes += size;
}

/** Runs a command and prints its wall time, CPU time and peak memory; Node cannot see those of a child. */
const meter = `
import json, resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
wall = time.perf_counter() - start
use = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": code, "wall": wall, "cpu": use.ru_utime + use.ru_stime, "memory": use.ru_maxrss / 1024}))
`;

interface Measured {
  readonly code: number;
  /** Seconds. */
  readonly wall: number;
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
}

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  /** Exit codes of a run that did its work. */
  readonly fine: readonly number[];
  /** Slow peers are not run in every round. */
  readonly rounds: number;
}

const theriac = [process.execPath, launcher];
const contenders: readonly Contender[] = [
  {
    name: 'theriac scan --only code',
    command: [...theriac, 'scan', folder, '--only', 'code', '--format', 'json'],
    fine: [0, 1, 3],
    rounds,
  },
  {
    name: 'ruff --select S',
    command: [`${peers}/bin/ruff`, 'check', '--select', 'S', '--isolated', '--no-cache', '--quiet', folder],
    fine: [0, 1],
    rounds,
  },
  { name: 'bandit', command: [`${peers}/bin/bandit`, '-r', '-q', '-f', 'json', folder], fine: [0, 1], rounds: 1 },
];

const results = new Map<string, Measured[]>();
for (let round = 0; round < rounds; round++) {
  for (const { name, command, fine, rounds: most } of contenders) {
    if (round >= most || !existsSync(command[0] ?? '')) continue;
    const measured = measure(command);
    if (!fine.includes(measured.code)) throw new Error(`${name} ended with ${measured.code}`);
    results.set(name, [...(results.get(name) ?? []), measured]);
  }
}

console.log(`${basename(source)}: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB of Python\n`);
const own = summary(results.get('theriac scan --only code') ?? []);
console.log('                             wall        CPU     memory   wall against theriac');
for (const { name, command } of contenders) {
  const runs = results.get(name);
  if (runs === undefined) {
    console.log(`${name.padEnd(26)} not installed (${command[0]})`);
    continue;
  }
  const { wall, cpu, memory } = summary(runs);
  const columns = [`${wall.toFixed(2)} s`, `${cpu.toFixed(2)} s`, `${memory.toFixed(0)} MiB`];
  console.log(
    `${name.padEnd(26)} ${columns.map((column) => column.padStart(9)).join('  ')}   ×${(wall / own.wall).toFixed(2)}`,
  );
}
const version = Array.from({ length: 9 }, () => measure([...theriac, '--version']));
console.log(`\ntheriac --version: ${(summary(version).wall * 1000).toFixed(0)} ms`);

function measure(command: readonly string[]): Measured {
  return JSON.parse(text('python3', ['-c', meter, ...command])) as Measured;
}

function summary(runs: readonly Measured[]): Omit<Measured, 'code'> {
  const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  return {
    wall: median(runs.map((run) => run.wall)),
    cpu: median(runs.map((run) => run.cpu)),
    memory: Math.max(...runs.map((run) => run.memory)),
  };
}

function text(command: string, args: readonly string[]): string {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} failed: ${done.stderr}`);
  return done.stdout.trim();
}
