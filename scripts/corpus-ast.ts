/**
 * `npm run corpus:ast -- [--python PYTHON]… [PATH…]`: compares our tree with CPython's own, field by field with positions
 * and values, on every Python file below the paths (default: the standard library of each interpreter).
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseModule } from '../src/python/index.ts';
import { dumpModule } from '../test/python/dump.ts';

const oracle = fileURLToPath(new URL('../test/python/oracle.py', import.meta.url));

interface Tally {
  files: number;
  bytes: number;
  identical: number;
  bothReject: number;
  different: string[];
  weReject: string[];
  weAccept: string[];
}

function pythonFiles(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  const found: string[] = [];
  const pending = [path];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const full = join(folder, entry.name);
      if (entry.isDirectory()) pending.push(full);
      else if (entry.isFile() && /\.pyi?w?$/.test(entry.name) && !full.includes('\n')) found.push(full);
    }
  }
  return found.sort();
}

async function compare(python: string, files: readonly string[], relax: boolean): Promise<Tally> {
  const tally: Tally = { files: 0, bytes: 0, identical: 0, bothReject: 0, different: [], weReject: [], weAccept: [] };
  const child = spawn(python, [oracle, ...(relax ? ['--relax'] : [])], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => {});
  child.stdin.end(`${files.join('\n')}\n`);
  let index = 0;
  for await (const answer of createInterface({ input: child.stdout })) {
    const path = files[index++]!;
    const bytes = readFileSync(path);
    const module = parseModule(bytes);
    tally.files++;
    tally.bytes += bytes.length;
    const rejected = module.errors.length > 0;
    if (answer.startsWith('error')) {
      if (rejected) tally.bothReject++;
      else tally.weAccept.push(`${path}: ${answer}`);
    } else if (rejected) {
      tally.weReject.push(`${path}:${module.errors[0]!.line}: ${module.errors[0]!.message}`);
    } else {
      const hash = createHash('sha256').update(dumpModule(module, { relax }).join('\n')).digest('hex');
      if (answer === `ok ${hash}`) tally.identical++;
      else tally.different.push(`${path}: ${firstDifference(python, path, relax)}`);
    }
  }
  if (index !== files.length) throw new Error(`${python} answered for ${index} of ${files.length} files`);
  return tally;
}

function firstDifference(python: string, path: string, relax: boolean): string {
  const theirs = execFileSync(python, [oracle, '--dump', path, ...(relax ? ['--relax'] : [])], {
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  })
    .replace(/\n$/, '')
    .split('\n');
  const ours = dumpModule(parseModule(readFileSync(path)), { relax });
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  const context = theirs.slice(Math.max(at - 2, 0), at).join(' | ');
  return `after ${context}: CPython ${cut(theirs[at])}, ours ${cut(ours[at])}`;
}

const cut = (line: string | undefined): string => (line === undefined ? 'nothing' : line.slice(0, 120));

const pythons: string[] = [];
const paths: string[] = [];
for (let index = 2; index < process.argv.length; index++) {
  if (process.argv[index] === '--python') pythons.push(process.argv[++index]!);
  else paths.push(process.argv[index]!);
}
if (pythons.length === 0) pythons.push('python3');

let failed = false;
for (const python of pythons) {
  const [version, library] = execFileSync(
    python,
    ['-c', 'import os, sys; print("%d.%d" % sys.version_info[:2]); print(os.path.dirname(os.__file__))'],
    { encoding: 'utf8' },
  )
    .trim()
    .split('\n') as [string, string];
  const files = (paths.length > 0 ? paths : [library]).flatMap(pythonFiles);
  const relax = Number(version.split('.')[1]) < 12;
  const tally = await compare(python, files, relax);
  console.log(
    `Python ${version}: ${tally.files} files, ${(tally.bytes / 1e6).toFixed(1)} MB, ${tally.identical} identical, ` +
      `${tally.bothReject} rejected by both, ${tally.different.length} different, ` +
      `${tally.weReject.length} rejected only by us, ${tally.weAccept.length} accepted only by us`,
  );
  for (const line of tally.different) console.log(`  different ${line}`);
  for (const line of tally.weReject) console.log(`  rejected only by us ${line}`);
  for (const line of tally.weAccept) console.log(`  accepted only by us ${line}`);
  if (tally.different.length + tally.weReject.length > 0) failed = true;
}
if (failed) process.exitCode = 1;
