/** One finding for a terminal; the report groups them, `theriac explain` shows one alone. */
import type { Finding, Severity } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { escapeLine } from './escape.ts';
import { placeOf } from './open-findings.ts';
import { type Colors, paintSeverity } from './paint-severity.ts';
import { drawExcerpt } from './source-excerpt.ts';
import { wrap } from './wrap.ts';

const mostTraceSteps = 12;
const idLength = 12;

export interface Layout {
  readonly report: Pick<ScanReport, 'rules'>;
  readonly colors: Colors;
  readonly width: number;
}

/** What is said about a finding besides its place. */
export interface About {
  readonly message?: string;
  readonly remediation?: string;
}

/** The message, and what to do. */
export function aboutFinding({ message, remediation }: About, { colors, width }: Layout, indent: string): string[] {
  const lines = message === undefined ? [] : wrap(escapeLine(message), width, indent);
  if (remediation !== undefined) {
    const [first, ...others] = wrap(escapeLine(remediation), width, `${indent}     `, `${indent}Fix: `);
    lines.push(first.replace('Fix:', colors.green('Fix:')), ...others);
  }
  return lines;
}

/** A finding in full: place, facts, code, why, what to do, path. `shared` is what its group has said already. */
export function describeFinding(finding: Finding, shared: About, usual: Severity, layout: Layout): string[] {
  const { colors, width } = layout;
  const facts = [finding.identity.scope === '' ? '' : `in ${finding.identity.scope}`];
  if (finding.severity !== usual) facts.push(finding.severity);
  if (finding.confidence !== 'high') facts.push(`${finding.confidence} confidence`);
  if (finding.context !== 'application') facts.push(`${finding.context} code`);
  if (finding.unreachable) facts.push('cannot run');
  facts.push(shortId(finding));
  const known = facts.filter((fact) => fact !== '').map(escapeLine);
  const lines = [`  ${colors.bold(placeText(finding))}  ${colors.dim(known.join(' · '))}`];
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
    const how = finding.fix.safety === 'safe' ? 'Known fix, safe' : 'Known fix, needs a look';
    lines.push(colors.dim(`    ${how}: ${escapeLine(finding.fix.title)}`));
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

/** Enough of the primary fingerprint to name a finding: `theriac explain ID`. */
export function shortId({ fingerprints }: Finding): string {
  return fingerprints.primary.slice(0, idLength);
}

/** `path:line:column`, with the notebook cell. */
export function placeText({ location }: Pick<Finding, 'location'>): string {
  const cell = location.cell === undefined ? '' : ` (cell ${location.cell})`;
  return `${escapeLine(location.path)}:${location.start.line}:${location.start.column}${cell}`;
}
