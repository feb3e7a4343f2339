/** Reports of other tools, read for a scan to join. */
import { resolve } from 'node:path';
import { TheriacError } from '../findings/index.ts';
import { disk, toSlashes } from '../platform/index.ts';
import type { ScanOptions } from '../scan/index.ts';

/** Reads the files now, so that a missing or broken one fails before the scan's work; with no files, nothing. */
export async function importing(
  paths: readonly string[],
  workingFolder: string,
  only?: string,
): Promise<Pick<ScanOptions, 'imported'>> {
  if (paths.length === 0) return {};
  const { importReport, maxReportSize } = await import('../reports/index.ts');
  const files = paths.map((path) => {
    const content = disk.read(toSlashes(resolve(workingFolder, path)), maxReportSize);
    if (!content.ok) throw new TheriacError('bad-report', `Cannot read ${path}: ${content.reason}.`);
    return { path, bytes: content.value };
  });
  return {
    imported: ({ rules, contextOf }) => {
      const byAlias = new Map<string, string>();
      for (const rule of rules) for (const alias of rule.aliases) byAlias.set(alias.toLowerCase(), rule.name);
      const reports = files.map(({ path, bytes }) =>
        importReport(bytes, path, {
          contextOf,
          ruleForAlias: (alias) => byAlias.get(alias.toLowerCase()),
          ...(only !== undefined && { format: only }),
        }),
      );
      return {
        findings: reports.flatMap(({ findings }) => findings),
        issues: reports.flatMap(({ issues }) => issues),
      };
    },
  };
}
