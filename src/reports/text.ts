/** The terminal report: findings grouped by rule, the most urgent group first, and a summary at the end where people look. */
import pico from 'picocolors';
import type { Finding } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { escapeLine } from './escape.ts';
import { openFindings, titleOf } from './open-findings.ts';
import { paintSeverity } from './paint-severity.ts';
import type { ReportOptions } from './report-format.ts';
import { type About, aboutFinding, describeFinding, type Layout, placeText } from './text-finding.ts';
import { summaryLines } from './text-summary.ts';

/** Up to this many findings, each is shown in full. */
const fewFindings = 25;
const fullPerGroup = 3;
const briefPerGroup = 20;
const defaultWidth = 100;

/** Renders for a terminal of `options.width` columns. */
export function* renderText(report: ScanReport, options: ReportOptions): Iterable<string> {
  const colors = pico.createColors(options.color === true);
  const width = options.width ?? defaultWidth;
  const layout: Layout = { report, colors, width };
  const open = openFindings(report);
  for (const group of groupByRule(open)) {
    yield `${groupHeader(group, layout)}\n`;
    const full = open.length <= fewFindings ? group.length : fullPerGroup;
    const shared = sharedText(group);
    if (group.length > 1) for (const line of aboutFinding(shared, layout, '  ')) yield `${line}\n`;
    for (const finding of group.slice(0, full)) {
      yield `\n${describeFinding(finding, group.length > 1 ? shared : {}, group[0].severity, layout).join('\n')}\n`;
    }
    if (group.length > full) yield '\n';
    for (const finding of group.slice(full, full + briefPerGroup)) yield `${brief(finding, layout)}\n`;
    const rest = group.length - full - briefPerGroup;
    if (rest > 0) {
      yield colors.dim(`  … and ${rest} more: theriac scan --select ${group[0].rule} --format concise\n`);
    }
    yield '\n';
  }
  yield `${summaryLines(report, options, colors, width).join('\n')}\n`;
}

/** From findings in rank order: groups in the order of their most urgent finding. */
function groupByRule(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule);
    if (group === undefined) groups.set(finding.rule, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

function groupHeader(group: readonly Finding[], { report, colors, width }: Layout): string {
  const [{ rule, severity }] = group;
  const label = severity.toUpperCase();
  const title = escapeLine(titleOf(report, rule));
  const count = group.length === 1 ? '' : ` · ${group.length} findings`;
  const used = label.length + title.length + rule.length + count.length + 6;
  const line = '─'.repeat(Math.max(2, width - used));
  return `${paintSeverity(severity, colors, label)}  ${colors.bold(title)}  ${colors.dim(`${escapeLine(rule)}${count} ${line}`)}`;
}

/** What all findings of a group say alike is said once, in its header. */
function sharedText(group: readonly Finding[]): About {
  const [{ message, remediation }] = group;
  return {
    ...(group.every((finding) => finding.message === message) && { message }),
    ...(remediation !== undefined && group.every((finding) => finding.remediation === remediation) && { remediation }),
  };
}

/** One line: where, and the code there. */
function brief(finding: Finding, { colors, width }: Layout): string {
  const place = placeText(finding);
  const { excerpt, location } = finding;
  const code = escapeLine(excerpt?.lines[location.start.line - excerpt.firstLine]?.trim() ?? '');
  const room = Math.max(20, width - place.length - 6);
  const cut = code.length > room ? `${code.slice(0, room - 1)}…` : code;
  return `  ${place}  ${colors.dim(cut)}`.trimEnd();
}
