/**
 * Makes package-lock.json anew: complete for every platform and without addresses of a registry.
 * `npm install` alone leaves out the optional packages of other platforms where the user's npm
 * configuration omits resolved addresses, and `npm ci` then refuses the lock file.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

rmSync('package-lock.json', { force: true });
rmSync('node_modules', { recursive: true, force: true });
execFileSync('npm', ['install', '--package-lock-only', '--omit-lockfile-registry-resolved=false'], {
  stdio: 'inherit',
});
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
for (const entry of Object.values(lock.packages)) delete entry.resolved;
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
execFileSync('npm', ['ci'], { stdio: 'inherit' });
