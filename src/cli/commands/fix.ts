/** `theriac fix`: applies the fixes that findings bring, and proves each by scanning the result. */
import { type Finding, TheriacError } from '../../findings/index.ts';
import { fixFile, unifiedDiff } from '../../fixes/index.ts';
import { disk, joinPath, writeFile } from '../../platform/index.ts';
import { escapeLine } from '../../reports/index.ts';
import { type ScanOptions, type ScanReport, scanProject } from '../../scan/index.ts';
import { type Command, type CommandContext, flag } from '../command.ts';
import { configure } from '../configured.ts';
import { exitCodes } from '../exit-codes.ts';
import { checkSelection } from '../rule-catalogue.ts';
import { scanOptions, scanSettings, toScanOptions } from '../scan-flags.ts';
import { describeProgress } from '../scan-progress.ts';
import { resolveTargets } from '../targets.ts';

const maxFile = 10_000_000;

export const command: Command = {
  arguments: [{ name: '[paths...]', description: 'Files and folders', completes: 'file' }],
  options: [
    { flags: '--diff', description: 'Show what would change; change nothing' },
    { flags: '--unsafe-fixes', description: 'Apply fixes that a person has to look at, too' },
    { flags: '--show-fixes', description: 'List every fix that was applied' },
    { flags: '--exit-non-zero-on-fix', description: 'Exit 1 when something was, or would be, fixed' },
    ...scanOptions,
  ],
  examples: [
    ['theriac fix --diff', 'see the safe fixes'],
    ['theriac fix --select unsafe-yaml-load', 'apply those of one rule'],
    ['theriac fix --unsafe-fixes --diff src', 'see all fixes below src'],
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const unsafe = flag(context, 'unsafeFixes');
  const dry = flag(context, 'diff');
  const targets = resolveTargets(context.arguments, context.workingFolder);
  const { settings } = configure(context, targets.folder, scanSettings(context));
  await checkSelection(settings);
  const options: ScanOptions = { root: targets.root, ...toScanOptions(settings) };
  const report = await scanProject({
    ...options,
    ...(targets.paths && { targets: targets.paths }),
    onProgress: (progress) => terminal.status(describeProgress(progress)),
  });
  const fixable = report.findings.filter(({ fix, suppressions }) => fix !== undefined && suppressions.length === 0);
  const paths = [...new Set(fixable.map(({ location }) => location.path))].sort();
  const done = { fixed: 0, refused: 0, files: 0 };
  for (const path of paths) {
    terminal.status(`fixing ${path}`);
    const original = disk.read(joinPath(targets.root, path), maxFile);
    if (!original.ok) {
      terminal.warn(`${path} was not fixed: ${original.reason}.`);
      continue;
    }
    const before = report.findings.filter(({ location }) => location.path === path);
    const result = await fixFile(path, original.value, before, { unsafe, judge: judgeIn(path, report, options) });
    for (const finding of result.refused)
      terminal.verbose(`${place(finding)}: the fix "${finding.fix?.title}" did not help and was left out.`);
    done.refused += result.refused.length;
    if (result.fixed.length === 0) continue;
    done.fixed += result.fixed.length;
    done.files += 1;
    if (dry) await terminal.write(escapeDiff(unifiedDiff(path, text(original.value), text(result.bytes))));
    else {
      const written = writeFile(joinPath(targets.root, path), result.bytes);
      if (!written.ok) throw new TheriacError('cannot-write', `${path} could not be written: ${written.reason}.`);
    }
    if (flag(context, 'showFixes'))
      for (const finding of result.fixed) terminal.info(`${place(finding)}: ${finding.fix?.title} (${finding.rule})`);
  }
  terminal.clearStatus();
  summarise(context, done, fixable, { unsafe, dry });
  return done.fixed > 0 && flag(context, 'exitNonZeroOnFix') ? exitCodes.failed : exitCodes.passed;
}

/** Scans the file with other content, in its project; undefined when it has more breaks than before. */
function judgeIn(
  path: string,
  report: ScanReport,
  options: ScanOptions,
): (bytes: Uint8Array) => Promise<readonly Finding[] | undefined> {
  const breaks = ({ issues }: ScanReport) =>
    issues
      .filter((issue) => issue.path === path && issue.kind === 'syntax-error')
      .reduce((sum, { count }) => sum + (count ?? 1), 0);
  const allowed = breaks(report);
  return async (bytes) => {
    const judged = await scanProject({ ...options, stdin: { path, bytes } });
    if (breaks(judged) > allowed) return undefined;
    return judged.findings.filter(({ location }) => location.path === path);
  };
}

function summarise(
  { terminal }: CommandContext,
  done: { readonly fixed: number; readonly refused: number; readonly files: number },
  fixable: readonly Finding[],
  { unsafe, dry }: { readonly unsafe: boolean; readonly dry: boolean },
): void {
  const verb = dry ? 'can be fixed' : 'fixed';
  terminal.info(
    `${done.fixed} ${done.fixed === 1 ? 'finding' : 'findings'} ${verb} in ${done.files} ${done.files === 1 ? 'file' : 'files'}.`,
  );
  const left = unsafe ? 0 : fixable.filter(({ fix }) => fix?.safety === 'unsafe').length;
  if (left > 0) terminal.info(`${left} more have a fix that a person has to look at: --unsafe-fixes.`);
  if (done.refused > 0)
    terminal.info(
      `${done.refused} fixes were tried and left out, because the finding stayed or another came up (-v says which).`,
    );
}

function place({ location }: Finding): string {
  return escapeLine(`${location.path}:${location.start.line}`);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The diff must stay applicable, so only what would drive a terminal is replaced. */
function escapeDiff(diff: string): string {
  return process.stdout.isTTY ? diff.split('\n').map(escapeLine).join('\n') : diff;
}
