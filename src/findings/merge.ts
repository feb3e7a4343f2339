/** Findings of several tools for one weakness become one, with who found it. */
import type { DraftFinding, JsonValue } from './finding.ts';
import { compareConfidence, compareSeverity } from './severity.ts';

/**
 * Joins findings that describe the same weakness: dependencies with the same package and a common advisory id;
 * everything else in the same file, on overlapping lines, with the same rule or a common CWE. The first finding of
 * a group (Theriac's own, when given first) stays and gets `foundBy`, the highest severity and confidence.
 */
export function mergeFindings(findings: readonly DraftFinding[]): DraftFinding[] {
  const merged: DraftFinding[] = [];
  const byPlace = new Map<string, number[]>();
  for (const finding of findings) {
    const keys = placeKeys(finding);
    const partner = keys
      .flatMap((key) => byPlace.get(key) ?? [])
      .find((index) => sameWeakness(merged[index] as DraftFinding, finding));
    if (partner === undefined) {
      for (const key of keys) byPlace.set(key, [...(byPlace.get(key) ?? []), merged.length]);
      merged.push(finding);
    } else merged[partner] = join(merged[partner] as DraftFinding, finding);
  }
  return merged;
}

const maxLinesIndexed = 50;

function placeKeys(finding: DraftFinding): string[] {
  if (finding.scanner === 'dependencies')
    return [
      `package ${textProperty(finding, 'package')
        .toLowerCase()
        .replace(/[-_.]+/g, '-')}`,
    ];
  const { path, start, end } = finding.location;
  const last = Math.min(end.line, start.line + maxLinesIndexed);
  return Array.from({ length: last - start.line + 1 }, (_, index) => `${path}\0${start.line + index}`);
}

function sameWeakness(a: DraftFinding, b: DraftFinding): boolean {
  if (a.scanner !== b.scanner) return false;
  // Two findings of one tool are two findings.
  if (foundBy(a).some((tool) => foundBy(b).includes(tool))) return false;
  if (a.scanner === 'dependencies') {
    const ids = listProperty(b, 'ids');
    return listProperty(a, 'ids').some((id) => ids.includes(id));
  }
  if (a.scanner === 'secrets') return true;
  return a.rule === b.rule || a.cwe.some((cwe) => b.cwe.includes(cwe));
}

function join(a: DraftFinding, b: DraftFinding): DraftFinding {
  return {
    ...a,
    severity: compareSeverity(a.severity, b.severity) >= 0 ? a.severity : b.severity,
    confidence: compareConfidence(a.confidence, b.confidence) >= 0 ? a.confidence : b.confidence,
    cwe: [...new Set([...a.cwe, ...b.cwe])],
    ...((a.trace ?? b.trace) && { trace: a.trace ?? b.trace ?? [] }),
    properties: {
      ...b.properties,
      ...a.properties,
      foundBy: [...new Set([...foundBy(a), ...foundBy(b)])].sort(),
      ...(a.scanner === 'dependencies' && {
        ids: [...new Set([...listProperty(a, 'ids'), ...listProperty(b, 'ids')])].sort(),
      }),
    },
  };
}

function foundBy(finding: DraftFinding): readonly string[] {
  const tools = listProperty(finding, 'foundBy');
  return tools.length > 0 ? tools : ['theriac'];
}

function listProperty(finding: DraftFinding, name: string): readonly string[] {
  const value: JsonValue | undefined = finding.properties?.[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function textProperty(finding: DraftFinding, name: string): string {
  const value = finding.properties?.[name];
  return typeof value === 'string' ? value : '';
}
