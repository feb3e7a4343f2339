/**
 * `npm run bench:parse -- [--python PYTHON] [--peers PYTHON] [--ruff RUFF] [PATH]`: how fast the front end reads Python,
 * beside CPython's `ast.parse`, tree-sitter and the ruff linter, on the same files in one run. Times are those of one
 * thread, except ruff's wall time. Peers that are not installed are left out and named.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseModule } from '../src/python/index.ts';

function option(name: string, fallback: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv.splice(at, 2)[1]!;
}

const python = option('python', 'python3');
const peers = option('peers', python);
const ruff = option('ruff', 'ruff');
const rounds = Number(option('rounds', '7'));
const root =
  process.argv[2] ??
  execFileSync(python, ['-c', 'import os; print(os.path.dirname(os.__file__))'], { encoding: 'utf8' }).trim();

const files = pythonFiles(root).map((path) => readFileSync(path));
const bytes = files.reduce((sum, file) => sum + file.length, 0);
const megabytes = bytes / 1e6;

interface Pass {
  readonly seconds: number;
  readonly cpu: number;
  readonly nodes: number;
  readonly words: number;
}

function pass(): Pass {
  let nodes = 0;
  let words = 0;
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (const file of files) {
    const module = parseModule(file);
    nodes += module.nodeCount;
    words += module.words.length;
  }
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(cpu);
  return { seconds, cpu: (used.user + used.system) / 1e6, nodes, words };
}

const first = pass();
const passes = Array.from({ length: rounds }, pass).sort((a, b) => a.seconds - b.seconds);
const hot = passes[passes.length >> 1]!;
const best = passes[0]!;

console.log(`${files.length} files, ${megabytes.toFixed(1)} MB, ${first.nodes} nodes`);
console.log(`tree: ${((first.words * 4) / bytes).toFixed(2)} MB per MB of source`);
row('Theriac, first pass of the process', first.seconds, `${first.cpu.toFixed(2)} s CPU of all threads`);
row(`Theriac, hot, median of ${rounds}`, hot.seconds, `best ${(megabytes / best.seconds).toFixed(1)} MB/s`);
timedByPython(
  'CPython ast.parse',
  python,
  `
import ast
def parse(data):
    try:
        ast.parse(data)
    except Exception:
        pass
`,
);
timedByPython(
  'tree-sitter (Python binding)',
  peers,
  `
import tree_sitter, tree_sitter_python
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language()))
parse = parser.parse
`,
);
timeRuff();

function row(name: string, seconds: number, note = ''): void {
  const speed = (megabytes / seconds).toFixed(1).padStart(7);
  const ratio = (seconds / hot.seconds).toFixed(2).padStart(6);
  console.log(`${name.padEnd(38)} ${seconds.toFixed(2).padStart(7)} s ${speed} MB/s ${ratio}x  ${note}`);
}

/** Runs a Python program that defines `parse(bytes)` over all files, which it reads before the clock starts. */
function timedByPython(name: string, interpreter: string, setup: string): void {
  const program = `
import os, sys, time, warnings
warnings.simplefilter("ignore")
${setup}
files = []
for folder, _, names in os.walk(sys.argv[1]):
    for each in names:
        if each.endswith(".py"):
            with open(os.path.join(folder, each), "rb") as file:
                files.append(file.read())
started = time.perf_counter()
for data in files:
    parse(data)
print(time.perf_counter() - started)
`;
  const result = spawnSync(interpreter, ['-c', program, root], { encoding: 'utf8' });
  if (result.status === 0) row(name, Number(result.stdout));
  else console.log(`${name.padEnd(38)} not installed`);
}

function timeRuff(): void {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const started = performance.now();
    const result = spawnSync(
      ruff,
      ['check', '--isolated', '--no-cache', '--select', 'S', '--exit-zero', '--quiet', '--no-respect-gitignore', root],
      { stdio: 'ignore' },
    );
    if (result.error || result.status !== 0) {
      console.log(`${'ruff check --select S'.padEnd(38)} not installed`);
      return;
    }
    times.push((performance.now() - started) / 1000);
  }
  row('ruff check --select S, whole process', times.sort((a, b) => a - b)[1]!, 'wall, all cores, with its rules');
}

function pythonFiles(path: string): string[] {
  const found: string[] = [];
  const pending = [path];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const full = join(folder, entry.name);
      if (entry.isDirectory()) pending.push(full);
      else if (entry.isFile() && entry.name.endsWith('.py')) found.push(full);
    }
  }
  return found.sort();
}
