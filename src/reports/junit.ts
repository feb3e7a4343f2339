/** JUnit XML: one suite a file, one failing case a finding, so that any CI shows the result. */
import type { Finding } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { openFindings, placeOf } from './open-findings.ts';

export function junitReport(report: ScanReport): string {
  const suites = new Map<string, Finding[]>();
  for (const finding of openFindings(report)) {
    const suite = suites.get(finding.location.path);
    if (suite) suite.push(finding);
    else suites.set(finding.location.path, [finding]);
  }
  const missed = report.issues.filter(({ incomplete }) => incomplete);
  const total = [...suites.values()].reduce((sum, suite) => sum + suite.length, 0);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="theriac" tests="${Math.max(total + missed.length, 1)}" failures="${total}" errors="${missed.length}">`,
  ];
  for (const [path, findings] of [...suites].sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push(`  <testsuite name="${xml(path)}" tests="${findings.length}" failures="${findings.length}" errors="0">`);
    for (const finding of findings) {
      lines.push(
        `    <testcase classname="${xml(finding.rule)}" name="${xml(placeOf(finding))}" file="${xml(path)}" line="${finding.location.start.line}">`,
        `      <failure type="${finding.severity}" message="${xml(finding.message)}">${xml(`${placeOf(finding)}: ${finding.message}`)}</failure>`,
        '    </testcase>',
      );
    }
    lines.push('  </testsuite>');
  }
  if (missed.length > 0) {
    lines.push(`  <testsuite name="not looked at" tests="${missed.length}" failures="0" errors="${missed.length}">`);
    for (const [index, issue] of missed.entries()) {
      lines.push(
        `    <testcase classname="${issue.kind}" name="${xml(`${issue.path ?? 'scan'} #${index + 1}`)}"><error type="${issue.kind}" message="${xml(issue.message)}"/></testcase>`,
      );
    }
    lines.push('  </testsuite>');
  }
  if (total + missed.length === 0) {
    lines.push(
      '  <testsuite name="theriac" tests="1" failures="0" errors="0">',
      '    <testcase classname="theriac" name="no open finding"/>',
      '  </testsuite>',
    );
  }
  lines.push('</testsuites>');
  return `${lines.join('\n')}\n`;
}

/** Escapes markup; characters that XML 1.0 cannot hold become U+FFFD. */
function xml(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}
