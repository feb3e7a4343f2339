/**
 * Cold scan of the Python standard library with Theriac's code rules, beside Bandit and `ruff check --select S`:
 * `PEERS=/path/to/venv node bench/rules.ts [FOLDER] [RUNS]`. Each tool is a fresh process without a cache; the tools
 * take turns; the median counts, and CPU time beside it, because a busy machine stretches wall time. Targets: 40 times faster than Bandit, at most 2.5 times ruff.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const peers = process.env['PEERS'] ?? '';
const folder = process.argv[2] ?? standardLibrary();
const runs = Number(process.argv[3] ?? 5);
const repository = fileURLToPath(new URL('..', import.meta.url));

interface Contestant {
  readonly name: string;
  readonly runs: number;
  readonly command: readonly [string, ...string[]];
}

const bundle = join(repository, 'dist/cli.js');
if (!existsSync(bundle)) execFileSync(process.execPath, [join(repository, 'scripts/build.mjs')], { stdio: 'inherit' });

const contestants: readonly Contestant[] = [
  {
    name: 'theriac',
    runs,
    command: [
      process.execPath,
      join(repository, 'bin/theriac.mjs'),
      'scan',
      folder,
      '--only',
      'code',
      '--format',
      'json',
    ],
  },
  {
    name: 'ruff S',
    runs,
    command: [join(peers, 'bin/ruff'), 'check', '--isolated', '--no-cache', '--select', 'S', '-q', folder],
  },
  {
    name: 'bandit',
    runs: 1,
    command: [join(peers, 'bin/bandit'), '-r', folder, '-q', '-f', 'json', '-o', '/dev/null'],
  },
];

const times = new Map<string, number[]>();
const cpuTimes = new Map<string, number[]>();
let peak = 0;
for (let round = 0; round < runs; round++) {
  for (const { name, runs: rounds, command } of contestants) {
    if (round >= rounds || !existsSync(command[0])) continue;
    const measured = measure(command);
    times.set(name, [...(times.get(name) ?? []), measured.seconds]);
    cpuTimes.set(name, [...(cpuTimes.get(name) ?? []), measured.cpu]);
    if (name === 'theriac') peak = Math.max(peak, measured.megabytes);
  }
}

const own = median(times.get('theriac') ?? []);
const ownCpu = median(cpuTimes.get('theriac') ?? []);
for (const [name, all] of times) {
  const seconds = median(all);
  const cpu = median(cpuTimes.get(name) ?? []);
  const ratio =
    name === 'theriac'
      ? ''
      : `   theriac / ${name}: ${(own / seconds).toFixed(3)} wall, ${(ownCpu / cpu).toFixed(3)} CPU`;
  process.stdout.write(
    `${name.padEnd(8)} ${seconds.toFixed(2).padStart(7)} s wall ${cpu.toFixed(2).padStart(7)} s CPU   median of ${all.length}${ratio}\n`,
  );
}
process.stdout.write(`theriac's peak memory: ${peak.toFixed(0)} MB\n`);

/** Wall time and peak memory of a process; its exit code says what it found and does not matter here. */
function measure(command: readonly [string, ...string[]]) {
  const report = `import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - start, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)`;
  const { stdout } = spawnSync('python3', ['-c', report, ...command], { encoding: 'utf8' });
  const [seconds, megabytes, cpu] = stdout.trim().split(' ').map(Number);
  return { seconds, megabytes, cpu };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function standardLibrary(): string {
  const code = 'import sysconfig; print(sysconfig.get_paths()["stdlib"])';
  return execFileSync('python3', ['-c', code], { encoding: 'utf8' }).trim();
}
