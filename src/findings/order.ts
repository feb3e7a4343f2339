/** One order for findings everywhere: by place, so that output is the same whatever order files were scanned in. */
import type { DraftFinding } from './finding.ts';
import type { ScanIssue } from './scan-issue.ts';

/** Orders by path, position, rule, then identity. Total for distinct findings; compares code units, not locales. */
export function compareFindings(a: DraftFinding, b: DraftFinding): number {
  return (
    compareText(a.location.path, b.location.path) ||
    (a.location.cell ?? 0) - (b.location.cell ?? 0) ||
    a.location.start.byte - b.location.start.byte ||
    a.location.end.byte - b.location.end.byte ||
    compareText(a.rule, b.rule) ||
    compareText(a.identity.scope, b.identity.scope) ||
    compareText(a.identity.content, b.identity.content) ||
    compareText(a.identity.flow ?? '', b.identity.flow ?? '') ||
    compareText(a.message, b.message)
  );
}

/** Orders scan issues: the whole scan first, then by path, line, kind and message. */
export function compareScanIssues(a: ScanIssue, b: ScanIssue): number {
  return (
    compareText(a.path ?? '', b.path ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compareText(a.kind, b.kind) ||
    compareText(a.message, b.message)
  );
}

/** Code-unit order of two strings. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
