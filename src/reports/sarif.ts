/** SARIF 2.1.0 within GitHub's limits: one run per scanner family, so that each has a category of its own. */
import { gzipSync } from 'node:zlib';
import { type Finding, rankFindings, type ScanIssue, type ScannerId } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { githubLineHashes } from './github-line-hash.ts';
import type { ReportOptions } from './report-format.ts';
import { artifact, message, type SarifSources, toResult } from './sarif-result.ts';
import { cweTaxonomy, ruleDescriptor, sarifRuleId } from './sarif-rules.ts';

/** GitHub rejects a run with more results, and a file that is larger when compressed. */
export const githubLimits = { results: 25_000, compressedBytes: 10_000_000, issues: 1000 } as const;

/** Renders all of the report, or the most urgent part of it that GitHub accepts; a notification counts the rest. */
export function renderSarif(report: ScanReport, options: ReportOptions): string {
  for (let limit: number = githubLimits.results; ; limit = Math.floor(limit / 2)) {
    const text = `${JSON.stringify(toLog(report, options, limit))}\n`;
    const fits = text.length < githubLimits.compressedBytes || gzipSync(text).length < githubLimits.compressedBytes;
    if (fits || limit <= 1) return text;
    // Half of what there is, not half of a limit that nothing reaches.
    limit = Math.min(limit, largestRun(report));
  }
}

function largestRun({ findings, scanners }: ScanReport): number {
  return Math.max(1, ...scanners.map(({ id }) => findings.filter(({ scanner }) => scanner === id).length));
}

function toLog(report: ScanReport, options: ReportOptions, limit: number): object {
  const sources = openSources(report);
  const ran = new Set<ScannerId>(report.scanners.map(({ id }) => id));
  for (const { scanner } of report.findings) ran.add(scanner);
  // A run without results still tells GitHub that what it knew is fixed.
  const families = ran.size === 0 ? (['code'] as const) : [...ran];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: families.map((family, index) =>
      toRun(family, { report, options, sources, limit, issues: index === 0 ? report.issues : [] }),
    ),
  };
}

interface RunInput {
  readonly report: ScanReport;
  readonly options: ReportOptions;
  readonly sources: SarifSources;
  readonly limit: number;
  readonly issues: readonly ScanIssue[];
}

function toRun(family: ScannerId, { report, options, sources, limit, issues }: RunInput): object {
  const all = report.findings.filter(({ scanner }) => scanner === family);
  const kept = all.length <= limit ? all : mostUrgent(all, limit);
  const metas = new Map(report.rules.map((rule) => [rule.name, rule]));
  const rules: object[] = [];
  const indexes = new Map<string, number>();
  for (const finding of kept) {
    const id = sarifRuleId(finding);
    if (indexes.has(id)) continue;
    indexes.set(id, rules.length);
    rules.push(ruleDescriptor(finding, metas.get(finding.rule), options));
  }
  const notifications = issues.slice(0, githubLimits.issues).map(toNotification);
  if (issues.length > githubLimits.issues) {
    notifications.push(notice(`${issues.length - githubLimits.issues} more scan issues are left out here.`));
  }
  if (kept.length < all.length) {
    notifications.push(
      notice(`${all.length - kept.length} findings of lower priority are left out, because GitHub accepts no more.`),
    );
  }
  return {
    tool: {
      driver: {
        name: 'Theriac',
        version: options.version,
        semanticVersion: options.version,
        rules,
        supportedTaxonomies: [{ name: 'CWE' }],
      },
    },
    automationDetails: { id: `theriac/${family}/` },
    columnKind: 'unicodeCodePoints',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository' } } },
    invocations: [
      {
        executionSuccessful: !issues.some(({ kind }) => kind === 'internal-error'),
        toolExecutionNotifications: notifications,
      },
    ],
    taxonomies: [cweTaxonomy(kept.flatMap((finding) => [...finding.cwe, ...(metas.get(finding.rule)?.cwe ?? [])]))],
    results: kept.map((finding) => ({
      ...toResult(finding, indexes.get(sarifRuleId(finding)) ?? -1, sources),
      ...baselineState(finding, report),
    })),
    ...fixedOf(family, report),
  };
}

/** SARIF 3.27.24; only when there was something to compare with. */
function baselineState({ suppressions }: Finding, { triage }: ScanReport): { baselineState?: 'new' | 'unchanged' } {
  if (!triage?.baseline && !triage?.comparison) return {};
  return { baselineState: suppressions.some(({ kind }) => kind === 'baseline') ? 'unchanged' : 'new' };
}

/** What is fixed stands apart: readers that do not know the state `absent` would open an alert for it. */
function fixedOf(family: ScannerId, { triage }: ScanReport): object {
  const comparison = triage?.comparison;
  if (!comparison) return {};
  const fixed = comparison.fixed
    .filter(({ scanner }) => scanner === family)
    .map(({ rule, location, fingerprints }) => ({
      rule,
      path: location.path,
      line: location.start.line,
      fingerprint: fingerprints.primary,
    }));
  return { properties: { comparedWith: comparison.against, fixed } };
}

/** The most urgent ones, still in order of place. */
function mostUrgent(findings: readonly Finding[], count: number): Finding[] {
  const urgent = new Set(rankFindings(findings).slice(0, count));
  return findings.filter((finding) => urgent.has(finding));
}

function toNotification(issue: ScanIssue): object {
  const { kind, incomplete, path, line } = issue;
  return {
    descriptor: { id: kind },
    level: incomplete ? 'warning' : 'note',
    message: message(issue.message),
    ...(path !== undefined && {
      locations: [
        {
          physicalLocation: {
            artifactLocation: artifact(path),
            ...(line !== undefined && { region: { startLine: line } }),
          },
        },
      ],
    }),
  };
}

function notice(text: string): object {
  return { descriptor: { id: 'limit-reached' }, level: 'warning', message: message(text) };
}

/** Reads each file once, and its line hashes only when one is asked for. */
function openSources({ project }: ScanReport): SarifSources {
  const hashes = new Map<string, readonly string[]>();
  const read = (path: string): Uint8Array | undefined => project.read(path);
  return {
    read,
    lineHash(path, line) {
      let known = hashes.get(path);
      if (known === undefined) {
        const bytes = read(path);
        known = bytes === undefined ? [] : githubLineHashes(bytes);
        hashes.set(path, known);
      }
      return known[line - 1];
    },
  };
}
