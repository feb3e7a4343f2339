/** Runs the real program, as a user would: the launcher, a process, its streams. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../bin/theriac.mjs', import.meta.url));

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly environment?: { readonly [name: string]: string };
  /** Close standard output after the first piece, as `| head` does. */
  readonly closeOutput?: boolean;
  /** Send SIGINT as soon as standard error holds this. */
  readonly interruptAfter?: string;
  /** Run as another user (needs root): so that a file can be unreadable. */
  readonly user?: number;
}

export interface RunResult {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nothing of the caller's environment but the PATH gets in, so that CI and colour settings do not decide a test. */
export function runTheriac(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { PATH = '' } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...args], {
      cwd: options.cwd,
      env: { PATH, THERIAC_OFFLINE: '1', ...options.environment },
      ...(options.user !== undefined && { uid: options.user, gid: options.user }),
    });
    let stdout = '';
    let stderr = '';
    let waiting = options.interruptAfter;
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      stdout += piece;
      if (options.closeOutput) child.stdout.destroy();
    });
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      stderr += piece;
      if (waiting !== undefined && stderr.includes(waiting)) {
        waiting = undefined;
        child.kill('SIGINT');
      }
    });
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    child.stdin.end(options.input ?? '');
  });
}

export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => void;
}

/** A folder with these files (path → content), readable by every user. */
export function temporaryFolder(files: { readonly [path: string]: string | Uint8Array }): TemporaryFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'theriac-test-')));
  chmodSync(path, 0o755);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
