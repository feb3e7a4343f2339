/** The history of a project's counts, one line a scan: what the trend chart is drawn from. */
import { resolve } from 'node:path';
import { severities, TheriacError } from '../findings/index.ts';
import { disk, toSlashes, writeFile } from '../platform/index.ts';
import type { TrendPoint } from '../reports/index.ts';
import type { ScanReport } from '../scan/index.ts';
import type { Terminal } from './terminal.ts';

export const defaultHistory = '.theriac/history.jsonl';
const largestHistory = 64_000_000;
const mostPoints = 400;

/** Points of the file and one for this scan; `record` adds the line to the file. Lines that cannot be read are said and kept. */
export function trendOf(
  report: ScanReport,
  options: { readonly path: string; readonly root: string; readonly record: boolean; readonly terminal: Terminal },
): readonly TrendPoint[] {
  const { record, terminal } = options;
  const path = toSlashes(resolve(options.root, options.path));
  const content = disk.read(path, largestHistory);
  if (!content.ok && content.code !== 'ENOENT') {
    throw new TheriacError('bad-history', `Cannot read ${options.path}: ${content.reason}.`);
  }
  const text = content.ok ? new TextDecoder().decode(content.value) : '';
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const points = lines.flatMap((line) => readPoint(line) ?? []);
  if (points.length < lines.length) {
    terminal.warn(`${lines.length - points.length} lines of ${options.path} could not be read as history.`);
  }
  const now = pointOf(report);
  if (record) {
    const all = `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${JSON.stringify(now)}\n`;
    const written = writeFile(path, all);
    if (!written.ok) throw new TheriacError('cannot-write', `Cannot write ${options.path}: ${written.reason}.`);
  }
  return [...points, now].slice(-mostPoints);
}

function pointOf({ findings, today }: ScanReport): TrendPoint {
  const counts: { [severity: string]: number } = {};
  for (const severity of severities) counts[severity] = 0;
  for (const { severity, suppressions } of findings) {
    if (suppressions.length === 0) counts[severity] = (counts[severity] ?? 0) + 1;
  }
  return { date: today, counts };
}

function readPoint(line: string): TrendPoint | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('date' in value) || !('counts' in value)) return undefined;
  const { date, counts } = value;
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  if (typeof counts !== 'object' || counts === null) return undefined;
  const known = severities.map((severity): [string, number] => {
    const count: unknown = Object.hasOwn(counts, severity) ? Reflect.get(counts, severity) : 0;
    return [severity, typeof count === 'number' && Number.isFinite(count) && count >= 0 ? count : 0];
  });
  return { date, counts: Object.fromEntries(known) };
}
