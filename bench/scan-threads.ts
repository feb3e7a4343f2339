/**
 * Would more threads make a scan faster? Reads and parses every Python file of some folders in fresh processes, with the
 * work on the main thread, in one worker, and shared by two workers; prints medians and ratios. Evidence for ADR 0004.
 *
 *     node bench/scan-threads.ts FOLDER…
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { disk, walk } from '../src/platform/index.ts';
import { parseModule } from '../src/python/index.ts';

const rounds = 5;
const modes = ['main thread', '1 worker', '2 workers'] as const;

interface Job {
  readonly root: string;
  readonly paths: readonly string[];
  readonly next: Int32Array;
}

function work({ root, paths, next }: Job): void {
  for (let i = Atomics.add(next, 0, 1); i < paths.length; i = Atomics.add(next, 0, 1)) {
    const content = disk.read(`${root}/${paths[i]}`, 50_000_000);
    if (content.ok) parseModule(content.value, { path: paths[i] as string });
  }
}

function startWorker(job: Job): Promise<void> {
  return new Promise((resolve, reject) => {
    new Worker(fileURLToPath(import.meta.url), { workerData: job }).once('error', reject).once('exit', () => resolve());
  });
}

async function measureOnce(mode: string, root: string): Promise<void> {
  const files = walk(disk, { root }).files.filter((file) => file.path.endsWith('.py'));
  const next = new Int32Array(new SharedArrayBuffer(4));
  const job: Job = { root, paths: files.map((file) => file.path), next };
  const start = performance.now();
  if (mode === 'main thread') work(job);
  else await Promise.all(Array.from({ length: Number(mode[0]) }, () => startWorker(job)));
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  process.stdout.write(JSON.stringify({ ms: performance.now() - start, bytes }));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

function compare(folders: readonly string[]): void {
  for (const folder of folders) {
    const times = new Map<string, number[]>(modes.map((mode) => [mode, []]));
    let bytes = 0;
    // Interleaved, so that a busy moment of the machine hits all modes alike.
    for (let round = 0; round < rounds; round++) {
      for (const mode of modes) {
        const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--once', mode, folder], {
          encoding: 'utf8',
        });
        const result = JSON.parse(child.stdout) as { readonly ms: number; readonly bytes: number };
        times.get(mode)?.push(result.ms);
        bytes = result.bytes;
      }
    }
    const base = median(times.get('main thread') ?? []);
    console.log(`${folder.split('/').at(-1)} (${(bytes / 1e6).toFixed(1)} MB of Python)`);
    for (const [mode, values] of times) {
      console.log(
        `  ${mode.padEnd(12)} ${median(values).toFixed(0).padStart(6)} ms  ×${(median(values) / base).toFixed(2)}`,
      );
    }
  }
}

if (!isMainThread) work(workerData as Job);
else if (process.argv[2] === '--once') await measureOnce(process.argv[3] ?? '', process.argv[4] ?? '');
else compare(process.argv.slice(2));
