/** `--format` and `--output`: one scan, several reports. */
import { resolve } from 'node:path';
import { compareSeverity, didYouMean, type GateResult, type Severity, TheriacError } from '../findings/index.ts';
import { toSlashes, writeFile } from '../platform/index.ts';
import { findFormat, type ReportFormat, type ReportOptions, reportFormats, type TrendPoint } from '../reports/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { readAsset, readRulePage } from './package-files.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

export interface Output {
  readonly format: ReportFormat;
  /** Absent: standard output. */
  readonly path?: string;
}

/** Checks formats before the scan, because a typo must not cost one. */
export function checkOutputs(format: string, outputs: readonly string[]): Output[] {
  const files = outputs.map((text) => {
    const at = text.indexOf('=');
    if (at < 1 || at === text.length - 1) {
      throw new TheriacError('bad-output', `"--output ${text}" is not of the form FORMAT=PATH.`);
    }
    return { format: knownFormat(text.slice(0, at)), path: text.slice(at + 1) };
  });
  return [...files, { format: knownFormat(format) }];
}

function knownFormat(name: string): ReportFormat {
  const format = findFormat(name);
  if (format !== undefined) return format;
  const known = reportFormats.map((entry) => entry.name);
  throw new TheriacError('unknown-format', `Unknown format "${name}"${didYouMean(name, known) || '.'}`, {
    hint: `Known: ${known.join(', ')}.`,
  });
}

export interface WriteOptions {
  readonly outputs: readonly Output[];
  /** Findings below it are left out of every report, and counted. */
  readonly severity: Severity;
  readonly terminal: Terminal;
  readonly trend?: readonly TrendPoint[];
  /** Absolute; paths of outputs are relative to it. */
  readonly workingFolder: string;
}

/** Writes files first, then standard output. Throws when a file cannot be written. */
export async function writeReports(report: ScanReport, gate: GateResult, options: WriteOptions): Promise<void> {
  const { terminal, severity } = options;
  const findings = report.findings.filter((finding) => compareSeverity(finding.severity, severity) >= 0);
  const view = { ...report, findings };
  const base: ReportOptions = {
    version,
    gate,
    ...(options.trend && { trend: options.trend }),
    hidden: { count: report.findings.length - findings.length, below: severity },
    rulePage: readRulePage,
    asset: readAsset,
  };
  for (const { format, path } of options.outputs) {
    const render = await format.load();
    if (path === undefined) {
      await terminal.write(render(view, { ...base, color: terminal.colors('stdout'), width: terminal.width }));
      continue;
    }
    const written = writeFile(toSlashes(resolve(options.workingFolder, path)), render(view, base));
    if (!written.ok) throw new TheriacError('cannot-write', `Cannot write ${path}: ${written.reason}.`);
    terminal.info(`Wrote ${format.name} to ${path}.`);
  }
}
