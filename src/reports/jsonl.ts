/** One JSON object per line: the scan first, then each finding. */
import type { ScanReport } from '../scan/index.ts';
import { findingToJson, headToJson } from './json-model.ts';
import type { ReportOptions } from './report-format.ts';

/** Each object says what it is in `kind`: `scan` or `finding`. */
export function* renderJsonLines(report: ScanReport, options: ReportOptions): Iterable<string> {
  yield `${JSON.stringify({ kind: 'scan', ...headToJson(report, options) })}\n`;
  for (const finding of report.findings)
    yield `${JSON.stringify({ kind: 'finding', ...findingToJson(finding, report) })}\n`;
}
