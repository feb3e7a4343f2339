/** A pattern and a flow that report the same weakness at the same place are one finding: the flow, which has proof and path. */
import type { DraftFinding } from '../../../findings/index.ts';

/**
 * Leaves out pattern findings on a statement that a flow passes through or ends in, when both name a common weakness.
 * The flow keeps their names in `alsoFoundBy`, so that suppressions and comparisons by the other rule stay possible.
 */
export function subsumePatterns(findings: readonly DraftFinding[]): DraftFinding[] {
  const flows = findings.filter(({ trace }) => trace !== undefined);
  if (flows.length === 0) return [...findings];
  const byLine = new Map<string, DraftFinding[]>();
  for (const flow of flows) {
    for (const { location } of [flow, ...(flow.trace ?? [])]) {
      for (let line = location.start.line; line <= Math.min(location.end.line, location.start.line + 20); line += 1) {
        const key = `${location.path}\0${line}`;
        const list = byLine.get(key);
        if (!list) byLine.set(key, [flow]);
        else if (!list.includes(flow)) list.push(flow);
      }
    }
  }
  const also = new Map<DraftFinding, Set<string>>();
  const kept = findings.filter((finding) => {
    if (finding.trace !== undefined) return true;
    const { path, start } = finding.location;
    const partner = byLine
      .get(`${path}\0${start.line}`)
      ?.find((flow) => flow.cwe.some((cwe) => finding.cwe.includes(cwe)));
    if (!partner) return true;
    also.set(partner, (also.get(partner) ?? new Set()).add(finding.rule));
    return false;
  });
  return kept.map((finding) => {
    const rules = also.get(finding);
    return rules ? { ...finding, properties: { ...finding.properties, alsoFoundBy: [...rules].sort() } } : finding;
  });
}
