/** One shown file → its credentials with their places: plain text, Python, notebooks. */
import { indexLines, type Location, makeLocation } from '../../findings/index.ts';
import {
  cellAt,
  Expr,
  endOf,
  forEachChild,
  forEachNode,
  Kind,
  kindOf,
  type ParsedModule,
  startOf,
} from '../../python/index.ts';
import type { SourceFile } from '../scanner.ts';
import type { Candidate, TextFile } from './candidate.ts';
import { notationOf } from './candidate.ts';
import { type CustomRule, matchCustomRules } from './compat/custom-rules.ts';
import { type PlacedCandidate, placeCandidates } from './draft.ts';
import type { Catalogue } from './engine/catalogue.ts';
import { environmentFix } from './python/environment-fix.ts';
import { readNotebookTexts } from './python/notebook-text.ts';
import { scanTree } from './python/scan-python.ts';
import { scanText, withoutOverlaps } from './scan-text.ts';

export interface ScanFileOptions {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly catalogue?: Catalogue;
  readonly customRules?: readonly CustomRule[];
}

/** Files of hashes and of patterns, which other tools write: compat/ reads them. */
const ownFiles = /(?:^|\/)(?:\.secrets\.baseline|\.gitleaks\.toml|\.gitleaksignore|\.gitallowed)$/;

/** Everything found in one file, placed. Never throws for what is in the file. */
export function scanFile(source: SourceFile, options: ScanFileOptions): PlacedCandidate[] {
  if (ownFiles.test(source.file.path)) return [];
  const found = [...keyStore(source, options.today), ...scanKnown(source, options.today, options.catalogue)];
  if (options.customRules === undefined || options.customRules.length === 0) return found;
  const { path, kind, context } = source.file;
  const file: TextFile = { path, kind, context, notation: notationOf(path, kind), today: options.today };
  const custom = placeCandidates(source.bytes, file, matchCustomRules(source.bytes, file, options.customRules));
  // A rule of the configuration says more than a name does, and less than a provider's pattern.
  const precise = new Set(found.filter(({ candidate }) => candidate.rank < 3).map(({ candidate }) => candidate.value));
  const added = custom.filter(({ candidate }) => !precise.has(candidate.value));
  const said = new Set(added.map(({ candidate }) => candidate.value));
  return [...found.filter(({ candidate }) => candidate.rank < 3 || !said.has(candidate.value)), ...added];
}

const keyStoreName = /\.(?:p12|pfx|pkcs12|jks|bcfks|keystore|kdbx)$/i;

/** Key stores are binary: the name is all there is to go by. */
function keyStore(source: SourceFile, today: string): PlacedCandidate[] {
  const { path, kind, context } = source.file;
  if (!keyStoreName.test(path) || !source.bytes.subarray(0, 1024).includes(0)) return [];
  const file: TextFile = { path, kind, context, notation: 'prose', today };
  return placeCandidates(new Uint8Array(0), file, [
    {
      rule: 'key-store-file',
      title: 'Key store file',
      start: 0,
      end: 0,
      value: `file:${path}`,
      severity: 'medium',
      confidence: 'medium',
      facts: ['It holds private keys behind a passphrase.'],
      rank: 0,
    },
  ]);
}

function scanKnown(source: SourceFile, today: string, catalogue: Catalogue | undefined): PlacedCandidate[] {
  const { path, kind, context } = source.file;
  const file: TextFile = { path, kind, context, notation: notationOf(path, kind), today };
  const options = catalogue === undefined ? {} : { catalogue };
  if (kind === 'notebook')
    return (
      scanNotebook(source, file, catalogue) ??
      placeCandidates(source.bytes, file, scanText(source.bytes, file, options))
    );
  const module = file.notation === 'python' ? source.python() : undefined;
  if (module === undefined)
    return placeCandidates(source.bytes, plainNotation(file), scanText(source.bytes, plainNotation(file), options));
  return scanModule(module, source.bytes, file, catalogue);
}

/** Python that could not be read as Python is searched like any other code. */
function plainNotation(file: TextFile): TextFile {
  return file.notation === 'python' ? { ...file, notation: 'code' } : file;
}

