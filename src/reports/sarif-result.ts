/** One finding as a SARIF result. */
import {
  type Finding,
  indexLines,
  type Location,
  makeLocation,
  rankFinding,
  type Suppression,
  type TextEdit,
  type TraceStep,
} from '../findings/index.ts';
import { levelOf, sarifRuleId } from './sarif-rules.ts';

/** GitHub reads at most this many locations of a flow, shows 100, and never more than 10 000 of a file. */
const mostSteps = 100;
const mostRelated = 50;

/** What a result needs from the files; both work on the root's relative paths. */
export interface SarifSources {
  /** GitHub's hash of a line; undefined when the file cannot be read. */
  lineHash(path: string, line: number): string | undefined;
  read(path: string): Uint8Array | undefined;
}

/** The `result` object. `ruleIndex` points into the run's rules. */
export function toResult(finding: Finding, ruleIndex: number, sources: SarifSources): object {
  const { location, trace, related, fix, fingerprints, suppressions } = finding;
  const line = location.cell === undefined ? location.start.line : 1;
  const hash = sources.lineHash(location.path, line);
  return {
    ruleId: sarifRuleId(finding),
    ruleIndex,
    kind: 'fail',
    level: levelOf(finding.severity),
    message: message(inCell(location) + finding.message),
    locations: [{ physicalLocation: physical(location, snippetOf(finding)), ...logical(finding.identity.scope) }],
    ...(related !== undefined &&
      related.length > 0 && {
        relatedLocations: related.slice(0, mostRelated).map((other, id) => ({
          id,
          physicalLocation: physical(other.location),
          message: message(inCell(other.location) + other.message),
        })),
      }),
    ...(trace !== undefined && trace.length > 0 && { codeFlows: [codeFlow(trace)] }),
    ...(fix !== undefined && { fixes: toFixes(fix.title, fix.edits, sources) }),
    partialFingerprints: {
      ...(hash !== undefined && { primaryLocationLineHash: hash }),
      'theriac/v1': fingerprints.primary,
    },
    fingerprints: { 'theriac/v1': fingerprints.primary },
    ...(suppressions.length > 0 && { suppressions: suppressions.map(toSuppression) }),
    rank: rankFinding(finding).score,
    properties: {
      confidence: finding.confidence,
      severity: finding.severity,
      context: finding.context,
      ...(finding.remediation !== undefined && { remediation: finding.remediation }),
      ...(location.cell !== undefined && { cell: location.cell, cellLine: location.start.line }),
      ...finding.properties,
    },
  };
}

/** Location of a scan issue or a finding: relative to the root, every character that a URI reserves encoded. */
export function artifact(path: string): object {
  const uri = path.toWellFormed().split('/').map(encodeURIComponent).join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

function physical(location: Location, snippet?: string): object {
  const { path, start, end, cell } = location;
  // Lines of a cell are no lines of the notebook's JSON file.
  const region =
    cell === undefined
      ? { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
      : { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
  return {
    artifactLocation: artifact(path),
    region: { ...region, ...(snippet !== undefined && cell === undefined && { snippet: { text: snippet } }) },
  };
}

function inCell({ cell, start }: Location): string {
  return cell === undefined ? '' : `Cell ${cell}, line ${start.line}: `;
}

function logical(scope: string): object {
  return scope === '' ? {} : { logicalLocations: [{ fullyQualifiedName: scope }] };
}

/** The exact text of the range, when the excerpt holds all of it. */
function snippetOf({ excerpt, location: { start, end } }: Finding): string | undefined {
  if (excerpt === undefined) return undefined;
  const lines = excerpt.lines.slice(start.line - excerpt.firstLine, end.line - excerpt.firstLine + 1);
  if (lines.length !== end.line - start.line + 1) return undefined;
  const last = lines.length - 1;
  lines[last] = [...lines[last]].slice(0, end.column - 1).join('');
  lines[0] = [...lines[0]].slice(start.column - 1).join('');
  return lines.join('\n');
}

function codeFlow(trace: readonly TraceStep[]): object {
  const steps = trace.length <= mostSteps ? trace : [...trace.slice(0, mostSteps - 1), trace[trace.length - 1]];
  return {
    threadFlows: [
      {
        locations: steps.map((step) => ({
          location: {
            physicalLocation: physical(step.location),
            message: message(inCell(step.location) + step.message),
          },
          importance: step.role === 'source' || step.role === 'sink' ? 'essential' : 'important',
        })),
      },
    ],
  };
}

/** Nothing when a file cannot be read: a fix whose place is unknown would be worse than none. */
function toFixes(title: string, edits: readonly TextEdit[], sources: SarifSources): object[] {
  const changes = new Map<string, object[]>();
  for (const { path, start, end, text } of edits) {
    const bytes = sources.read(path);
    if (bytes === undefined) return [];
    const place = makeLocation(indexLines(bytes), path, start, end);
    const replacement = {
      deletedRegion: {
        startLine: place.start.line,
        startColumn: place.start.column,
        endLine: place.end.line,
        endColumn: place.end.column,
      },
      insertedContent: { text },
    };
    const list = changes.get(path);
    if (list === undefined) changes.set(path, [replacement]);
    else list.push(replacement);
  }
  const artifactChanges = [...changes].map(([path, replacements]) => ({
    artifactLocation: artifact(path),
    replacements,
  }));
  return artifactChanges.length === 0 ? [] : [{ description: { text: title }, artifactChanges }];
}

function toSuppression({ kind, reason, location }: Suppression): object {
  return {
    kind: kind === 'inline' ? 'inSource' : 'external',
    status: 'accepted',
    justification: reason,
    ...(location !== undefined && { location: { physicalLocation: physical(location) } }),
  };
}

/** A bracket before a parenthesis would be a link in SARIF's plain text, and the text may come from the repository. */
export function message(text: string): object {
  return { text: text.replace(/\[(?=[^\]]*\]\()/g, '\\[') };
}
