/** One finding with everything that is known about it: for `theriac explain`. */
import pico from 'picocolors';
import { explainRank, type Finding, rankFinding } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { escapeLine } from './escape.ts';
import { titleOf } from './open-findings.ts';
import { paintSeverity } from './paint-severity.ts';
import { drawExcerpt } from './source-excerpt.ts';
import { describeFinding, type Layout, placeText } from './text-finding.ts';
import { wrap } from './wrap.ts';

/** What an explanation needs of a report: a finished scan has it, a saved one too. */
export type Explainable = Pick<ScanReport, 'findings' | 'rules'>;

export interface ExplainOptions {
  readonly color: boolean;
  readonly width: number;
}

/** What and where, the path with the code of each step, why it ranks where it does, how to accept it. */
export function renderExplanation(report: Explainable, finding: Finding, { color, width }: ExplainOptions): string {
  const colors = pico.createColors(color);
  const layout: Layout = { report, colors, width };
  const { trace, ...plain } = finding;
  const title = `${finding.severity.toUpperCase()}  ${escapeLine(titleOf(report, finding.rule))}`;
  const lines = [
    paintSeverity(finding.severity, colors, title),
    '',
    ...describeFinding(plain, {}, finding.severity, layout),
  ];
  for (const [index, step] of (trace ?? []).entries()) {
    const place = placeText({ location: step.location });
    lines.push('', ...wrap(`${place}: ${escapeLine(step.message)}`, width, '     ', `  ${index + 1}. `));
    if (step.excerpt === undefined) continue;
    const style = { width: width - 5, gutter: colors.dim, mark: colors.cyan };
    for (const line of drawExcerpt(step.excerpt, step.location, style)) lines.push(`     ${line}`);
  }
  for (const related of finding.related ?? []) {
    lines.push(...wrap(`See ${placeText(related)}: ${escapeLine(related.message)}`, width, '      ', '  '));
  }
  const rule = report.rules.find(({ name }) => name === finding.rule);
  const facts: [string, string][] = [
    ['Rule', finding.rule],
    ['Weakness', finding.cwe.join(', ')],
    ['Elsewhere', rule?.aliases.join(', ') ?? ''],
    ['Urgency', explainRank(rankFinding(finding))],
    ['Fingerprint', finding.fingerprints.primary],
    ['Accepted', finding.suppressions.map(({ kind, reason }) => `${kind}: ${reason}`).join('; ')],
    ['Accept with', `# theriac: ignore[${finding.rule}] reason until=YYYY-MM-DD`],
  ];
  lines.push('');
  for (const [label, value] of facts) {
    if (value !== '') lines.push(...wrap(escapeLine(value), width, ' '.repeat(13), label.padEnd(13)));
  }
  return `${lines.join('\n')}\n`;
}
