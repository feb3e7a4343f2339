/** The terminal report: findings grouped by rule, the most urgent group first, and a summary at the end where people look. */
import pico from 'picocolors';
import type { Finding, Severity } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { escapeLine } from './escape.ts';
import { openFindings, placeOf, titleOf } from './open-findings.ts';
import { type Colors, paintSeverity } from './paint-severity.ts';
import type { ReportOptions } from './report-format.ts';
import { drawExcerpt } from './source-excerpt.ts';
import { summaryLines } from './text-summary.ts';
import { wrap } from './wrap.ts';

/** Up to this many findings, each is shown in full. */
const fewFindings = 25;
const fullPerGroup = 3;
const briefPerGroup = 20;
const mostTraceSteps = 12;
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
      yield `\n${describe(finding, group.length > 1 ? shared : {}, group[0].severity, layout).join('\n')}\n`;
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

interface Layout {
  readonly report: ScanReport;
  readonly colors: Colors;
  readonly width: number;
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

interface About {
  readonly message?: string;
  readonly remediation?: string;
}

/** What all findings of a group say alike is said once, in its header. */
function sharedText(group: readonly Finding[]): About {
  const [{ message, remediation }] = group;
  return {
    ...(group.every((finding) => finding.message === message) && { message }),
    ...(remediation !== undefined && group.every((finding) => finding.remediation === remediation) && { remediation }),
  };
}

function aboutFinding({ message, remediation }: About, { colors, width }: Layout, indent: string): string[] {
  const lines = message === undefined ? [] : wrap(escapeLine(message), width, indent);
  if (remediation !== undefined) {
    const [first, ...others] = wrap(escapeLine(remediation), width, `${indent}     `, `${indent}Fix: `);
    lines.push(first.replace('Fix:', colors.green('Fix:')), ...others);
  }
  return lines;
}

function describe(finding: Finding, shared: About, usual: Severity, layout: Layout): string[] {
  const { colors, width } = layout;
  const facts = [finding.identity.scope === '' ? '' : `in ${finding.identity.scope}`];
  if (finding.severity !== usual) facts.push(finding.severity);
  if (finding.confidence !== 'high') facts.push(`${finding.confidence} confidence`);
  if (finding.context !== 'application') facts.push(`${finding.context} code`);
  if (finding.unreachable) facts.push('cannot run');
  const known = facts.filter((fact) => fact !== '').map(escapeLine);
  const lines = [`  ${colors.bold(placeText(finding))}${known.length > 0 ? colors.dim(`  ${known.join(' · ')}`) : ''}`];
  if (finding.excerpt !== undefined) {
    const style = {
      width: width - 4,
      gutter: colors.dim,
      mark: (text: string) => paintSeverity(finding.severity, colors, text),
    };
    for (const line of drawExcerpt(finding.excerpt, finding.location, style)) lines.push(`    ${line}`);
  }
  const about = {
    ...(shared.message === undefined && { message: finding.message }),
    ...(shared.remediation === undefined && finding.remediation !== undefined && { remediation: finding.remediation }),
  };
  lines.push(...aboutFinding(about, layout, '    '), ...describeTrace(finding, layout));
  if (finding.fix !== undefined) {
    const how = finding.fix.safety === 'safe' ? 'a safe fix is known' : 'a fix is known that needs a look';
    lines.push(colors.dim(`    ${escapeLine(finding.fix.title)}: ${how}`));
  }
  return lines;
}

function describeTrace(finding: Finding, { colors, width }: Layout): string[] {
  const trace = finding.trace ?? [];
  if (trace.length === 0) return [];
  const lines = [`    ${colors.dim('Path:')}`];
  trace.forEach((step, index) => {
    if (index === mostTraceSteps - 1 && trace.length > mostTraceSteps) {
      lines.push(colors.dim(`      … ${trace.length - mostTraceSteps} more steps`));
    }
    if (index >= mostTraceSteps - 1 && index < trace.length - 1) return;
    const lead = `      ${String(index + 1).padStart(2)}. `;
    const text = `${escapeLine(placeOf(step))}: ${escapeLine(step.message)}`;
    lines.push(...wrap(text, width, ' '.repeat(lead.length), lead));
  });
  return lines;
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

function placeText({ location }: Finding): string {
  const cell = location.cell === undefined ? '' : ` (cell ${location.cell})`;
  return `${escapeLine(location.path)}:${location.start.line}:${location.start.column}${cell}`;
}
