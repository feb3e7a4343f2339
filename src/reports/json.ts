/** The whole report as one JSON document. */
import type { ScanReport } from '../scan/index.ts';
import { findingToJson, headToJson } from './json-model.ts';
import type { ReportOptions } from './report-format.ts';

/** Indented by two blanks, one piece per finding. */
export function* renderJson(report: ScanReport, options: ReportOptions): Iterable<string> {
  const head = JSON.stringify(headToJson(report, options), undefined, 2);
  yield `${head.slice(0, -2)},\n  "findings": [`;
  let separator = '\n';
  for (const finding of report.findings) {
    yield `${separator}    ${JSON.stringify(findingToJson(finding, report), undefined, 2).replaceAll('\n', '\n    ')}`;
    separator = ',\n';
  }
  yield report.findings.length === 0 ? ']\n}\n' : '\n  ]\n}\n';
}
