/** What the formats share: the finished scan, excerpts and links. */

import { listIds, type Rank, ranks, testOf } from './catalogue.ts';
import type { BanditOptions } from './options.ts';
import type { BanditIssue } from './scan-module.ts';

export interface FileMetrics {
  readonly loc: number;
  readonly nosec: number;
  readonly skippedTests: number;
  readonly severity: Readonly<Record<Rank, number>>;
  readonly confidence: Readonly<Record<Rank, number>>;
}

export interface BanditReport {
  /** After filters and baseline, in the order in which they are printed. */
  readonly issues: readonly BanditIssue[];
  /** With a baseline: all findings like a new one, of which one is new. */
  readonly candidates: ReadonlyMap<BanditIssue, readonly BanditIssue[]> | undefined;
  readonly metrics: ReadonlyMap<string, FileMetrics>;
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly excluded: readonly string[];
  /** Lines of a scanned file. */
  readonly source: (path: string) => readonly string[];
  readonly options: BanditOptions;
  /** ISO date and time in UTC. */
  readonly generated: string;
  readonly workingFolder: string;
}

export function noCounts(): Record<Rank, number> {
  return { UNDEFINED: 0, LOW: 0, MEDIUM: 0, HIGH: 0 };
}

export function totalOf(report: BanditReport): FileMetrics {
  const total = { loc: 0, nosec: 0, skippedTests: 0, severity: noCounts(), confidence: noCounts() };
  for (const metrics of report.metrics.values()) {
    total.loc += metrics.loc;
    total.nosec += metrics.nosec;
    total.skippedTests += metrics.skippedTests;
    for (const rank of ranks) {
      total.severity[rank] += metrics.severity[rank];
      total.confidence[rank] += metrics.confidence[rank];
    }
  }
  return total;
}

/** Numbered lines around a finding, at most `-n` beside its own. */
export function excerpt(report: BanditReport, issue: BanditIssue, separator = ' '): string {
  const lines = report.source(issue.path);
  const wanted = report.options.contextLines;
  const [first, last] = issue.lines;
  const start = Math.max(1, issue.line - Math.floor(wanted / 2));
  const end = Math.min(lines.length, start + Math.min(last - first + 1, 1000) + wanted - 2);
  let text = '';
  for (let line = start; line <= end; line++) text += `${line}${separator}${lines[line - 1]}\n`;
  return text;
}

export function cweLink(cwe: number): string {
  return `https://cwe.mitre.org/data/definitions/${cwe}.html`;
}

export function moreInfo(id: string): string {
  const { name } = testOf(id);
  const root = 'https://bandit.readthedocs.io/en/latest';
  if (!listIds.has(id)) return `${root}/plugins/${id.toLowerCase()}_${name}.html`;
  const page = id.startsWith('B3') ? 'blacklist_calls' : 'blacklist_imports';
  return `${root}/blacklists/${page}.html#${id.toLowerCase()}-${name.replaceAll('_', '-').toLowerCase()}`;
}

/** `LOW` → `Low`. */
export function titled(rank: Rank): string {
  return rank[0] + rank.slice(1).toLowerCase();
}
