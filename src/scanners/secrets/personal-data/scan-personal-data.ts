/** Personal data of a whole scan: each file is looked at while it is shown; findings and the data map are made at the end. */
import {
  compareSeverity,
  type DraftFinding,
  type FileContext,
  indexLines,
  type JsonValue,
  type LineIndex,
  type Location,
  makeLocation,
  type Severity,
} from '../../../findings/index.ts';
import { cellAt, endOf, type ParsedModule, startOf, statementTokens } from '../../../python/index.ts';
import type { SourceFile } from '../../scanner.ts';
import { readNotebookTexts } from '../python/notebook-text.ts';
import { redactedExcerpt } from '../redact.ts';
import { categoryTitles } from './categories.ts';
import { type DataMap, type DataMapEntry, makeDataMap, type ServiceUse } from './data-map.ts';
import { findFieldDefinitions } from './definitions.ts';
import { findPersonalFlows } from './flows.ts';
import { countLiterals, type LiteralCount } from './literals.ts';
import { findOutbound, namesOptOut } from './outbound.ts';
import { PythonFile } from './python-file.ts';
import { personalDataRule } from './rules.ts';
import { optOuts } from './services.ts';

/** Files that hold data: tables, dumps, fixtures, logs. Code and prose are not. */
const dataFile = /\.(?:csv|tsv|psv|sql|jsonl|ndjson|json|xml|log|dump|vcf|ldif|eml|mbox|parquet\.txt)$/i;
const notData =
  /(?:^|\/)(?:package(?:-lock)?|composer|tsconfig|\.?all-?contributors(?:rc)?|contributors|authors|manifest|pipfile|renovate)[^/]*$|(?:^|\/)(?:locale|locales|i18n|translations|po)\/|\.(?:schema|spdx|cdx)\.json$|\.xliff?$/i;
const largestText = 4_000_000;
const mostEntries = 20_000;
const unsafeTypes =
  /^(?:\w*(?:Char|Text|String|Unicode|Integer|Float|Decimal|JSON|Email|Date)\w*|str|Optional|Mapped|int|VARCHAR|Numeric|LargeBinary)$/;
const clearFields =
  /(?:card_?number|credit_?card\w*|cvv2?|cvc|iban|account_number|bank_account\w*|ssn|social_security\w*|passport\w*|national_id\w*|tax_id|aadhaar|cpf)$/i;

export interface PersonalDataRun {
  visit(source: SourceFile): void;
  finish(): { readonly findings: readonly DraftFinding[]; readonly map: DataMap };
}

