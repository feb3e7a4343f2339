/**
 * Side by side with pip-audit on lock files that uv makes of real projects as they were on a day, with the same advisory
 * data (`npm run compat:dependencies -- --uv PATH --pip-audit PATH [--data FOLDER]`). pip-audit asks a server on this
 * machine that answers by the algorithm of the OSV specification, independent of our matching.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore, updateStore } from '../src/advisories/index.ts';
import { readInventory } from '../src/scanners/dependencies/inventory/index.ts';
import { findVulnerabilities } from '../src/scanners/dependencies/vulnerabilities/index.ts';
import { readOsvZip, serveOsv } from './osv-server.ts';

const { values } = parseArgs({
  options: {
    uv: { type: 'string', default: 'uv' },
    'pip-audit': { type: 'string', default: 'pip-audit' },
    data: { type: 'string', default: new URL('../../shared/data', import.meta.url).pathname },
    keep: { type: 'string' },
    /** Numbers of projects, from 1. */
    only: { type: 'string' },
  },
});

/** Day of the resolution and what the project asks for. Each form: `uv.lock`, `pylock.toml`, `requirements.txt`. */
const projects: readonly (readonly [form: string, day: string, ...requirements: string[]])[] = [
  ['uv.lock', '2023-03-01', 'django', 'djangorestframework', 'celery[redis]', 'pillow', 'gunicorn', 'psycopg2-binary'],
  ['uv.lock', '2022-06-01', 'flask', 'flask-login', 'requests', 'gunicorn', 'jinja2'],
  ['uv.lock', '2023-06-01', 'fastapi', 'uvicorn[standard]', 'httpx', 'pydantic', 'python-multipart', 'python-jose'],
  ['uv.lock', '2022-01-15', 'django<4', 'wagtail', 'pillow', 'requests'],
  ['uv.lock', '2023-09-01', 'aiohttp', 'aiohttp-jinja2', 'cryptography', 'pyjwt', 'sqlalchemy'],
  ['uv.lock', '2023-01-10', 'twisted', 'lxml', 'w3lib', 'parsel', 'service-identity'],
  ['uv.lock', '2024-01-10', 'jupyterlab', 'notebook', 'pandas', 'matplotlib'],
  ['uv.lock', '2023-05-01', 'tornado', 'redis', 'certifi', 'urllib3<2', 'requests'],
  ['pylock.toml', '2023-03-01', 'sentry-sdk', 'flask', 'werkzeug', 'urllib3<2'],
  ['pylock.toml', '2022-10-01', 'ansible-core', 'paramiko', 'cryptography', 'pyyaml'],
  ['pylock.toml', '2024-03-01', 'starlette', 'jinja2', 'idna', 'requests', 'gunicorn'],
  ['pylock.toml', '2023-07-01', 'scikit-learn', 'numpy', 'scipy', 'joblib', 'mlflow-skinny'],
  ['pylock.toml', '2023-10-01', 'transformers', 'huggingface-hub', 'tokenizers', 'safetensors'],
  ['pylock.toml', '2022-12-01', 'opencv-python', 'imageio', 'pillow', 'onnx'],
  ['requirements.txt', '2023-02-01', 'django', 'sqlparse', 'oauthlib', 'markdown-it-py'],
  ['requirements.txt', '2023-04-01', 'pip', 'setuptools', 'wheel', 'virtualenv', 'tox'],
  ['requirements.txt', '2023-08-01', 'streamlit', 'pyarrow', 'altair', 'gitpython'],
  ['requirements.txt', '2022-08-01', 'mistune', 'nbconvert', 'bleach', 'lxml', 'jupyter-server'],
  ['requirements.txt', '2023-11-01', 'werkzeug', 'dash', 'plotly', 'flask-cors', 'flask-caching'],
  ['requirements.txt', '2024-02-01', 'black', 'mypy', 'pytest', 'sphinx', 'jinja2'],
  ['requirements.txt', '2023-06-15', 'langchain', 'openai', 'tiktoken', 'chromadb-client'],
  ['requirements.txt', '2022-05-01', 'waitress', 'pyramid', 'zope.interface', 'webob', 'ipython'],
];

const root = values.keep ?? mkdtempSync(join(tmpdir(), 'theriac-compat-'));
const storePath = join(root, 'store');
await updateStore({ path: storePath, from: values.data });
const store = openStore(readFileSync(storePath));
const server = await serveOsv(readOsvZip(readFileSync(join(values.data, 'osv-pypi-all.zip'))));

