/**
 * A lock file of 500 packages beside pip-audit with the same data, the store, and a large uv.lock
 * (`npm run bench:dependencies -- --pip-audit PATH [--data FOLDER]`).
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readOsvZip, serveOsv } from '../scripts/osv-server.ts';
import { groupMatches, matchVersion, openStore, updateStore } from '../src/advisories/index.ts';
import { readInventory } from '../src/scanners/dependencies/inventory/index.ts';

const { values } = parseArgs({
  options: {
    'pip-audit': { type: 'string' },
    data: { type: 'string', default: new URL('../../shared/data', import.meta.url).pathname },
    memory: { type: 'string' },
  },
});

if (values.memory === undefined) await measure();
else readLarge(values.memory);

async function measure(): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'theriac-bench-'));
  const path = join(root, 'store');
  let from = performance.now();
  const { bytes, header } = await updateStore({ path, from: values.data });
  console.log(`store: ${header.advisories} advisories built in ${milliseconds(from)}, ${(bytes / 1e6).toFixed(2)} MB`);

  // Packages with advisories, at a version in the middle of what is known: the worst case for matching.
  const store = openStore(readFileSync(path));
  const pins = store.packageNames.slice(0, 500).flatMap((name) => {
    const known = store.packageAdvisories(name)?.knownVersions ?? [];
    const version = known[Math.floor(known.length / 2)];
    return version === undefined ? [] : [{ name, version }];
  });
  const requirements = join(root, 'requirements.txt');
  writeFileSync(requirements, `${pins.map(({ name, version }) => `${name}==${version}`).join('\n')}\n`);

  const times: number[] = [];
  let found = 0;
  for (let round = 0; round < 7; round += 1) {
    from = performance.now();
    const cold = openStore(readFileSync(path));
    found = 0;
    for (const { name, version } of pins) {
      const package_ = cold.packageAdvisories(name);
      if (package_) found += groupMatches(matchVersion(package_, version)).length;
    }
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  console.log(
    `open the store and match ${pins.length} packages: ${times[3]?.toFixed(1)} ms (median of 7), ${found} vulnerabilities`,
  );

  const large = join(root, 'uv.lock');
  writeFileSync(large, largeLock());
  const memory = spawnSync(process.execPath, [import.meta.filename, '--memory', large], { encoding: 'utf8' });
  console.log(memory.stdout.trim() || memory.stderr);

  const cli = new URL('../bin/theriac.mjs', import.meta.url).pathname;
  const ours = await timed(process.execPath, [
    cli,
    'scan',
    root,
    '--only',
    'dependencies',
    '--db',
    path,
    '--offline',
    '--max-db-age',
    '9999',
    '--format',
    'json',
    '--isolated',
  ]);
  rmSync(large);
  const alone = await timed(process.execPath, [
    cli,
    'scan',
    root,
    '--only',
    'dependencies',
    '--db',
    path,
    '--offline',
    '--max-db-age',
    '9999',
    '--format',
    'json',
    '--isolated',
  ]);
  console.log(
    `theriac scan, whole process: ${alone} ms for ${pins.length} packages (${ours} ms with the large uv.lock beside)`,
  );
  if (values['pip-audit'] !== undefined) {
    const server = await serveOsv(readOsvZip(readFileSync(join(values.data, 'osv-pypi-all.zip'))));
    const args = ['-r', requirements, '--no-deps', '--disable-pip', '--progress-spinner', 'off', '-f', 'json'];
    const theirs = await timed(values['pip-audit'], [...args, '-s', 'osv', '--osv-url', `${server.url}/v1/query`]);
    console.log(`pip-audit, local server with the same data: ${theirs} ms; ratio ${(theirs / alone).toFixed(1)}`);
    server.close();
  }
  rmSync(root, { recursive: true });
}

/** In a process of its own: peak memory of reading one lock file. */
function readLarge(path: string): void {
  const from = performance.now();
  const { graph } = readInventory({ files: [{ path: 'uv.lock', size: statSync(path).size }] }, () =>
    readFileSync(path),
  );
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(
    `uv.lock of ${(statSync(path).size / 1e6).toFixed(2)} MB: ${graph.dependencies.length} packages in ${milliseconds(from)}, peak memory of the process ${peak.toFixed(0)} MB`,
  );
}

function largeLock(): string {
  const parts = [
    'version = 1\nrequires-python = ">=3.10"\n\n[[package]]\nname = "app"\nversion = "1"\nsource = { virtual = "." }\ndependencies = [\n    { name = "package-0" },\n]\n',
  ];
  for (let index = 0; index < 620; index += 1) {
    const wheels = Array.from(
      { length: 12 },
      (_, at) =>
        `    { url = "https://files.example/packages/package_${index}-1.${at}-cp31${at}-manylinux_2_17_x86_64.whl", hash = "sha256:${(index * 97 + at).toString(16).padStart(64, '0')}", size = 1234567 },`,
    );
    parts.push(
      `\n[[package]]\nname = "package-${index}"\nversion = "1.${index}"\nsource = { registry = "https://index.example/simple" }\ndependencies = [\n    { name = "package-${Math.min(619, index + 1)}" },\n    { name = "package-${Math.min(619, index * 2 + 1)}", marker = "python_full_version < '3.12'" },\n]\nwheels = [\n${wheels.join('\n')}\n]\n`,
    );
  }
  return parts.join('');
}

function timed(command: string, args: readonly string[]): Promise<number> {
  const from = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  return new Promise((done) => child.on('close', () => done(Math.round(performance.now() - from))));
}

function milliseconds(from: number): string {
  return `${(performance.now() - from).toFixed(0)} ms`;
}
