/** Severity, confidence and the kind of code a finding stands in: the scales that every scanner and report shares. */

export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const confidences = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof confidences)[number];

/** What the file is for. Scanners rank by it; nothing is hidden because of it unless a rule says so. */
export const fileContexts = [
  'application',
  'test',
  'example',
  'documentation',
  'tooling',
  'generated',
  'vendored',
] as const;
export type FileContext = (typeof fileContexts)[number];

/** -1, 0 or 1 as `a` is less, equally or more severe than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return Math.sign(severities.indexOf(a) - severities.indexOf(b));
}

/** -1, 0 or 1 as `a` is less, equally or more certain than `b`. */
export function compareConfidence(a: Confidence, b: Confidence): number {
  return Math.sign(confidences.indexOf(a) - confidences.indexOf(b));
}
