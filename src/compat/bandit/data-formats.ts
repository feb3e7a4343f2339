/** Bandit's formats for programs: json, yaml, csv, xml and sarif. */

import { type Rank, ranks, testOf } from './catalogue.ts';
import { escapeMarkup } from './markup.ts';
import { type BanditReport, cweLink, excerpt, type FileMetrics, moreInfo, totalOf } from './report.ts';
import type { BanditIssue } from './scan-module.ts';
import { numbersBetween } from './text-formats.ts';

export function jsonDocument(report: BanditReport): unknown {
  const metrics: Record<string, unknown> = { _totals: metricsDocument(totalOf(report)) };
  for (const [path, values] of report.metrics) metrics[path] = metricsDocument(values);
  return {
    errors: report.skipped.map(({ path, reason }) => ({ filename: path, reason })),
    generated_at: report.generated,
    metrics,
    results: report.issues.map((issue) => {
      const candidates = report.candidates?.get(issue);
      const result = resultDocument(report, issue);
      return candidates === undefined
        ? result
        : { ...result, candidates: candidates.map((candidate) => resultDocument(report, candidate)) };
    }),
  };
}

export function writeJson(report: BanditReport): string {
  return `${JSON.stringify(jsonDocument(report), null, 2)}\n`;
}

/** Every JSON document is a YAML document; the library only makes it nicer to read. */
export async function writeYaml(report: BanditReport): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(jsonDocument(report), { aliasDuplicateObjects: false });
}

function metricsDocument(metrics: FileMetrics): Readonly<Record<string, number>> {
  const document: Record<string, number> = {};
  for (const rank of ranks) document[`CONFIDENCE.${rank}`] = metrics.confidence[rank];
  for (const rank of ranks) document[`SEVERITY.${rank}`] = metrics.severity[rank];
  return { ...document, loc: metrics.loc, nosec: metrics.nosec, skipped_tests: metrics.skippedTests };
}

function resultDocument(report: BanditReport, issue: BanditIssue): Readonly<Record<string, unknown>> {
  return {
    code: excerpt(report, issue),
    col_offset: issue.column,
    end_col_offset: issue.endColumn,
    filename: issue.path,
    issue_confidence: issue.confidence,
    issue_cwe: { id: issue.cwe, link: cweLink(issue.cwe) },
    issue_severity: issue.severity,
    issue_text: issue.text,
    line_number: issue.line,
    line_range: numbersBetween(issue.lines),
    more_info: moreInfo(issue.id),
    test_id: issue.id,
    test_name: issue.test,
  };
}

export function writeCsv(report: BanditReport): string {
  const rows: (readonly (string | number)[])[] = [
    [
      ...['filename', 'test_name', 'test_id', 'issue_severity', 'issue_confidence', 'issue_cwe', 'issue_text'],
      ...['line_number', 'col_offset', 'end_col_offset', 'line_range', 'more_info'],
    ],
  ];
  for (const issue of report.issues) {
    rows.push([
      ...[issue.path, issue.test, issue.id, issue.severity, issue.confidence, cweLink(issue.cwe), issue.text],
      ...[issue.line, issue.column, issue.endColumn, `[${numbersBetween(issue.lines).join(', ')}]`, moreInfo(issue.id)],
    ]);
  }
  return rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('');
}

/** A leading `=`, `+`, `-` or `@` would be a formula in a spreadsheet. */
function csvCell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function writeXml(report: BanditReport): string {
  const cases = report.issues.map((issue) => {
    const text = `Test ID: ${issue.id} Severity: ${issue.severity} Confidence: ${issue.confidence}\nCWE: CWE-${issue.cwe} (${cweLink(issue.cwe)})\n${issue.text}\nLocation ${issue.path}:${issue.line}`;
    return `<testcase classname="${escapeMarkup(issue.path)}" name="${escapeMarkup(issue.test)}"><error more_info="${moreInfo(issue.id)}" type="${issue.severity}" message="${escapeMarkup(issue.text)}">${escapeMarkup(text)}</error></testcase>`;
  });
  return `<?xml version='1.0' encoding='utf-8'?>\n<testsuite name="bandit" tests="${report.issues.length}">${cases.join('')}</testsuite>\n`;
}

const sarifLevel: Readonly<Record<Rank, string>> = { HIGH: 'error', MEDIUM: 'warning', LOW: 'note', UNDEFINED: 'none' };

export function writeSarif(report: BanditReport): string {
  const ids = [...new Set(report.issues.map(({ id }) => id))];
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Bandit',
            fullName: 'theriac bandit',
            rules: ids.map((id) => {
              const { name, cwe } = testOf(id);
              const precision = report.issues.find((issue) => issue.id === id)?.confidence.toLowerCase();
              return {
                id,
                name,
                helpUri: moreInfo(id),
                properties: { tags: ['security', `external/cwe/cwe-${cwe}`], precision },
              };
            }),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            endTimeUtc: report.generated,
            toolExecutionNotifications: report.skipped.map(({ path, reason }) => ({
              level: 'error',
              message: { text: reason },
              locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
            })),
          },
        ],
        results: report.issues.map((issue) => ({
          ruleId: issue.id,
          ruleIndex: ids.indexOf(issue.id),
          level: sarifLevel[issue.severity],
          message: { text: issue.text },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(issue.path) },
                region: {
                  startLine: issue.line,
                  endLine: Math.max(issue.line, issue.lines[1]),
                  startColumn: issue.column + 1,
                  snippet: { text: excerpt(report, issue) },
                },
              },
            },
          ],
          properties: { issue_confidence: issue.confidence, issue_severity: issue.severity },
        })),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function uriOf(path: string): string {
  return path.replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
}
