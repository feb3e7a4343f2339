#!/usr/bin/env node
// Launcher: refuses an old Node in one sentence, then starts the bundle (or the sources in a fresh checkout).
import { existsSync } from 'node:fs';
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `theriac needs Node 22.18 or newer, and this is ${process.versions.node}. Install a newer Node, or run it in a checkout with "npm ci && npx theriac", which brings its own.\n`,
  );
  process.exitCode = 2;
} else {
  // A named import would fail on the very versions that this file refuses.
  module.enableCompileCache?.();
  const bundle = new URL('../dist/cli.js', import.meta.url);
  const { main } = await import(existsSync(bundle) ? bundle.href : new URL('../src/cli/main.ts', import.meta.url).href);
  process.exitCode = await main(process.argv.slice(2));
}