const sums = { both: 0, onlyOurs: 0, onlyTheirs: 0, packages: 0, projects: 0 };
const chosen = values.only?.split(',').map(Number);
for (const [index, project] of projects.entries()) {
  if (chosen?.includes(index + 1) === false) continue;
  const folder = join(root, String(index + 1).padStart(2, '0'));
  const lock = makeLock(folder, ...project);
  if (lock === undefined) continue;
  const ours = ourFindings(folder, lock);
  const theirs = await theirFindings(join(folder, 'exported.txt'));
  if (theirs === undefined) continue;
  // One finding of ours stands for all ids of a vulnerability; each id of theirs must be one of ours.
  const known = new Set(ours.findings.flatMap(({ key, ids }) => ids.map((id) => `${key} ${id}`)));
  const asked = new Set(theirs.flatMap(({ key, ids }) => ids.map((id) => `${key} ${id}`)));
  const onlyTheirs = theirs.filter(({ key, ids }) => !ids.some((id) => known.has(`${key} ${id}`)));
  const onlyOurs = ours.findings.filter(({ key, ids }) => !ids.some((id) => asked.has(`${key} ${id}`)));
  sums.projects += 1;
  sums.packages += ours.packages;
  sums.both += ours.findings.length - onlyOurs.length;
  sums.onlyOurs += onlyOurs.length;
  sums.onlyTheirs += onlyTheirs.length;
  console.log(
    `${lock} of ${project[1]} (${project.slice(2).join(' ')}): ${ours.packages} packages, ${ours.findings.length} vulnerabilities here, ${theirs.length} there`,
  );
  for (const { key, version, ids } of onlyTheirs) console.log(`  only pip-audit: ${key} ${version} ${ids.join(' ')}`);
  for (const { key, version, ids } of onlyOurs) console.log(`  only Theriac:   ${key} ${version} ${ids.join(' ')}`);
}
console.log(sums);
server.close();
if (values.keep === undefined) rmSync(root, { recursive: true });
if (sums.onlyTheirs > 0 || sums.projects === 0) process.exitCode = 1;

interface Vulnerable {
  readonly key: string;
  readonly version: string;
  readonly ids: readonly string[];
}

/** The lock file in the form asked for, and beside it what uv exports of it for pip-audit. */
function makeLock(folder: string, form: string, day: string, ...requirements: readonly string[]): string | undefined {
  mkdirSync(folder, { recursive: true });
  const uv = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync(values.uv, ['--quiet', ...args], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) console.log(`skipped (${requirements.join(' ')}): ${stderr.trim().split('\n').at(-1) ?? ''}`);
    return status === 0;
  };
  const dependencies = requirements.map((one) => JSON.stringify(one)).join(', ');
  const header = `[project]\nname = "audited"\nversion = "1"\nrequires-python = ">=3.10,<3.12"\ndependencies = [${dependencies}]\n`;
  if (form === 'uv.lock') {
    writeFileSync(join(folder, 'pyproject.toml'), `${header}[tool.uv]\nenvironments = ["sys_platform == 'linux'"]\n`);
    return uv('lock', '--exclude-newer', day, '--no-build') &&
      uv('export', '--no-hashes', '--no-emit-project', '--no-header', '--no-annotate', '-o', 'exported.txt')
      ? form
      : undefined;
  }
  writeFileSync(join(folder, 'wishes.in'), `${requirements.join('\n')}\n`);
  const compile = ['pip', 'compile', '--python-version', '3.10', '--exclude-newer', day, '--no-build', 'wishes.in'];
  if (!uv(...compile, '--no-header', '--no-annotate', '-o', 'exported.txt')) return undefined;
  if (form === 'requirements.txt') return uv(...compile, '--generate-hashes', '-o', form) ? form : undefined;
  return uv(...compile, '--format', 'pylock.toml', '-o', form) ? form : undefined;
}

function ourFindings(
  folder: string,
  lock: string,
): { readonly packages: number; readonly findings: readonly Vulnerable[] } {
  const files = [lock].map((path) => ({ path, size: statSync(join(folder, path)).size }));
  const inventory = readInventory({ files }, (path) => readFileSync(join(folder, path)));
  const packages = inventory.graph.dependencies.filter(({ firstParty }) => !firstParty);
  const findings = findVulnerabilities(inventory, store).findings.flatMap(({ properties }): Vulnerable[] => {
    const ids = properties?.['ids'];
    const version = properties?.['version'];
    if (!Array.isArray(ids) || typeof version !== 'string') return [];
    return [{ key: keyOf(String(properties?.['package'])), version, ids: ids.map(String) }];
  });
  return { packages: packages.length, findings };
}

/** pip-audit in a process beside this one, which has to answer it meanwhile. */
async function theirFindings(requirements: string): Promise<readonly Vulnerable[] | undefined> {
  const args = [
    '-r',
    requirements,
    '--no-deps',
    '--disable-pip',
    '--progress-spinner',
    'off',
    '-f',
    'json',
    '--aliases',
    'on',
  ];
  const child = spawn(values['pip-audit'], [...args, '-s', 'osv', '--osv-url', `${server.url}/v1/query`]);
  let output = '';
  let errors = '';
  child.stdout.on('data', (piece) => {
    output += String(piece);
  });
  child.stderr.on('data', (piece) => {
    errors += String(piece);
  });
  await new Promise((done) => child.on('close', done));
  try {
    const report = JSON.parse(output) as {
      dependencies: {
        name: string;
        version?: string;
        skip_reason?: string;
        vulns?: { id: string; aliases: string[] }[];
      }[];
    };
    for (const { name, skip_reason: reason } of report.dependencies)
      if (reason !== undefined) console.log(`  pip-audit skipped ${name}: ${reason}`);
    return report.dependencies.flatMap(({ name, version = '', vulns = [] }) =>
      vulns.map(({ id, aliases }) => ({ key: keyOf(name), version, ids: [id, ...aliases] })),
    );
  } catch {
    console.log(`  pip-audit failed: ${errors.trim().split('\n').at(-1) ?? ''}`);
    return undefined;
  }
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
