/** `theriac bandit`: takes Bandit's arguments, gives Bandit's answers. */
import { allTests, formats, parseCommandLine, runBandit } from '../../compat/bandit/index.ts';
import { TheriacError } from '../../findings/index.ts';
import { disk, readStandardInput, today, toSlashes, writeFile } from '../../platform/index.ts';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { version } from '../version.ts';

export const command: Command = { passThrough: true, run };

const largestInput = 50_000_000;

async function run(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { action, quiet } = parseCommandLine(context.arguments);
  if (action === 'help') {
    await terminal.write(help());
    return exitCodes.passed;
  }
  if (action === 'version') {
    await terminal.write(`bandit (theriac ${version})\n`);
    return exitCodes.passed;
  }
  let input: Uint8Array | undefined;
  const outcome = await runBandit(context.arguments, {
    fs: disk,
    workingFolder: toSlashes(context.workingFolder),
    readInput: () => {
      input ??= standardInput();
      return input;
    },
    generated: `${today()}T00:00:00Z`,
  });
  if (!quiet) for (const warning of outcome.warnings) terminal.warn(warning);
  if (outcome.output === undefined) {
    // Bandit's --quiet leaves the report out where there is nothing to report.
    if (!quiet || outcome.exitCode !== 0 || outcome.text.startsWith('{')) await terminal.write(outcome.text);
  } else {
    const written = writeFile(outcome.output, outcome.text);
    if (!written.ok) throw new TheriacError('unwritable-output', `Cannot write ${outcome.output}: ${written.reason}.`);
  }
  return outcome.exitCode;
}

function standardInput(): Uint8Array {
  const content = readStandardInput(largestInput);
  if (!content.ok) throw new TheriacError('unreadable-input', `Cannot read standard input: ${content.reason}.`);
  return content.value;
}

function help(): string {
  const tests = [...allTests].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, name }) => `  ${id}  ${name}`);
  return `Usage: theriac bandit [options] [targets…]

Takes Bandit's arguments and configuration and reports Bandit's ids.

  -r, --recursive             scan what is in folders
  -t, --tests IDS             run only these tests
  -s, --skip IDS              leave these tests out
  -l, -ll, -lll               report low, medium, high severity and above
  --severity-level LEVEL      the same by name: all, low, medium, high
  -i, -ii, -iii               the same for confidence
  --confidence-level LEVEL
  -f, --format FORMAT         ${formats.join(', ')}
  --msg-template TEMPLATE     for --format custom
  -o, --output FILE
  -n, --number LINES          lines of code to show
  -a, --aggregate BY          vuln or file
  -c, --configfile FILE       YAML, or TOML with [tool.bandit]
  -p, --profile NAME
  --ini FILE                  a .bandit file
  -x, --exclude PATHS         paths and globs to leave out
  -b, --baseline FILE         a JSON report whose findings are known
  --ignore-nosec              heed no # nosec comment
  --exit-zero                 exit 0 although something was found
  -v, -d, -q, -h, --version

Exit codes: 0 nothing reported, 1 findings, 2 wrong use. See docs/compat/bandit.md.

Tests:
${tests.join('\n')}
`;
}
