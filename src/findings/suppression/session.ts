/** The suppression comments of one scan: read while files go by, applied when the findings are known. */
import type { DraftFinding, Finding } from '../finding.ts';
import { assignFingerprints } from '../fingerprint.ts';
import { compareFindings, compareText } from '../order.ts';
import type { FileContext } from '../severity.ts';
import { type ApplyOptions, applyMarkers, type MarkerUse } from './apply.ts';
import { type CellRange, type CommentRange, hashComments, readMarkers, type SuppressionMarker } from './marker.ts';

/** What the session needs to see of a file. `bytes` are UTF-8 and are not kept. */
export interface MarkedFile {
  readonly path: string;
  readonly context: FileContext;
  readonly bytes: Uint8Array;
  /** From a parser of the language. Absent: `#` comments are found by their look. */
  readonly comments?: Iterable<CommentRange>;
  readonly cells?: readonly CellRange[];
}

export interface SuppressionSession {
  visit(file: MarkedFile): void;
  /** Findings with their inline suppressions and, in the same order, the findings about the comments themselves. */
  apply(findings: readonly Finding[]): readonly Finding[];
  /** After {@link apply}: every marker and what became of it, in order of place. */
  uses(): readonly MarkerUse[];
}

/** Starts a session. Not bound to the order in which files are visited. */
export function createSuppressionSession(options: Omit<ApplyOptions, 'contextOf'>): SuppressionSession {
  const markers: SuppressionMarker[] = [];
  const contexts = new Map<string, FileContext>();
  let uses: readonly MarkerUse[] = [];
  return {
    visit({ path, context, bytes, comments, cells }) {
      const found = readMarkers(bytes, path, comments ?? hashComments(bytes), cells);
      if (found.length === 0) return;
      contexts.set(path, context);
      markers.push(...found);
    },
    apply(findings) {
      markers.sort(
        (a, b) => compareText(a.location.path, b.location.path) || a.location.start.byte - b.location.start.byte,
      );
      const contextOf = (path: string): FileContext => contexts.get(path) ?? 'application';
      const first = applyMarkers(findings, markers, { ...options, contextOf });
      // A comment may name a rule about comments; a bare one must not hide the report about itself.
      const named = markers.filter(({ covers }) => covers === 'rules');
      const about = assignFingerprints(first.drafts satisfies readonly DraftFinding[]);
      const second = applyMarkers(about, named, { ...options, contextOf });
      const usedHere = new Map(second.uses.filter(({ state }) => state === 'used').map((use) => [use.marker, use]));
      uses = first.uses.map((use) => usedHere.get(use.marker) ?? use);
      return [...first.findings, ...second.findings].sort(compareFindings);
    },
    uses: () => uses,
  };
}
