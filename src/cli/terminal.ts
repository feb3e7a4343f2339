/** Standard output and error as A2 wants them: the report alone on one, everything else on the other. */
import { escapeForTerminal } from '../reports/index.ts';

export type ColorChoice = 'auto' | 'always' | 'never';
export type Verbosity = 'quiet' | 'normal' | 'verbose' | 'debug';

export interface TerminalOptions {
  readonly color: ColorChoice;
  readonly verbosity: Verbosity;
  readonly logJson: boolean;
  readonly environment: { readonly [name: string]: string | undefined };
}

type LogLevel = 'error' | 'warning' | 'info' | 'verbose' | 'debug';
const lowestVerbosity: Record<LogLevel, number> = { error: 0, warning: 0, info: 1, verbose: 2, debug: 3 };
const verbosities: readonly Verbosity[] = ['quiet', 'normal', 'verbose', 'debug'];
const statusDelay = 400;
const statusInterval = 80;
const milestoneInterval = 10_000;

/** The two output streams of one run. A class: it owns the status line and knows when the reader has gone. */
export class Terminal {
  readonly options: TerminalOptions;
  /** From the flag or the environment, until the configuration has been read. */
  color: ColorChoice;
  /** The reader of standard output closed its end (`| head`): no reason to fail. */
  outputClosed = false;
  private readonly startedAt = performance.now();
  private statusShownAt = 0;
  private statusLength = 0;

  constructor(options: TerminalOptions) {
    this.options = options;
    this.color = options.color;
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      this.outputClosed = true;
    });
    process.stderr.on('error', () => {});
  }

  /** Writes a report to standard output, chunk by chunk, waiting where the reader is slow. */
  async write(text: string | Iterable<string>): Promise<void> {
    this.clearStatus();
    for (const chunk of typeof text === 'string' ? [text] : text) {
      if (this.outputClosed) return;
      await new Promise<void>((done) => {
        process.stdout.write(chunk, () => done());
      });
    }
  }

  error(message: string): void {
    this.log('error', message);
  }

  warn(message: string): void {
    this.log('warning', message);
  }

  info(message: string): void {
    this.log('info', message);
  }

  verbose(message: string): void {
    this.log('verbose', message);
  }

  debug(message: string): void {
    this.log('debug', message);
  }

  /** One self-erasing line on a terminal, after 400 ms; a plain line every 10 s where no one watches but a log. */
  status(text: string): void {
    if (this.options.verbosity === 'quiet' || this.options.logJson) return;
    const now = performance.now();
    if (process.stderr.isTTY && !this.options.environment['CI']) {
      if (now - this.startedAt < statusDelay || now - this.statusShownAt < statusInterval) return;
      const line = escapeForTerminal(text).slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1));
      process.stderr.write(`\r${line.padEnd(this.statusLength)}`);
      this.statusLength = line.length;
      this.statusShownAt = now;
    } else if (this.options.environment['CI']) {
      if (now - Math.max(this.startedAt, this.statusShownAt) < milestoneInterval) return;
      process.stderr.write(`${escapeForTerminal(text)}\n`);
      this.statusShownAt = now;
    }
  }

  clearStatus(): void {
    if (this.statusLength === 0) return;
    process.stderr.write(`\r${' '.repeat(this.statusLength)}\r`);
    this.statusLength = 0;
  }

  /** Whether to colour `stream`, decided for that stream alone. */
  colors(stream: 'stdout' | 'stderr'): boolean {
    const { environment } = this.options;
    if (this.color !== 'auto') return this.color === 'always';
    if (environment['NO_COLOR']) return false;
    if (environment['FORCE_COLOR']) return environment['FORCE_COLOR'] !== '0' && environment['FORCE_COLOR'] !== 'false';
    if (environment['TERM'] === 'dumb') return false;
    if (environment['GITHUB_ACTIONS'] || environment['GITLAB_CI']) return true;
    return process[stream].isTTY === true;
  }

  /** Columns to lay text out in. */
  get width(): number {
    return Math.max(40, Math.min(process.stdout.columns ?? 100, 140));
  }

  /** Whether questions may be asked: people on both ends, no CI. */
  get interactive(): boolean {
    return process.stdin.isTTY === true && process.stdout.isTTY === true && !this.options.environment['CI'];
  }

  private log(level: LogLevel, message: string): void {
    if (verbosities.indexOf(this.options.verbosity) < lowestVerbosity[level]) return;
    this.clearStatus();
    if (this.options.logJson) {
      process.stderr.write(`${JSON.stringify({ level, message })}\n`);
      return;
    }
    const prefix =
      level === 'error' ? this.paint('31', 'error: ') : level === 'warning' ? this.paint('33', 'warning: ') : '';
    process.stderr.write(`${prefix}${escapeForTerminal(message)}\n`);
  }

  private paint(code: string, text: string): string {
    return this.colors('stderr') ? `\u001b[1;${code}m${text}\u001b[0m` : text;
  }
}
