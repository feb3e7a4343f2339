/** The end of the terminal report: counts, what was not looked at, what to do first, the gate. */
import { type Finding, rankFinding, type ScanIssue, type Suppression, severities } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { escapeLine } from './escape.ts';
import { openFindings, titleOf } from './open-findings.ts';
import { type Colors, paintSeverity } from './paint-severity.ts';
import type { ReportOptions } from './report-format.ts';
import { wrap } from './wrap.ts';

const mostIssues = 10;
const firstThingsCount = 3;
const notUrgentBelow = 20;

/** Lines of the summary. */
export function summaryLines(report: ScanReport, options: ReportOptions, colors: Colors, width: number): string[] {
  const open = openFindings(report);
  const lines = [...issueLines(report.issues, colors, width)];
  lines.push(colors.bold(countSentence(open, colors)));
  const asides = asideSentence(report, options, open);
  if (asides !== '') lines.push(...wrap(asides, width, '  ').map(colors.dim));
  lines.push(...wrap(lookedAt(report), width, '  '));
  lines.push(...triageLines(report, options, colors, width));
  const first = firstThings(open);
  if (first.length > 0) {
    lines.push(`  ${colors.bold('Do first:')}`);
    first.forEach((finding, index) => {
      const { path, start } = finding.location;
      const text = `${escapeLine(titleOf(report, finding.rule))} at ${escapeLine(path)}:${start.line}`;
      lines.push(...wrap(text, width, '       ', `    ${index + 1}. `));
    });
    lines.push(
      colors.dim(
        `  "theriac rule ${escapeLine(first[0].rule)}" explains a rule; "# theriac: ignore[rule] reason" accepts a finding.`,
      ),
    );
  }
  if (options.gate !== undefined) {
    const paint = options.gate.passed ? colors.green : colors.red;
    lines.push(...wrap(options.gate.sentence, width, '  ').map((line) => paint(line)));
  }
  if (report.incomplete)
    lines.push(colors.yellow('  This scan is incomplete: what could not be looked at is listed above.'));
  return lines;
}

