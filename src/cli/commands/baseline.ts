/** `theriac baseline`: what is known and accepted for now, so that a run decides by what is new. */
import { resolve } from 'node:path';
import {
  type Baseline,
  formatBaseline,
  matchBaseline,
  parseBaseline,
  pruneBaseline,
  TheriacError,
  updateBaseline,
} from '../../findings/index.ts';
import { disk, toSlashes, writeFile } from '../../platform/index.ts';
import { escapeLine } from '../../reports/index.ts';
import { defaultBaseline } from '../../scan/index.ts';
import { type Audit, audit } from '../audit.ts';
import { type Command, type CommandContext, flag, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { exitCodes } from '../exit-codes.ts';
import { gitAuthor } from '../git-author.ts';
import { checkSelection } from '../rule-catalogue.ts';
import { scanOptions, scanSettings } from '../scan-flags.ts';
import { resolveTargets, type Targets } from '../targets.ts';
import { triageOptions, triageSettings } from '../triage-flags.ts';

const largestBaseline = 512_000_000;
const folder = [{ name: '[folder]', description: 'A folder of the repository', completes: 'folder' }] as const;
const file = {
  flags: '--file <path>',
  description: `The baseline (default: the setting "baseline", else ${defaultBaseline})`,
  completes: 'file',
} as const;
const notes = [
  { flags: '--reason <text>', description: 'Why these findings are accepted for now' },
  { flags: '--author <name>', description: "Who accepts them (default: git's user.name)" },
] as const;
const scanning = [...triageOptions.filter(({ flags }) => !flags.startsWith('--baseline')), ...scanOptions];

export const command: Command = {
  examples: [
    ['theriac baseline create --reason "before the audit"', 'accept all that is open today'],
    ['theriac baseline update', 'add what is new, drop what is gone'],
    ['theriac baseline prune', 'drop what is gone, add nothing'],
    ['theriac baseline show', 'list the entries'],
  ],
  subcommands: [
    {
      name: 'create',
      summary: 'Write a baseline of all open findings',
      arguments: folder,
      options: [file, ...notes, { flags: '--force', description: 'Replace a baseline that is there' }, ...scanning],
      run: (context) => write(context, 'create'),
    },
    {
      name: 'update',
      summary: 'Add what is new and drop what is gone',
      arguments: folder,
      options: [file, ...notes, ...scanning],
      run: (context) => write(context, 'update'),
    },
    {
      name: 'prune',
      summary: 'Drop entries that no finding meets',
      arguments: folder,
      options: [file, ...scanning],
      run: (context) => write(context, 'prune'),
    },
    {
      name: 'show',
      summary: 'List the entries',
      arguments: folder,
      options: [file, { flags: '--format <format>', description: 'Format', choices: ['text', 'json'] }],
      run: show,
    },
  ],
};

interface Place {
  readonly targets: Targets;
  readonly settings: ReturnType<typeof configure>['settings'];
  /** Absolute. */
  readonly path: string;
  readonly shown: string;
}

function place(context: CommandContext): Place {
  const found = resolveTargets(context.arguments.slice(0, 1), context.workingFolder);
  const { settings } = configure(context, found.folder, { ...scanSettings(context), ...triageSettings(context) });
  const named = textOption(context, 'file');
  const path =
    named === undefined
      ? toSlashes(resolve(found.root, settings.baseline ?? defaultBaseline))
      : toSlashes(resolve(context.workingFolder, named));
  const shown = path.startsWith(`${found.root}/`) ? path.slice(found.root.length + 1) : path;
  // A baseline is of the whole repository: entries of what was left out would look stale.
  return { targets: { ...found, paths: undefined }, settings, path, shown };
}

function read({ path, shown }: Place): Baseline | undefined {
  const content = disk.read(path, largestBaseline);
  if (content.ok) return parseBaseline(new TextDecoder().decode(content.value), shown);
  if (content.code === 'ENOENT') return undefined;
  throw new TheriacError('bad-baseline', `${shown} cannot be read: ${content.reason}.`);
}

function existing(at: Place): Baseline {
  const baseline = read(at);
  if (baseline !== undefined) return baseline;
  throw new TheriacError('no-baseline', `There is no baseline at ${at.shown}.`, {
    hint: 'Make one with "theriac baseline create".',
  });
}

async function write(context: CommandContext, how: 'create' | 'update' | 'prune'): Promise<number> {
  const at = place(context);
  await checkSelection(at.settings);
  const previous = how === 'create' ? read(at) : existing(at);
  if (how === 'create' && previous !== undefined && !flag(context, 'force')) {
    throw new TheriacError('baseline-exists', `There is a baseline at ${at.shown} already.`, {
      hint: 'Use "theriac baseline update", or --force to make it anew.',
    });
  }
  // Without the baseline of the settings, which may be the very file, or one that does not exist yet.
  const { baseline: _, ...settings } = at.settings;
  const audited = await audit(context, { targets: at.targets, settings });
  const next = nextBaseline(context, how, { audited, at, ...(previous && { previous }) });
  const written = writeFile(at.path, formatBaseline(next));
  if (!written.ok) throw new TheriacError('cannot-write', `${at.shown} could not be written: ${written.reason}.`);
  await context.terminal.write(`${escapeLine(describe(at.shown, next, previous))}\n`);
  if (!audited.report.incomplete) return exitCodes.passed;
  context.terminal.warn(
    'The scan was incomplete: entries of what could not be looked at were kept. "theriac scan" says what it was.',
  );
  return exitCodes.incomplete;
}

interface Step {
  readonly audited: Audit;
  readonly at: Place;
  readonly previous?: Baseline;
}

function nextBaseline(context: CommandContext, how: 'create' | 'update' | 'prune', step: Step): Baseline {
  const { audited, at, previous } = step;
  const { report } = audited;
  // What the default baseline knows is decided anew here.
  const findings = report.findings.map((finding) => ({
    ...finding,
    suppressions: finding.suppressions.filter(({ kind }) => kind !== 'baseline'),
  }));
  const match = previous && matchBaseline(findings, previous);
  if (how === 'prune' && match && previous) return report.incomplete ? previous : pruneBaseline(previous, match);
  const next = updateBaseline(
    findings,
    {
      today: report.today,
      author: textOption(context, 'author') ?? gitAuthor(at.targets.root, context.environment),
      reason: textOption(context, 'reason') ?? 'known when the baseline was written',
    },
    how === 'update' ? previous : undefined,
  );
  if (how !== 'update' || !report.incomplete || !match) return next;
  return updatedWith(next, match.stale);
}

/** Nothing is dropped that could not be looked at. */
function updatedWith(next: Baseline, kept: Baseline['entries']): Baseline {
  const entries = [...next.entries, ...kept];
  const keyOf = ({ path, rule, fingerprint }: Baseline['entries'][number]): string =>
    `${path}\0${rule}\0${fingerprint}`;
  return { ...next, entries: entries.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
}

function describe(path: string, next: Baseline, previous: Baseline | undefined): string {
  const before = new Set(previous?.entries.map(({ fingerprint }) => fingerprint));
  const after = new Set(next.entries.map(({ fingerprint }) => fingerprint));
  const added = next.entries.filter(({ fingerprint }) => !before.has(fingerprint)).length;
  const dropped = [...before].filter((fingerprint) => !after.has(fingerprint)).length;
  const count = `${next.entries.length} ${next.entries.length === 1 ? 'entry' : 'entries'}`;
  return `${count} in ${path}: ${added} added, ${dropped} dropped.`;
}

async function show(context: CommandContext): Promise<number> {
  const at = place(context);
  const { entries } = existing(at);
  if (textOption(context, 'format') === 'json') {
    await context.terminal.write(`${JSON.stringify(entries, undefined, 2)}\n`);
    return exitCodes.passed;
  }
  await context.terminal.write(
    entries.map(({ fingerprint, rule, path, severity, added, author, reason }) => {
      const who = author === '' ? '' : ` by ${author}`;
      return `${escapeLine(`${fingerprint.slice(0, 12)}  ${severity.padEnd(8)}  ${path}  ${rule}  since ${added}${who}: ${reason}`)}\n`;
    }),
  );
  await context.terminal.write(`${entries.length} ${entries.length === 1 ? 'entry' : 'entries'} in ${at.shown}.\n`);
  return exitCodes.passed;
}
