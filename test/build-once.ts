/** Builds `dist/` once before the tests, so that end-to-end tests run the same bundle that users run. */
import { execFileSync } from 'node:child_process';

export default function setup(): void {
  execFileSync(process.execPath, ['scripts/generate.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (process.env['THERIAC_TEST_SKIP_BUILD'] === '1') return;
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
