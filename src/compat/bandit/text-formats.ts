/** Bandit's formats for people: txt, screen, html and custom. */
import { escapeForTerminal } from '../../reports/index.ts';
import { ranks } from './catalogue.ts';
import { escapeMarkup } from './markup.ts';
import { type BanditReport, cweLink, excerpt, moreInfo, titled, totalOf } from './report.ts';
import type { BanditIssue } from './scan-module.ts';

export function writeText(report: BanditReport): string {
  const total = totalOf(report);
  const lines = [`Run started:${report.generated}`, ''];
  if (report.options.verbose) {
    lines.push(`Files in scope (${report.metrics.size}):`, ...[...report.metrics.keys()].map((path) => `\t${path}`));
    lines.push(`Files excluded (${report.excluded.length}):`, ...report.excluded.map((path) => `\t${path}`));
  }
  lines.push('Test results:');
  if (report.issues.length === 0) lines.push('\tNo issues identified.');
  for (const issue of report.issues) {
    lines.push(...describe(report, issue), '-'.repeat(50));
    for (const candidate of report.candidates?.get(issue) ?? []) {
      lines.push('\tCandidate: ', ...describe(report, candidate).map((line) => `\t${line}`));
    }
  }
  lines.push(
    '',
    'Code scanned:',
    `\tTotal lines of code: ${total.loc}`,
    `\tTotal lines skipped (#nosec): ${total.nosec}`,
    `\tTotal potential issues skipped due to specifically being disabled (e.g., #nosec BXXX): ${total.skippedTests}`,
    '',
    'Run metrics:',
  );
  for (const [title, counts] of [
    ['severity', total.severity],
    ['confidence', total.confidence],
  ] as const) {
    lines.push(`\tTotal issues (by ${title}):`, ...ranks.map((rank) => `\t\t${titled(rank)}: ${counts[rank]}`));
  }
  lines.push(`Files skipped (${report.skipped.length}):`);
  for (const { path, reason } of report.skipped) lines.push(`\t${path} (${reason})`);
  return `${lines.map(escapeForTerminal).join('\n')}\n`;
}

function describe(report: BanditReport, issue: BanditIssue): readonly string[] {
  return [
    `>> Issue: [${issue.id}:${issue.test}] ${issue.text}`,
    `   Severity: ${titled(issue.severity)}   Confidence: ${titled(issue.confidence)}`,
    `   CWE: CWE-${issue.cwe} (${cweLink(issue.cwe)})`,
    `   More Info: ${moreInfo(issue.id)}`,
    `   Location: ${issue.path}:${issue.line}:${issue.column}`,
    ...excerpt(report, issue, '\t').split('\n'),
  ];
}

export function writeHtml(report: BanditReport): string {
  const total = totalOf(report);
  const sections = report.issues.map(
    (issue, index) => `<section id="issue-${index}" class="${issue.severity.toLowerCase()}">
<h2>${escapeMarkup(issue.test)}: ${escapeMarkup(issue.text)}</h2>
<dl><dt>Test</dt><dd>${issue.id}</dd><dt>Severity</dt><dd>${issue.severity}</dd><dt>Confidence</dt><dd>${issue.confidence}</dd>
<dt>CWE</dt><dd><a href="${cweLink(issue.cwe)}">CWE-${issue.cwe}</a></dd><dt>File</dt><dd>${escapeMarkup(issue.path)}:${issue.line}</dd>
<dt>More</dt><dd><a href="${moreInfo(issue.id)}">${moreInfo(issue.id)}</a></dd></dl>
<pre>${escapeMarkup(excerpt(report, issue))}</pre>
</section>`,
  );
  const skipped = report.skipped.map(({ path, reason }) => `<li>${escapeMarkup(path)}: ${escapeMarkup(reason)}</li>`);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Bandit report by Theriac</title>
<style>body{font-family:system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}section{border-left:.4rem solid;padding-left:1rem;margin:1.5rem 0}.high{border-color:#b00020}.medium{border-color:#b36b00}.low{border-color:#5b6b7b}pre{overflow:auto}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}</style></head>
<body>
<h1>Findings</h1>
<p>Lines of code: ${total.loc}. Skipped by nosec: ${total.nosec}. Findings: ${report.issues.length}.</p>
${skipped.length === 0 ? '' : `<h2>Skipped files</h2><ul>${skipped.join('')}</ul>`}
${sections.join('\n')}
</body>
</html>
`;
}

const defaultTemplate = '{abspath}:{line}: {test_id}[bandit]: {severity}: {msg}';

/** `{name}` and `{name:>20.20}` as Python's `str.format` reads them. */
export function writeCustom(report: BanditReport): string {
  const template = report.options.template ?? defaultTemplate;
  return report.issues.map((issue) => `${fill(template, report, issue)}\n`).join('');
}

function fill(template: string, report: BanditReport, issue: BanditIssue): string {
  const values: Readonly<Record<string, string>> = {
    abspath: absolutePath(report.workingFolder, issue.path),
    relpath: issue.path.replace(/^\.\//, ''),
    line: String(issue.line),
    col: String(issue.column),
    test_id: issue.id,
    severity: issue.severity,
    msg: issue.text,
    confidence: issue.confidence,
    range: `[${numbersBetween(issue.lines).join(', ')}]`,
  };
  return template.replace(
    /\{\{|\}\}|\{(\w+)(?::([^{}]*))?\}/g,
    (whole, name: string | undefined, spec: string | undefined) => {
      if (name === undefined) return whole[0];
      const value = values[name];
      return value === undefined ? whole : escapeForTerminal(pad(value, spec ?? ''));
    },
  );
}

function absolutePath(workingFolder: string, path: string): string {
  return path.startsWith('/') ? path : `${workingFolder}/${path.replace(/^\.\//, '')}`;
}

export function numbersBetween([first, last]: readonly [number, number]): readonly number[] {
  return Array.from({ length: Math.min(last - first + 1, 100_000) }, (_, index) => first + index);
}

/** `[[fill]align][0][width][.precision][type]` */
function pad(value: string, spec: string): string {
  const match = /^(?:(.)?([<>^=]))?(0)?(\d{1,4})?(?:\.(\d{1,4}))?[sd]?$/s.exec(spec);
  if (match === null) return value;
  const [, filler, align, zero, width, precision] = match;
  const text = precision === undefined ? value : value.slice(0, Number(precision));
  const missing = Number(width ?? 0) - text.length;
  if (missing <= 0) return text;
  const by = filler ?? (zero === undefined ? ' ' : '0');
  const side = align ?? (/^\d+$/.test(value) ? '>' : '<');
  const left = side === '^' ? Math.floor(missing / 2) : side === '<' ? 0 : missing;
  return by.repeat(left) + text + by.repeat(missing - left);
}
