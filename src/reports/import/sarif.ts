/** SARIF 2.1.0 of any tool, Theriac's own included: results, rules, code flows, suppressions, notifications. */
import type { DraftFinding, JsonValue, ScanIssue, ScannerId, TraceStep } from '../../findings/index.ts';
import { confidences, fileContexts, scannerIds, severities } from '../../findings/index.ts';
import { foreignFinding, type Importer, type ImportOptions, readRecords } from './imported.ts';
import { at, isObject, listAt, numberAt, textAt, textsAt } from './json-access.ts';

const maxSteps = 100;

export const sarif: Importer = {
  name: 'sarif',
  recognises: (document) => Array.isArray(at(document, 'runs')) && /^2\.1/.test(textAt(document, 'version')),
  read(document, options) {
    const findings: DraftFinding[] = [];
    const issues: ScanIssue[] = [];
    const tools: string[] = [];
    for (const run of listAt(document, 'runs')) {
      const tool = textAt(run, 'tool', 'driver', 'name').toLowerCase() || 'sarif';
      tools.push(tool);
      const read = readRecords(listAt(run, 'results'), tool, (result) => readResult(result, run, tool, options));
      findings.push(...read.findings);
      issues.push(...read.issues, ...notifications(run, tool));
    }
    return { tool: [...new Set(tools)].join(', ') || 'sarif', findings, issues };
  },
};

function readResult(
  result: JsonValue,
  run: JsonValue,
  tool: string,
  options: ImportOptions,
): DraftFinding | readonly DraftFinding[] | undefined {
  if (!isObject(result)) return undefined;
  // Passed checks and notes of absence are not findings.
  const kind = textAt(result, 'kind');
  if (kind !== '' && kind !== 'fail' && kind !== 'review' && kind !== 'open') return [];
  const rule = ruleOf(result, run);
  const id = textAt(result, 'ruleId') || textAt(result, 'rule', 'id') || textAt(rule, 'id');
  const place = at(result, 'locations', 0, 'physicalLocation');
  const path =
    textAt(place, 'artifactLocation', 'uri') ||
    textAt(run, 'artifacts', numberAt(place, 'artifactLocation', 'index') ?? -1, 'location', 'uri');
  if (id === '' || path === '') return undefined;
  const tags = textsAt(rule, 'properties', 'tags');
  const own = tool === 'theriac';
  const draft = foreignFinding(
    {
      tool,
      id,
      scanner: own ? familyOf(run) : 'code',
      severity:
        textAt(rule, 'properties', 'security-severity') ||
        textAt(result, 'level') ||
        textAt(rule, 'defaultConfiguration', 'level'),
      confidence: textAt(rule, 'properties', 'precision'),
      message: textAt(result, 'message', 'text') || textAt(rule, 'shortDescription', 'text'),
      path,
      ...regionOf(place),
      cwe: [...tags.filter((tag) => /cwe[-/]/i.test(tag)), ...taxa(result)],
      content: fingerprint(result) || textAt(place, 'region', 'snippet', 'text').slice(0, 2000),
      remediation: textAt(rule, 'help', 'text').slice(0, 500),
    },
    options,
  );
  const trace = readTrace(result, run, options);
  const related = readRelated(result, options);
  const excerpt = readExcerpt(place, draft);
  const suppressions = readSuppressions(result, options);
  return {
    ...draft,
    ...(own && ownParts(result, draft)),
    ...(own && { rule: metaName(id) }),
    ...(excerpt && { excerpt }),
    ...(trace.length > 0 && { trace }),
    ...(related.length > 0 && { related }),
    ...(suppressions.length > 0 && {
      properties: { ...(own ? ownParts(result, draft).properties : draft.properties), suppressions },
    }),
  };
}

/** One rule may stand for many advisories: `vulnerable-dependency/CVE-2024-1`. */
function metaName(id: string): string {
  return id.split('/')[0] ?? id;
}

/** What Theriac's own results say in their properties is taken as it was. */
function ownParts(result: JsonValue, draft: DraftFinding): Partial<DraftFinding> {
  const properties = at(result, 'properties');
  if (!isObject(properties)) return {};
  const { severity, confidence, context, remediation, ...rest } = properties;
  const known = {
    severity: severities.find((word) => word === severity),
    confidence: confidences.find((word) => word === confidence),
    context: fileContexts.find((word) => word === context),
  };
  const scope = textAt(result, 'locations', 0, 'logicalLocations', 0, 'fullyQualifiedName');
  return {
    ...(known.severity && { severity: known.severity }),
    ...(known.confidence && { confidence: known.confidence }),
    ...(known.context && { context: known.context }),
    ...(typeof remediation === 'string' && { remediation }),
    identity: { ...draft.identity, scope },
    properties: rest,
  };
}

/** A result that its tool says is accepted; the triage makes a suppression of it. */
function readSuppressions(result: JsonValue, options: ImportOptions): JsonValue[] {
  return listAt(result, 'suppressions')
    .filter((one) => (textAt(one, 'status') || 'accepted') === 'accepted')
    .slice(0, 20)
    .map((one) => {
      const place = at(one, 'location', 'physicalLocation');
      const path = textAt(place, 'artifactLocation', 'uri');
      return {
        kind: textAt(one, 'kind') === 'inSource' ? 'inline' : 'configuration',
        reason: textAt(one, 'justification').slice(0, 1000) || 'accepted in the report',
        ...(path !== '' && { location: locationAt(place, path, options) }),
      };
    });
}

