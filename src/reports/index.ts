/** Reports: one file per format, each a pure function of a finished scan. */
export { escapeForTerminal, escapeLine } from './escape.ts';
export { type Explainable, renderExplanation } from './explain.ts';
export { findFormat, reportFormats } from './format-table.ts';
export { importFormats, importReport, maxReportSize } from './import/index.ts';
export { readJsonReport } from './read-json.ts';
export type { RenderReport, ReportFormat, ReportOptions, TrendPoint } from './report-format.ts';