/** Starts a run. `isEnabled` says which rules report; the data map is complete in any case when `keepMap` is set. */
export function startPersonalData(options: {
  readonly isEnabled: (rule: string) => boolean;
  readonly keepMap: boolean;
}): PersonalDataRun {
  const findings: DraftFinding[] = [];
  const entries: DataMapEntry[] = [];
  const services: ServiceUse[] = [];
  const most = options.keepMap ? mostEntries : 0;
  /** Where each library with usage statistics is imported first. */
  const reporting = new Map<string, DraftFinding>();
  const silenced = new Set<string>();

  function report(
    rule: string,
    at: Place,
    draft: Pick<DraftFinding, 'message' | 'identity'> & Partial<DraftFinding>,
  ): void {
    const meta = personalDataRule(rule);
    if (!options.isEnabled(rule)) return;
    const severity = rank(draft.severity ?? meta.severity, at.context);
    findings.push({
      rule,
      scanner: 'secrets',
      confidence: meta.confidence,
      location: at.location,
      cwe: meta.cwe,
      context: at.context,
      ...draft,
      severity,
    });
  }

  function ofPython(source: SourceFile, module: ParsedModule): void {
    const { path, context } = source.file;
    const file = new PythonFile(module, path);
    const bytes = module.source.subarray(0, module.length);
    let index: LineIndex | undefined;
    const place = (node: number): Place => {
      index ??= indexLines(bytes);
      return {
        location: located(module, makeLocation(index, path, startOf(module.words, node), endOf(module.words, node))),
        context,
      };
    };
    const excerpt = (node: number) => {
      index ??= indexLines(bytes);
      return redactedExcerpt(index, startOf(module.words, node), endOf(module.words, node), []);
    };
    const identity = (node: number): DraftFinding['identity'] => {
      const statement = file.bindings.enclosingStatement(node) ?? node;
      return { scope: file.bindings.scopeName(node), content: statementTokens(module, statement).slice(0, 2000) };
    };
    findFieldDefinitions(file, (field) => {
      const at = place(field.node);
      if (entries.length < most && context !== 'test') entries.push(entryOf(field, at.location));
      const risky = field.category === 'special' || clearFields.test(field.field);
      if (
        field.role === 'stored' &&
        risky &&
        field.holder !== 'data frame' &&
        unsafeTypes.test(field.type) &&
        !/encrypt|cipher|fernet|vault|token/i.test(field.type) &&
        context !== 'test'
      )
        report('personal-data-unencrypted-column', at, {
          message: `${field.field} (${categoryTitles[field.category]}) is stored as ${field.type}, readable for everyone who reaches the database or a backup.`,
          identity: { scope: '', content: `${field.field} ${field.type}` },
          excerpt: excerpt(field.node),
          remediation:
            'Encrypt the column with a key that is kept elsewhere, store a token of a provider instead, or do not keep it.',
          properties: { category: field.category },
        });
    });
    // Tests log and raise what they like: nobody's data is in them.
    if (context === 'test') return;
    const said = new Set<string>();
    findPersonalFlows(file, (flow) => {
      const key = `${flow.rule}\0${flow.node}`;
      if (said.has(key)) return;
      said.add(key);
      const at = place(flow.node);
      for (const value of flow.values) {
        const { category, name } = value;
        if (entries.length < most)
          entries.push(entryOf({ category, field: name, role: flow.role, holder: flow.receiver }, at.location));
      }
      const categories = [...new Set(flow.values.map(({ category }) => category))].sort();
      report(flow.rule, at, {
        message: flow.message,
        remediation: flow.remediation,
        identity: { ...identity(flow.node), flow: `${categories.join(',')} ${flow.receiver}` },
        excerpt: excerpt(flow.node),
        ...(flow.severity === undefined ? {} : { severity: flow.severity }),
        properties: { categories, fields: flow.values.slice(0, 20).map(({ name }) => name), receiver: flow.receiver },
      });
    });
    const { uses, sentry } = findOutbound(file);
    for (const use of uses) {
      const at = place(use.node);
      if (services.length < most)
        services.push({ name: use.name, service: use.service, class: use.class, path, line: at.location.start.line });
      const inventory = {
        identity: { scope: '', content: use.name },
        properties: { service: use.service, class: use.class },
      };
      if (use.class === 'suspicious')
        report('suspicious-outbound-host', at, {
          ...inventory,
          message: `${use.name} is a host for pasting, catching or tunnelling data: programs send there what should not leave, and attackers fetch from there.`,
          remediation: 'Remove it, or replace it by a host of your own.',
        });
      else
        report('outbound-service', at, {
          ...inventory,
          message:
            use.class === 'host' ? `The program talks to ${use.name}.` : `${use.service} is used (${use.class}).`,
        });
      const optOut = optOuts.get(use.name);
      if (optOut !== undefined && !reporting.has(use.name) && options.isEnabled('default-on-telemetry')) {
        const before = findings.length;
        report('default-on-telemetry', at, {
          ...inventory,
          message: `${use.service} sends usage statistics unless it is told not to, and nothing in this repository tells it.`,
          remediation: optOut.advice,
        });
        if (findings.length > before) reporting.set(use.name, findings.pop() as DraftFinding);
      }
    }
    for (const problem of sentry)
      report('sentry-sends-personal-data', place(problem.node), {
        message: problem.message,
        identity: identity(problem.node),
        excerpt: excerpt(problem.node),
        remediation: 'Leave it off, and send the fields that you need with before_send.',
      });
  }

  function ofText(
    text: string,
    offset: (at: number) => number,
    index: LineIndex,
    at: { path: string; context: FileContext; cell?: number },
  ): void {
    const name = at.path.slice(at.path.lastIndexOf('/') + 1);
    const header = `${name.replace(/[_.-]/g, ' ')} ${text
      .slice(0, 2000)
      .split('\n', 1)[0]
      .replace(/[_;,"\t]/g, ' ')}`;
    const counts = countLiterals(text, header);
    if (counts.length === 0) return;
    const first = counts.reduce((a, b) => (a.first <= b.first ? a : b));
    const range = makeLocation(index, at.path, offset(first.first), offset(first.first + first.length));
    const location: Location = at.cell === undefined ? range : { ...range, cell: at.cell };
    for (const count of counts)
      if (entries.length < most)
        entries.push({
          category: count.kind.category,
          field: count.kind.plural,
          role: 'in-file',
          holder: at.path,
          path: at.path,
          line: location.start.line,
        });
    report(
      'personal-data-in-file',
      { location, context: at.context },
      {
        message: `${counted(counts)} in ${name}${at.cell === undefined ? '' : ` (cell ${at.cell})`}: real ones would be copied with every clone and stay in the history.`,
        identity: { scope: '', content: counts.map(({ kind }) => kind.id).join(',') },
        remediation:
          'Replace them by invented ones (names under example.org, numbers for tests), or take the file out of the repository and its history.',
        severity: counts.some(({ kind }) => kind.category !== 'contact') ? 'high' : 'medium',
        properties: {
          counts: Object.fromEntries(counts.map(({ kind, count }) => [kind.id, count])) satisfies {
            [id: string]: JsonValue;
          },
        },
      },
    );
  }

  return {
    visit(source) {
      const { path, kind, context } = source.file;
      if (context === 'vendored') return;
      if (options.isEnabled('default-on-telemetry') && source.bytes.length < 1_000_000) {
        const text = latin1(source.bytes);
        for (const library of optOuts.keys())
          if (!silenced.has(library) && namesOptOut(text, library)) silenced.add(library);
      }
      if (kind === 'python' || kind === 'notebook') {
        const module = source.python();
        if (module !== undefined) ofPython(source, module);
      }
      if (kind === 'notebook') {
        for (const { cell, origin, text } of readNotebookTexts(source.bytes) ?? [])
          if (origin === 'output')
            ofText(text, (at) => at, indexLines(new TextEncoder().encode(text)), { path, context, cell });
      } else if (dataFile.test(path) && !notData.test(path) && kind !== 'binary') {
        // Bytes as characters: offsets stay those of the file, and everything looked for is ASCII.
        const text = latin1(source.bytes.subarray(0, largestText));
        ofText(text, (at) => at, indexLines(source.bytes), { path, context });
      }
    },
    finish() {
      for (const [library, finding] of reporting) if (!silenced.has(library)) findings.push(finding);
      return { findings, map: makeDataMap(entries, services) };
    },
  };
}

