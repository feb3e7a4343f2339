/** JUnit and coverage XML: evidence that tests ran and how much they cover. Reads a few attributes; entities and DTDs are never expanded. */
import type { ImportedReport } from './imported.ts';

/** Undefined when the text is neither. */
export function readXmlEvidence(text: string): ImportedReport | undefined {
  const root = /<(testsuites|testsuite|coverage)\b[^<>]{0,4000}>/.exec(text);
  if (root === null) return undefined;
  return root[1] === 'coverage' ? coverage(root[0]) : junit(text);
}

function coverage(tag: string): ImportedReport {
  const rate = attribute(tag, 'line-rate');
  const evidence = {
    linesCovered: attribute(tag, 'lines-covered') ?? 0,
    linesValid: attribute(tag, 'lines-valid') ?? 0,
    linePercent: Math.round((rate ?? 0) * 1000) / 10,
    branchPercent: Math.round((attribute(tag, 'branch-rate') ?? 0) * 1000) / 10,
  };
  return { tool: 'coverage', findings: [], issues: [], evidence };
}

function junit(text: string): ImportedReport {
  const total = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  // Suites can be nested and then repeat their children's numbers, so the cases themselves are counted.
  for (const [, name] of text.matchAll(/<(testcase|failure|error|skipped)\b/g)) {
    if (name === 'testcase') total.tests += 1;
    else if (name === 'failure') total.failures += 1;
    else if (name === 'error') total.errors += 1;
    else total.skipped += 1;
  }
  return { tool: 'junit', findings: [], issues: [], evidence: total };
}

function attribute(tag: string, name: string): number | undefined {
  const value = new RegExp(`\\s${name}\\s*=\\s*["'](\\d+(?:\\.\\d+)?)["']`).exec(tag)?.[1];
  return value === undefined ? undefined : Number(value);
}
