/** Bundles the command line into `dist/` and links `node_modules/.bin/theriac`, so that `npx theriac` works in a clone. */
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
await import('./generate.mjs');
if (!existsSync('src/cli/main.ts') || !existsSync('node_modules/rolldown')) process.exit(0);

const { build } = await import('rolldown');
// Built aside and renamed at the end: a program that runs meanwhile keeps its files.
const out = `dist.building-${process.pid}`;
const old = `dist.old-${process.pid}`;
rmSync(out, { recursive: true, force: true });
await build({
  input: { cli: 'src/cli/main.ts' },
  platform: 'node',
  logLevel: 'warn',
  output: {
    dir: out,
    format: 'esm',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  },
});
await build({
  input: 'src/web/report/main.tsx',
  platform: 'browser',
  logLevel: 'warn',
  tsconfig: 'src/web/tsconfig.json',
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  output: { file: `${out}/assets/report.js`, format: 'esm', minify: true },
});
cpSync('src/web/report/style.css', `${out}/assets/report.css`);
// The page of every rule, for `theriac rule NAME` and SARIF's help: in the package they no longer stand beside the rules.
for (const folder of ['src/scanners', 'src/findings']) {
  for (const file of readdirSync(folder, { recursive: true })) {
    if (file.endsWith('.md')) cpSync(join(folder, file), join(out, 'pages', basename(file)));
  }
}
if (existsSync('src/assets')) cpSync('src/assets', `${out}/assets`, { recursive: true });
if (existsSync('dist')) renameSync('dist', old);
renameSync(out, 'dist');
rmSync(old, { recursive: true, force: true });

const bin = 'node_modules/.bin';
if (existsSync('node_modules')) {
  mkdirSync(bin, { recursive: true });
  rmSync(`${bin}/theriac`, { force: true });
  chmodSync('bin/theriac.mjs', 0o755);
  try {
    symlinkSync('../../bin/theriac.mjs', `${bin}/theriac`);
  } catch {
    // Windows without the right to make links: `npm exec` falls back to the package's own `bin` entry.
  }
}