interface Place {
  readonly location: Location;
  readonly context: FileContext;
}

function entryOf(
  { category, field, role, holder }: Pick<DataMapEntry, 'category' | 'field' | 'role' | 'holder'>,
  { path, start }: Location,
): DataMapEntry {
  return { category, field, role, holder, path, line: start.line };
}

/** Outside the application nobody real is meant. */
function rank(severity: Severity, context: FileContext): Severity {
  const minor = context === 'test' || context === 'example' || context === 'documentation' || context === 'generated';
  return minor && compareSeverity(severity, 'low') > 0 ? 'low' : severity;
}

function located(module: ParsedModule, location: Location): Location {
  const cell = module.notebook === undefined ? undefined : cellAt(module.notebook, location.start.byte);
  if (cell === undefined) return location;
  const shift = cell.line - 1;
  return {
    ...location,
    cell: cell.index,
    start: { ...location.start, line: location.start.line - shift },
    end: { ...location.end, line: location.end.line - shift },
  };
}

function counted(counts: readonly LiteralCount[]): string {
  const parts = counts.map(
    ({ kind, count }) =>
      `${count} ${count === 1 ? kind.plural.replace(/s( \(|$)/, '$1').replace('addresse', 'address') : kind.plural}`,
  );
  return parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const decoder = new TextDecoder('latin1');
const latin1 = (bytes: Uint8Array): string => decoder.decode(bytes);
