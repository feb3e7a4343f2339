/** Reads a saved JSON report of Theriac back, as far as an explanation needs it. */
import { type Finding, type RuleMeta, TheriacError } from '../findings/index.ts';
import type { Explainable } from './explain.ts';

/** Throws a {@link TheriacError} for what is no such report. Findings that lack a required part are refused, not guessed. */
export function readJsonReport(text: string, name: string): Explainable {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw bad(name, `is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`);
  }
  const { schemaVersion, findings, rules } = record(document);
  if (typeof schemaVersion !== 'string' || !schemaVersion.startsWith('1.')) throw bad(name, 'has no schemaVersion 1.x');
  if (!Array.isArray(findings) || !Array.isArray(rules)) throw bad(name, 'has no findings and rules');
  return {
    findings: findings.map((finding: unknown, index) => readFinding(finding, `${name}: finding ${index + 1}`)),
    rules: rules.filter((rule: unknown): rule is RuleMeta => {
      const { name: id, title, aliases } = record(rule);
      return typeof id === 'string' && typeof title === 'string' && Array.isArray(aliases);
    }),
  };
}

function readFinding(value: unknown, name: string): Finding {
  const finding = record(value);
  for (const key of ['rule', 'scanner', 'severity', 'confidence', 'message', 'context', 'scope']) {
    if (typeof finding[key] !== 'string') throw bad(name, `has no text "${key}"`);
  }
  const { start, end, path } = record(finding['location']);
  const fingerprints = record(finding['fingerprints']);
  const positions = [record(start), record(end)].every(
    ({ line, column }) => typeof line === 'number' && typeof column === 'number',
  );
  if (typeof path !== 'string' || !positions) throw bad(name, 'has no location');
  if (typeof fingerprints['primary'] !== 'string') throw bad(name, 'has no fingerprint');
  for (const key of ['cwe', 'suppressions']) if (!Array.isArray(finding[key])) throw bad(name, `has no list "${key}"`);
  const { id: _, rank: __, scope, ...rest } = finding;
  return { ...rest, identity: { scope, content: '' } } as unknown as Finding;
}

function record(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function bad(name: string, what: string): TheriacError {
  return new TheriacError('bad-report', `${name} ${what}.`, { hint: 'Give a report of "theriac scan --format json".' });
}
