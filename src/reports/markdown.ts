/** Markdown, for pull request comments, wikis and GitHub's job summary (capped well under its 1 MiB). */
import { type decideGate, type Finding, severities } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { openFindings, placeOf, titleOf } from './open-findings.ts';

export interface MarkdownOptions {
  /** UTF-8 bytes; the table ends before it and says how much is left out. Default 900 KiB. */
  readonly maxBytes?: number;
  readonly gate?: ReturnType<typeof decideGate>;
}

const defaultMaxBytes = 900 * 1024;

export function markdownReport(report: ScanReport, options: MarkdownOptions = {}): string {
  const open = openFindings(report);
  const suppressed = report.findings.length - open.length;
  const counts = [...severities]
    .reverse()
    .map((severity) => [severity, open.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0);
  const lines = [
    `# Theriac: ${escapeMarkdown(report.project.name)}`,
    '',
    ...(options.gate ? [options.gate.sentence, ''] : []),
    counts.length === 0
      ? 'No open finding.'
      : counts.map(([severity, count]) => `**${count}** ${severity}`).join(' · '),
    '',
    `${report.files.scanned} of ${report.files.found} files were scanned. ${suppressed === 1 ? '1 finding is' : `${suppressed} findings are`} accepted and not listed.`,
    '',
    ...triageLines(report, options),
  ];
  const missed = report.issues.filter(({ incomplete }) => incomplete);
  if (missed.length > 0) {
    lines.push(
      `**Incomplete:** ${missed.length === 1 ? '1 thing' : `${missed.length} things`} could not be looked at.`,
      '',
    );
    for (const issue of missed.slice(0, 20)) {
      const place =
        issue.path === undefined ? '' : `\`${code(issue.path)}${issue.line === undefined ? '' : `:${issue.line}`}\`: `;
      lines.push(`- ${place}${escapeMarkdown(issue.message)}`);
    }
    if (missed.length > 20) lines.push(`- and ${missed.length - 20} more`);
    lines.push('');
  }
  if (open.length === 0) return `${lines.join('\n')}\n`;
  lines.push('| severity | where | what | rule |', '|---|---|---|---|');
  let size = Buffer.byteLength(lines.join('\n'));
  const limit = (options.maxBytes ?? defaultMaxBytes) - 200;
  for (const [index, finding] of open.entries()) {
    const line = row(finding, report);
    size += Buffer.byteLength(line) + 1;
    if (size > limit) {
      lines.push('', `${open.length - index} more findings are left out here; the JSON report has them all.`);
      break;
    }
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

const mostFixed = 10;

/** The comparison with the base, and what each rule of the policy says. */
function triageLines({ triage }: ScanReport, { gate }: MarkdownOptions): string[] {
  const lines: string[] = [];
  const comparison = triage?.comparison;
  if (comparison) {
    const { against, introduced, known, fixed } = comparison;
    lines.push(
      `Compared with ${escapeMarkdown(against)}: **${introduced}** new, ${known} known, **${fixed.length}** fixed.`,
      '',
    );
    for (const finding of fixed.slice(0, mostFixed))
      lines.push(`- fixed: \`${code(placeOf(finding))}\` ${code(finding.rule)}`);
    if (fixed.length > mostFixed) lines.push(`- and ${fixed.length - mostFixed} more`);
    if (fixed.length > 0) lines.push('');
  }
  for (const { action, met, sentence } of gate?.policy ?? []) {
    lines.push(`- ${met ? (action === 'fail' ? '**fails**' : '**warns**') : 'passes'}: ${escapeMarkdown(sentence)}`);
  }
  if (gate?.policy && gate.policy.length > 0) lines.push('');
  return lines;
}

function row(finding: Finding, report: ScanReport): string {
  const what = `**${escapeMarkdown(titleOf(report, finding.rule))}.** ${escapeMarkdown(finding.message)}`;
  return `| ${finding.severity} | \`${code(placeOf(finding))}\` | ${what} | ${code(finding.rule)} |`;
}

/** Text of the repository as plain words: no markup, no mention, no link, no new row. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '&#64;')
    .replaceAll('://', ':&#47;&#47;')
    .replace(/[\\`*_{}[\]#|!~]/g, (sign) => `\\${sign}`);
}

/** For use inside a code span of a table: neither ends the span nor the cell. */
function code(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029`]+/g, ' ').replaceAll('|', '\\|');
}