function countSentence(open: readonly Finding[], colors: Colors): string {
  if (open.length === 0) return 'No open findings.';
  const counts = [...severities]
    .reverse()
    .map((severity) => ({ severity, count: open.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => paintSeverity(severity, colors, `${count} ${severity}`));
  return `${plural(open.length, 'open finding')}: ${counts.join(', ')}.`;
}

function asideSentence(report: ScanReport, options: ReportOptions, open: readonly Finding[]): string {
  const asides: string[] = [];
  const outside = open.filter(({ context }) => context !== 'application').length;
  if (outside > 0) asides.push(`${outside} of them outside application code (tests, examples, tooling …).`);
  asides.push(...acceptedSentences(report));
  if (report.leftOutByPath > 0) asides.push(`${plural(report.leftOutByPath, 'finding')} left out by per-file-ignores.`);
  if (options.hidden !== undefined && options.hidden.count > 0) {
    asides.push(`${plural(options.hidden.count, 'finding')} below ${options.hidden.below} not shown (--severity).`);
  }
  return asides.join(' ');
}

const decidedWords: readonly (readonly [Suppression['kind'], string])[] = [
  ['baseline', 'known'],
  ['waiver', 'waived'],
  ['vex', 'not affected by VEX'],
  ['inline', 'accepted by comment'],
  ['configuration', "accepted in other tools' files"],
];

/** `12 more findings: 10 known, 2 waived.` */
function acceptedSentences({ findings }: ScanReport): string[] {
  const counts = new Map<Suppression['kind'], number>();
  for (const { suppressions } of findings) {
    const [first] = suppressions;
    if (first) counts.set(first.kind, (counts.get(first.kind) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const parts = decidedWords.flatMap(([kind, words]) => {
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : [`${count.toLocaleString('en')} ${words}`];
  });
  return [`${plural(total, 'more finding')}: ${parts.join(', ')}.`];
}

const mostListed = 10;

/** What a comparison fixed, entries of the baseline that are gone, decisions taken from elsewhere, the policy's words. */
function triageLines({ triage }: ScanReport, options: ReportOptions, colors: Colors, width: number): string[] {
  const lines: string[] = [];
  const list = (title: string, items: readonly string[]): void => {
    if (items.length === 0) return;
    lines.push(`  ${title}`);
    for (const item of items.slice(0, mostListed)) lines.push(...wrap(item, width, '      ', '    '));
    if (items.length > mostListed) lines.push(colors.dim(`    … and ${items.length - mostListed} more`));
  };
  if (triage?.comparison) {
    const { against, fixed, introduced, known } = triage.comparison;
    const text = `Compared with ${escapeLine(against)}: ${introduced} new, ${known} known, ${fixed.length} fixed.`;
    lines.push(...wrap(text, width, '  ').map(colors.bold));
    list(
      colors.green('Fixed:'),
      fixed.map(({ rule, location }) => escapeLine(`${location.path}:${location.start.line} ${rule}`)),
    );
  }
  const stale = triage?.baseline?.stale ?? [];
  list(
    `${plural(stale.length, 'entry', 'entries')} of the baseline met no finding ("theriac baseline prune" drops them):`,
    stale.map(({ path, rule, added }) => escapeLine(`${path} ${rule}, known since ${added}`)),
  );
  const taken = (triage?.taken ?? []).map(({ path, tool, decisions, used, expired }) => {
    const ended = expired === 0 ? '' : `, ${expired} expired`;
    const from = path === tool ? '' : ` (${tool})`;
    return escapeLine(`${path}${from}: ${plural(decisions, 'decision')}, ${used} in use${ended}`);
  });
  list("Taken from other tools' files:", taken);
  const policy = options.gate?.policy ?? [];
  list(
    'Policy:',
    policy.map(({ action, met, sentence }) => {
      const word = met ? (action === 'fail' ? colors.red('fails') : colors.yellow('warns')) : colors.green('passes');
      return `${word}  ${escapeLine(sentence)}`;
    }),
  );
  return lines;
}

function lookedAt({ files, scanners }: ScanReport): string {
  const families = scanners.map(({ id, files: count }) => `${id} ${count.toLocaleString('en')}`).join(', ');
  const failed = files.failed > 0 ? `, ${files.failed.toLocaleString('en')} could not be looked at` : '';
  const total = files.scanned + files.failed + files.unwanted;
  const places = `Looked at ${files.scanned.toLocaleString('en')} of ${plural(total, 'file')}${failed}`;
  return `${places}${families === '' ? '' : ` (${families})`}.`;
}

/** Issues of one kind together, those that left something out first. */
function issueLines(issues: readonly ScanIssue[], colors: Colors, width: number): string[] {
  if (issues.length === 0) return [];
  const lines: string[] = [];
  const missed = issues.filter(({ incomplete }) => incomplete);
  const notes = issues.filter(({ incomplete }) => !incomplete);
  for (const [title, list] of [
    ['Not looked at', missed],
    ['Worth knowing', notes],
  ] as const) {
    if (list.length === 0) continue;
    const count = list.reduce((sum, issue) => sum + (issue.count ?? 1), 0);
    lines.push(
      title === 'Not looked at'
        ? colors.bold(colors.yellow(`${title} (${count})`))
        : colors.bold(`${title} (${count})`),
    );
    for (const issue of list.slice(0, mostIssues)) lines.push(...wrap(issueText(issue), width, '    ', '  '));
    const rest = list.length - mostIssues;
    if (rest > 0) lines.push(colors.dim(`  … and ${rest} more: --format json lists all`));
  }
  lines.push('');
  return lines;
}

/** `src/a.py:3: invalid syntax`. */
function issueText({ path, line, message }: ScanIssue): string {
  const place = path === undefined ? '' : `${escapeLine(path)}${line === undefined ? '' : `:${line}`}: `;
  return `${place}${escapeLine(message)}`;
}

/** The most urgent finding of each rule. */
function firstThings(open: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  const first: Finding[] = [];
  for (const finding of open) {
    if (seen.has(finding.rule) || rankFinding(finding).score < notUrgentBelow) continue;
    seen.add(finding.rule);
    first.push(finding);
    if (first.length === firstThingsCount) break;
  }
  return first;
}

function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : nouns}`;
}
