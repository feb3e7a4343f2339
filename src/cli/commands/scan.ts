/** `theriac scan`: audit, report, decide. */
import { relative, resolve } from 'node:path';
import { decideGate, type GateResult, severities, TheriacError } from '../../findings/index.ts';
import { readStandardInput, toSlashes } from '../../platform/index.ts';
import type { Settings } from '../../project/configuration/index.ts';
import { reportFormats } from '../../reports/index.ts';
import { type ScanReport, scanProject } from '../../scan/index.ts';
import { type Command, type CommandContext, flag, listOption, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { exitCodes } from '../exit-codes.ts';
import { checkOutputs, writeReports } from '../outputs.ts';
import { checkSelection } from '../rule-catalogue.ts';
import { scanOptions, scanSettings, toScanOptions } from '../scan-flags.ts';
import { describeProgress, interruption } from '../scan-progress.ts';
import { resolveTargets } from '../targets.ts';

const formatNames = reportFormats.map(({ name }) => name);
const largestInput = 50_000_000;

export const command: Command = {
  arguments: [
    { name: '[paths...]', description: 'Files and folders; "-" reads one file from standard input', completes: 'file' },
  ],
  options: [
    {
      flags: '--format <format>',
      description: `Report on standard output: ${formatNames.join(', ')}`,
      suggestions: formatNames,
    },
    { flags: '--output <format=path>', description: 'Write this report too', repeatable: true, completes: 'file' },
    {
      flags: '--severity <severity>',
      description: 'Show only findings at least this severe (decides nothing)',
      choices: severities,
    },
    {
      flags: '--fail-on <conditions>',
      description: 'What fails the run: a severity, secret, kev, any; new:…; never',
      list: true,
    },
    { flags: '--exit-zero', description: 'Exit 0 although the gate failed' },
    { flags: '--allow-incomplete', description: 'Exit 0 although not everything could be looked at' },
    { flags: '--require-targets', description: 'Having nothing to scan is an error' },
    ...scanOptions,
    { flags: '--stdin-filename <path>', description: 'Path that standard input stands for' },
  ],
  examples: [
    ['theriac scan', 'audit this repository'],
    ['theriac scan src --only code,secrets', 'parts of it'],
    ['theriac scan --output sarif=theriac.sarif --output html=audit.html', 'several reports from one scan'],
    ['theriac scan --fail-on new:medium,secret', 'decide what fails the build'],
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const interrupt = interruption();
  const stdin = readInput(context);
  const targets = resolveTargets(stdin === undefined ? context.arguments : [], context.workingFolder);
  const stdinPath = stdin === undefined ? undefined : toSlashes(relative(targets.root, stdin.path));
  if (stdinPath?.startsWith('..')) {
    throw new TheriacError('usage', `--stdin-filename must lie below ${targets.root}.`);
  }
  const { settings, files } = configure(context, targets.folder, {
    ...scanSettings(context),
    ...reportSettings(context),
  });
  terminal.verbose(files.length === 0 ? 'No configuration file.' : `Configuration: ${files.join(', ')}.`);
  const outputs = checkOutputs(settings.format, settings.output ?? []);
  await checkSelection(settings);
  let report: ScanReport;
  try {
    const paths = stdin === undefined ? targets.paths : undefined;
    report = await scanProject({
      root: targets.root,
      ...(paths && { targets: paths }),
      ...toScanOptions(settings),
      ...(stdin && stdinPath && { stdin: { path: stdinPath, bytes: stdin.bytes } }),
      signal: interrupt.signal,
      onProgress: (progress) => terminal.status(describeProgress(progress)),
      onTimings: (timings) => {
        for (const [phase, time] of Object.entries(timings)) terminal.verbose(`${phase}: ${time.toFixed(0)} ms`);
      },
    });
  } finally {
    interrupt.stop();
  }
  terminal.clearStatus();
  if (interrupt.signal.aborted) {
    terminal.error('Interrupted; no report was written.');
    return exitCodes.interrupted;
  }
  const gate = decideGate(report.findings, settings['fail-on']);
  await writeReports(report, gate, {
    outputs,
    severity: settings.severity,
    terminal,
    workingFolder: context.workingFolder,
  });
  if (report.files.scanned === 0 && report.files.failed === 0) {
    terminal.warn('There was nothing to scan.');
    if (settings['require-targets']) return exitCodes.couldNotRun;
  }
  return decideExit(report, gate, settings);
}

interface ExitSettings {
  readonly 'exit-zero': boolean;
  readonly 'allow-incomplete': boolean;
}

/** `--exit-zero` turns only 1 into 0, `--allow-incomplete` only 3. */
function decideExit(report: ScanReport, gate: GateResult, settings: ExitSettings): number {
  if (!gate.passed) return settings['exit-zero'] ? exitCodes.passed : exitCodes.failed;
  return report.incomplete && !settings['allow-incomplete'] ? exitCodes.incomplete : exitCodes.passed;
}

interface Input {
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Standard input, when `-` was given; `--stdin-filename` says what it stands for. */
function readInput(context: CommandContext): Input | undefined {
  const name = textOption(context, 'stdinFilename');
  if (!context.arguments.includes('-')) {
    if (name !== undefined) throw new TheriacError('usage', '--stdin-filename needs "-" as the path to scan.');
    return undefined;
  }
  if (context.arguments.length > 1) throw new TheriacError('usage', '"-" cannot be combined with other paths.');
  const content = readStandardInput(largestInput);
  if (!content.ok) throw new TheriacError('unreadable-input', `Cannot read standard input: ${content.reason}.`);
  return { path: resolve(context.workingFolder, name ?? 'stdin.py'), bytes: content.value };
}

function reportSettings(context: CommandContext): Settings {
  const settings: Settings = {};
  const format = textOption(context, 'format');
  const severity = severities.find((name) => name === context.options['severity']);
  const failOn = listOption(context, 'failOn');
  const output = listOption(context, 'output');
  if (format !== undefined) settings.format = format;
  if (severity !== undefined) settings.severity = severity;
  if (failOn !== undefined) settings['fail-on'] = [...failOn];
  if (output !== undefined) settings.output = [...output];
  if (flag(context, 'exitZero')) settings['exit-zero'] = true;
  if (flag(context, 'allowIncomplete')) settings['allow-incomplete'] = true;
  if (flag(context, 'requireTargets')) settings['require-targets'] = true;
  return settings;
}