/** A location as plain data. */
function locationAt(place: JsonValue | undefined, path: string, options: ImportOptions): JsonValue {
  const { location } = foreignFinding(
    { tool: 'sarif', id: 'place', scanner: 'code', severity: 'info', message: '', path, ...regionOf(place) },
    options,
  );
  return { path: location.path, start: { ...location.start }, end: { ...location.end } };
}

function readRelated(result: JsonValue, options: ImportOptions): NonNullable<DraftFinding['related']> {
  return listAt(result, 'relatedLocations')
    .slice(0, maxSteps)
    .flatMap((related) => {
      const place = at(related, 'physicalLocation');
      const path = textAt(place, 'artifactLocation', 'uri');
      if (path === '') return [];
      const { location } = foreignFinding(
        { tool: 'sarif', id: 'related', scanner: 'code', severity: 'info', message: '', path, ...regionOf(place) },
        options,
      );
      return [{ location, message: textAt(related, 'message', 'text') }];
    });
}

function readExcerpt(place: JsonValue | undefined, { location }: DraftFinding): DraftFinding['excerpt'] {
  const snippet = textAt(place, 'region', 'snippet', 'text');
  if (snippet === '') return undefined;
  const lines = snippet
    .split('\n')
    .slice(0, 10)
    .map((line) => line.slice(0, 500));
  // The snippet starts at the column of the region.
  lines[0] = ' '.repeat(Math.min(200, location.start.column - 1)) + (lines[0] ?? '');
  return { firstLine: location.start.line, lines };
}

function ruleOf(result: JsonValue, run: JsonValue): JsonValue | undefined {
  const rules = listAt(run, 'tool', 'driver', 'rules');
  const index = numberAt(result, 'ruleIndex') ?? numberAt(result, 'rule', 'index');
  if (index !== undefined && rules[index] !== undefined) return rules[index];
  const id = textAt(result, 'ruleId');
  return rules.find((rule) => textAt(rule, 'id') === id);
}

function familyOf(run: JsonValue): ScannerId {
  const family = textAt(run, 'automationDetails', 'id').split('/')[1];
  return scannerIds.find((id) => id === family) ?? 'code';
}

function regionOf(place: JsonValue | undefined) {
  return {
    line: numberAt(place, 'region', 'startLine'),
    column: numberAt(place, 'region', 'startColumn'),
    endLine: numberAt(place, 'region', 'endLine'),
    endColumn: numberAt(place, 'region', 'endColumn'),
  };
}

function taxa(result: JsonValue): string[] {
  return listAt(result, 'taxa')
    .filter((taxon) => textAt(taxon, 'toolComponent', 'name').toUpperCase() === 'CWE')
    .map((taxon) => textAt(taxon, 'id'));
}

/** The tool's most stable key: its own fingerprints first, then partial ones, in the order of their names. */
function fingerprint(result: JsonValue): string {
  for (const key of ['fingerprints', 'partialFingerprints']) {
    const found = at(result, key);
    if (!isObject(found)) continue;
    const name = Object.keys(found)
      .sort()
      .find((candidate) => typeof found[candidate] === 'string');
    if (name !== undefined) return `${name}=${textAt(found, name)}`.slice(0, 500);
  }
  return '';
}

function readTrace(result: JsonValue, run: JsonValue, options: ImportOptions): TraceStep[] {
  const steps = listAt(result, 'codeFlows', 0, 'threadFlows', 0, 'locations').slice(0, maxSteps);
  return steps.flatMap((step, index): TraceStep[] => {
    const location = at(step, 'location') ?? listAt(run, 'threadFlowLocations')[numberAt(step, 'index') ?? -1];
    const place = at(location, 'physicalLocation');
    const path = textAt(place, 'artifactLocation', 'uri');
    if (path === '') return [];
    const draft = foreignFinding(
      { tool: 'sarif', id: 'step', scanner: 'code', severity: 'info', message: '', path, ...regionOf(place) },
      options,
    );
    const role = index === 0 ? 'source' : index === steps.length - 1 ? 'sink' : 'step';
    return [{ location: draft.location, message: textAt(location, 'message', 'text') || role, role }];
  });
}

function notifications(run: JsonValue, tool: string): ScanIssue[] {
  return listAt(run, 'invocations').flatMap((invocation) =>
    listAt(invocation, 'toolExecutionNotifications')
      .filter((notification) => ['error', 'warning'].includes(textAt(notification, 'level') || 'warning'))
      .slice(0, 1000)
      .map((notification): ScanIssue => {
        const path = textAt(notification, 'locations', 0, 'physicalLocation', 'artifactLocation', 'uri');
        return {
          kind: 'bad-input',
          message: `${tool}: ${textAt(notification, 'message', 'text').slice(0, 500)}`,
          ...(path !== '' && { path }),
          incomplete: textAt(notification, 'level') === 'error',
        };
      }),
  );
}