function scanModule(
  module: ParsedModule,
  original: Uint8Array,
  file: TextFile,
  catalogue: Catalogue | undefined,
): PlacedCandidate[] {
  // Offsets of the tree are those of the re-encoded text, where the file was not UTF-8.
  const bytes = module.encoding === undefined ? original : module.source.subarray(0, module.length);
  const broken = module.errors.length > 0 ? plainNotation(file) : file;
  const options = catalogue === undefined ? {} : { catalogue };
  const candidates = withoutOverlaps([...scanText(bytes, broken, options), ...scanTree(module, file, catalogue)]);
  return placeCandidates(bytes, file, candidates, proseOf(module)).map((placed): PlacedCandidate => {
    const statement = statementLines(module, placed);
    const fix = environmentFix(module, file.path, placed.candidate);
    return { ...placed, ...(statement === undefined ? {} : { statement }), ...(fix === undefined ? {} : { fix }) };
  });
}

/** Whether a byte stands in a docstring (or any string that is a statement) or in a comment. */
function proseOf(module: ParsedModule): (byte: number) => boolean {
  let ranges: number[] | undefined;
  return (byte) => {
    ranges ??= proseRanges(module);
    for (let i = 0; i < ranges.length; i += 2) if (byte >= ranges[i] && byte < ranges[i + 1]) return true;
    return false;
  };
}

function proseRanges(module: ParsedModule): number[] {
  const { words } = module;
  const ranges: number[] = [...module.comments];
  forEachNode(words, (node, kind) => {
    if (kind === Kind.Expr && kindOf(words, Expr.value(words, node)) === Kind.Constant)
      ranges.push(startOf(words, node), endOf(words, node));
  });
  return ranges;
}

/** Lines of the innermost simple statement around a candidate, where they are more than its own. */
function statementLines(module: ParsedModule, { candidate, location }: PlacedCandidate): PlacedCandidate['statement'] {
  const { words } = module;
  let at = module.root;
  let statement = 0;
  for (let next = at; next !== 0; at = next) {
    next = 0;
    forEachChild(words, at, (child) => {
      if (startOf(words, child) <= candidate.start && endOf(words, child) >= candidate.end) next = child;
    });
    const kind = kindOf(words, next === 0 ? at : next);
    if (
      kind >= Kind.Return &&
      kind <= Kind.Continue &&
      ![Kind.For, Kind.While, Kind.If, Kind.With, Kind.Try, Kind.Match].some((block) => block === kind)
    )
      statement = next;
  }
  if (statement === 0) return undefined;
  const index = indexLines(module.source.subarray(0, module.length));
  const range = makeLocation(index, location.path, startOf(words, statement), endOf(words, statement));
  return range.start.line === range.end.line ? undefined : { startLine: range.start.line, endLine: range.end.line };
}

/** Code cells as one module, outputs and text cells one by one; undefined when the file is no notebook. */
function scanNotebook(
  source: SourceFile,
  file: TextFile,
  catalogue: Catalogue | undefined,
): PlacedCandidate[] | undefined {
  const texts = readNotebookTexts(source.bytes);
  const module = source.python();
  if (texts === undefined || module?.notebook === undefined) return undefined;
  const cells = module.notebook;
  const placed: PlacedCandidate[] = [];
  const python: TextFile = { ...file, notation: 'python' };
  const code = module.source.subarray(0, module.length);
  const options = catalogue === undefined ? {} : { catalogue };
  const candidates: Candidate[] = withoutOverlaps([
    ...scanText(code, python, options),
    ...scanTree(module, python, catalogue),
  ]);
  for (const entry of placeCandidates(code, python, candidates)) {
    const cell = cellAt(cells, entry.location.start.byte);
    placed.push(
      cell === undefined
        ? entry
        : {
            ...entry,
            location: withinCell(entry.location, cell.index, cell.line),
            excerpt: { ...entry.excerpt, firstLine: Math.max(1, entry.excerpt.firstLine - cell.line + 1) },
          },
    );
  }
  for (const { cell, origin, text } of texts) {
    const bytes = new TextEncoder().encode(text);
    const inner: TextFile = { ...file, notation: 'prose' };
    for (const entry of placeCandidates(bytes, inner, scanText(bytes, inner, options))) {
      const facts = origin === 'output' ? ['It is in the output of the cell: clear outputs before committing.'] : [];
      placed.push({
        ...entry,
        candidate: { ...entry.candidate, facts: [...entry.candidate.facts, ...facts] },
        location: { ...entry.location, cell },
      });
    }
  }
  return placed;
}

function withinCell(location: Location, cell: number, firstLine: number): Location {
  return {
    ...location,
    cell,
    start: { ...location.start, line: location.start.line - firstLine + 1 },
    end: { ...location.end, line: location.end.line - firstLine + 1 },
  };
}
