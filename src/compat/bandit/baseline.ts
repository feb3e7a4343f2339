/** Baselines of Bandit: JSON reports whose findings are not reported again. */
import { TheriacError } from '../../findings/index.ts';
import { isDataError, parseJson } from '../../formats/index.ts';
import { isRecord } from './records.ts';
import type { BanditIssue } from './scan-module.ts';

/** Reads a JSON report of Bandit, or of this command, into the keys of its findings. */
export function readBaseline(path: string, text: string): ReadonlySet<string> {
  const document = parseJson(text);
  const value = isDataError(document) ? undefined : document.data;
  const results = isRecord(value) ? value['results'] : undefined;
  if (!Array.isArray(results)) throw new TheriacError('usage', `${path} is no JSON report of Bandit.`);
  const keys = new Set<string>();
  for (const result of results) {
    if (!isRecord(result)) continue;
    const cwe = result['issue_cwe'];
    keys.add(
      [
        result['filename'],
        result['test_id'],
        result['issue_severity'],
        result['issue_confidence'],
        isRecord(cwe) ? cwe['id'] : '',
      ].join('\0'),
    );
  }
  return keys;
}

/** What two findings have in common that are one for Bandit. The text is left out: ours differs. */
export function baselineKey({ path, id, severity, confidence, cwe }: BanditIssue): string {
  return [path, id, severity, confidence, cwe].join('\0');
}
