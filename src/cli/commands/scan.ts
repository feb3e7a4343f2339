/** `theriac scan`: audit, report, decide. */
import { relative, resolve } from 'node:path';
import { TheriacError } from '../../findings/index.ts';
import { readStandardInput, toSlashes } from '../../platform/index.ts';
import type { Settings } from '../../project/configuration/index.ts';
import { type Audit, audit, decide } from '../audit.ts';
import { type Command, type CommandContext, flag, listOption, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { decideExit, exitCodes } from '../exit-codes.ts';
import { defaultHistory, trendOf } from '../history.ts';
import { checkOutputs, writeReports } from '../outputs.ts';
import { reportOptions, reportSettings } from '../report-flags.ts';
import { checkSelection } from '../rule-catalogue.ts';
import { scanOptions, scanSettings } from '../scan-flags.ts';
import { interruption } from '../scan-progress.ts';
import { resolveTargets } from '../targets.ts';
import { triageOptions, triageSettings } from '../triage-flags.ts';

const largestInput = 50_000_000;

export const command: Command = {
  arguments: [
    { name: '[paths...]', description: 'Files and folders; "-" reads one file from standard input', completes: 'file' },
  ],
  options: [
    ...reportOptions,
    { flags: '--require-targets', description: 'Having nothing to scan is an error' },
    { flags: '--diff <revision>', description: 'Tell what is new since this revision, and what is fixed' },
    {
      flags: '--sbom <file>',
      description: 'Check a bill of materials (CycloneDX, SPDX) instead of a repository',
      completes: 'file',
    },
    { flags: '--staged', description: 'Look at what the next commit would hold, against the last one' },
    {
      flags: '--import <files>',
      description: 'Join reports of other tools (SARIF, Bandit, Semgrep, Trivy …)',
      repeatable: true,
      completes: 'file',
    },
    ...triageOptions,
    { flags: '--history <file>', description: 'Earlier counts for the trend (one line a scan)', completes: 'file' },
    { flags: '--record-history', description: `Add this scan to the history (default: ${defaultHistory})` },
    ...scanOptions,
    {
      flags: '--verify',
      description: 'Ask providers whether found tokens still work: sends each token to its provider',
    },
    { flags: '--stdin-filename <path>', description: 'Path that standard input stands for' },
  ],
  examples: [
    ['theriac scan', 'audit this repository'],
    ['theriac scan src --only code,secrets', 'parts of it'],
    ['theriac scan --output sarif=theriac.sarif --output html=audit.html', 'several reports from one scan'],
    ['theriac scan --fail-on new:medium,secret', 'decide what fails the build'],
    ['theriac scan --diff origin/main', 'what this branch introduces and fixes'],
    ['theriac scan --import bandit.json', 'one report from several tools'],
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
    ...ownSettings(context),
    ...triageSettings(context),
  });
  terminal.verbose(files.length === 0 ? 'No configuration file.' : `Configuration: ${files.join(', ')}.`);
  const outputs = checkOutputs(settings.format, settings.output ?? []);
  await checkSelection(settings);
  let audited: Audit;
  try {
    audited = await audit(context, {
      targets: stdin === undefined ? targets : { ...targets, paths: undefined },
      settings,
      ...(stdin && stdinPath !== undefined && { stdin: { path: stdinPath, bytes: stdin.bytes } }),
      ...comparison(context),
      ...(textOption(context, 'sbom') !== undefined && {
        sbom: toSlashes(resolve(context.workingFolder, textOption(context, 'sbom') ?? '')),
      }),
      signal: interrupt.signal,
    });
  } finally {
    interrupt.stop();
  }
  terminal.clearStatus();
  if (interrupt.signal.aborted) {
    terminal.error('Interrupted; no report was written.');
    return exitCodes.interrupted;
  }
  const { report } = audited;
  const gate = decide(audited, settings);
  const record = settings['record-history'] === true;
  const history = settings.history ?? (record ? defaultHistory : undefined);
  const trend =
    history === undefined ? undefined : trendOf(report, { path: history, root: targets.root, record, terminal });
  await writeReports(report, gate, {
    outputs,
    severity: settings.severity,
    terminal,
    ...(trend && { trend }),
    workingFolder: context.workingFolder,
  });
  if (report.files.scanned === 0 && report.files.failed === 0) {
    terminal.warn('There was nothing to scan.');
    if (settings['require-targets']) return exitCodes.couldNotRun;
  }
  return decideExit(report.incomplete, gate.passed, settings);
}

function comparison(context: CommandContext): { readonly diff?: string; readonly staged?: boolean } {
  const diff = textOption(context, 'diff');
  const staged = flag(context, 'staged');
  if ((diff !== undefined || staged) && context.arguments.includes('-')) {
    throw new TheriacError('usage', 'Standard input has no other revision to compare with.');
  }
  return { ...(diff !== undefined && { diff }), ...(staged && { staged }) };
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

function ownSettings(context: CommandContext): Settings {
  const settings: Settings = {};
  const imports = listOption(context, 'import');
  const history = textOption(context, 'history');
  if (imports !== undefined) settings.import = [...imports];
  if (history !== undefined) settings.history = toSlashes(resolve(context.workingFolder, history));
  if (flag(context, 'recordHistory')) settings['record-history'] = true;
  if (flag(context, 'requireTargets')) settings['require-targets'] = true;
  return settings;
}
