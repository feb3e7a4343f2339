/** Entry of the command line: `main(argv)` runs one command and returns the exit code. */
import { TheriacError } from '../findings/theriac-error.ts';
import { escapeForTerminal } from '../reports/escape.ts';
import { exitCodes } from './exit-codes.ts';
import type { Run } from './program.ts';
import { version } from './version.ts';

/** Never calls `process.exit`: what was written must reach its reader first. */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv[0] === '--version' || argv[0] === '-V') {
    process.stdout.write(`theriac ${version}\n`);
    return exitCodes.passed;
  }
  const run: Run = { exitCode: exitCodes.passed, terminal: undefined };
  try {
    await dispatch(argv, run);
  } catch (error) {
    run.exitCode = explain(error, run);
  }
  return run.terminal?.outputClosed ? exitCodes.passed : run.exitCode;
}

async function dispatch(argv: readonly string[], run: Run): Promise<void> {
  const [{ buildProgram }, { commandTable }] = await Promise.all([
    import('./program.ts'),
    import('./command-table.ts'),
  ]);
  const words = argv.filter((word) => !word.startsWith('-'));
  const chosen = words[0] === 'help' ? words[1] : words[0];
  const workingFolder = process.cwd();
  const program = await buildProgram(commandTable, chosen, { environment: process.env, workingFolder, run });
  if (argv.length === 0) {
    // Nothing was audited, so a pipeline that forgot the command must not turn green.
    process.stderr.write(program.helpInformation());
    run.exitCode = exitCodes.couldNotRun;
    return;
  }
  await program.parseAsync([...argv], { from: 'user' });
}

function explain(error: unknown, run: Run): number {
  if (isCommanderError(error)) {
    // Commander has printed its message and suggestion, or the help, already.
    return error.exitCode === 0 ? exitCodes.passed : exitCodes.couldNotRun;
  }
  run.terminal?.clearStatus();
  if (error instanceof TheriacError) {
    say(run, error.hint === undefined ? error.message : `${error.message} ${error.hint}`);
    return error.exitCode;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(run, `Theriac itself failed; please report this. ${detail}`);
  return exitCodes.couldNotRun;
}

function say(run: Run, message: string): void {
  if (run.terminal !== undefined) run.terminal.error(message);
  else process.stderr.write(`error: ${escapeForTerminal(message)}\n`);
}

function isCommanderError(error: unknown): error is { readonly exitCode: number } {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('commander.') && 'exitCode' in error
  );
}
