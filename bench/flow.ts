/**
 * `node bench/flow.ts PATH…`: flow analysis of each tree, with its counters and bounds met. With `PEERS=VENV` Bandit and
 * Semgrep CE (one taint rule of our own, `flow-taint.yaml`) run on the same tree, and so does a new process of this.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { analyzeFlow, type FlowModule } from '../src/flow/index.ts';
import { builtInModels } from '../src/models/index.ts';
import { parseModule } from '../src/python/index.ts';

function modulesBelow(root: string): FlowModule[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: relative(root, file), module: parseModule(readFileSync(file)) }));
}

builtInModels();
for (const root of process.argv.slice(2)) {
  const start = performance.now();
  const modules = modulesBelow(root);
  const parsed = performance.now();
  const { findings, clamps, counters } = analyzeFlow(modules, builtInModels());
  const done = performance.now();
  const bytes = modules.reduce((sum, { module }) => sum + module.length, 0);
  const reasons: Record<string, number> = {};
  for (const { reason, count } of clamps) reasons[reason] = count;
  console.log(root, {
    files: modules.length,
    megabytes: Number((bytes / 1e6).toFixed(1)),
    parseMs: Math.round(parsed - start),
    flowMs: Math.round(done - parsed),
    nsPerStep: Math.round(((done - parsed) * 1e6) / Math.max(1, counters['steps'] ?? 1)),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    findings: findings.length,
    ...counters,
    bounds: reasons,
  });
  if (process.env['PEERS']) comparePeers(root, process.env['PEERS']);
}

/** Wall time in seconds; undefined when the command failed. */
function timed(command: string, args: readonly string[]): number | undefined {
  const start = performance.now();
  const { status, error } = spawnSync(command, args, {
    stdio: 'ignore',
    env: { ...process.env, PEERS: '', SEMGREP_SEND_METRICS: 'off' },
  });
  // Both peers exit with 1 when they found something.
  return error || (status !== 0 && status !== 1) ? undefined : (performance.now() - start) / 1000;
}

function comparePeers(root: string, peers: string): void {
  const own = timed(process.execPath, [import.meta.filename, root]);
  const rules = join(import.meta.dirname, 'flow-taint.yaml');
  const semgrep = ['scan', '--quiet', '--metrics=off', '--disable-version-check', '--no-git-ignore', '--config', rules];
  for (const [name, seconds] of [
    ['Bandit', timed(join(peers, 'bin/bandit'), ['-r', '-q', '-f', 'json', root])],
    ['Semgrep CE', timed(join(peers, 'bin/semgrep'), [...semgrep, root])],
  ] as const) {
    if (own === undefined || seconds === undefined) console.log(`${name}: did not run`);
    else
      console.log(
        `${name}: ${seconds.toFixed(1)} s, Theriac: ${own.toFixed(2)} s, ${(seconds / own).toFixed(1)} times`,
      );
  }
}
