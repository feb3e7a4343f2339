/** One line per finding, in order of place: for editors, `grep` and eyes that know what they look for. */
import type { ScanReport } from '../scan/index.ts';
import { escapeLine } from './escape.ts';

/** `path:line:column: severity rule: message`; suppressed findings are left out, scan issues come last. */
export function* renderConcise(report: ScanReport): Iterable<string> {
  for (const { location, severity, rule, message, suppressions } of report.findings) {
    if (suppressions.length > 0) continue;
    const cell = location.cell === undefined ? '' : `:cell ${location.cell}`;
    const place = `${location.path}${cell}:${location.start.line}:${location.start.column}`;
    yield `${escapeLine(`${place}: ${severity} ${rule}: ${message}`)}\n`;
  }
  for (const { path, line, kind, message, incomplete } of report.issues) {
    const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
    yield `${escapeLine(`${place}${incomplete ? 'not looked at' : 'note'}: ${kind}: ${message}`)}\n`;
  }
}
