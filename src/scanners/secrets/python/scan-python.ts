/** All credentials of a Python module: the text as it stands, the places of the tree, and text put together from literals. */
import {
  Alias,
  BinOp,
  Call,
  endOf,
  forEachNode,
  Import,
  ImportFrom,
  Kind,
  kindOf,
  listItems,
  type ParsedModule,
  startOf,
  stringValue,
  symbols,
} from '../../../python/index.ts';
import type { Candidate, Emit, TextFile } from '../candidate.ts';
import { builtInCatalogue, type Catalogue } from '../engine/catalogue.ts';
import { matchBytes } from '../engine/match.ts';
import { stringBytes } from '../engine/text.ts';
import { findCredentialPlaces, type PythonFile } from './credential-places.ts';
import { calleeName, type LiteralText, literalText } from './literal-text.ts';

/** Candidates of the tree; offsets are bytes of `module.source`. Overlaps with those of the text are not resolved. */
export function scanTree(module: ParsedModule, file: TextFile, catalogue: Catalogue = builtInCatalogue()): Candidate[] {
  const found: Candidate[] = [];
  const python: PythonFile = { module, path: file.path, imports: importedModules(module) };
  findCredentialPlaces(python, (candidate) => found.push(candidate));
  forEachComposed(module, (literal) => {
    const inner: TextFile = { ...file, notation: 'prose' };
    const emit: Emit = (candidate) => {
      if (candidate.rank === 3) return;
      found.push({
        ...candidate,
        start: literal.start,
        end: literal.end,
        facts: [...candidate.facts, 'It is put together from several literals.'],
      });
    };
    matchBytes(stringBytes(literal.value), inner, catalogue, emit);
  });
  return found;
}

/** Top-level names of the modules that a file imports. */
function importedModules(module: ParsedModule): Set<string> {
  const { words } = module;
  const names = new Set<string>();
  forEachNode(words, (node, kind) => {
    if (kind === Kind.Import) {
      for (const alias of listItems(words, Import.names(words, node)))
        names.add(symbols.name(Alias.name(words, alias)).split('.')[0]);
    } else if (kind === Kind.ImportFrom && ImportFrom.module(words, node) !== 0) {
      names.add(symbols.name(ImportFrom.module(words, node)).split('.')[0]);
    }
  });
  return names;
}

const shortest = 16;

/** Text that no search of the source sees: concatenations, `join`, `format`, adjacent literals. Outermost only. */
function forEachComposed(module: ParsedModule, visit: (literal: LiteralText) => void): void {
  const { words } = module;
  const candidates: number[] = [];
  forEachNode(words, (node, kind) => {
    if (kind === Kind.BinOp) candidates.push(node);
    else if (kind === Kind.JoinedStr) candidates.push(node);
    else if (kind === Kind.Call) {
      const name = calleeName(module, Call.func(words, node));
      if (name === 'join' || name === 'format' || name === 'b64decode') candidates.push(node);
    } else if (kind === Kind.Constant && hasSeveralLiterals(module, node)) candidates.push(node);
  });
  // Children stand before parents: from the back, the outermost comes first and covers the rest.
  let covered = Number.POSITIVE_INFINITY;
  let coveredFrom = Number.POSITIVE_INFINITY;
  for (let i = candidates.length - 1; i >= 0; i--) {
    const node = candidates[i];
    if (startOf(words, node) >= coveredFrom && endOf(words, node) <= covered) continue;
    if (kindOf(words, node) === Kind.BinOp && !endsInLiteral(module, node)) continue;
    const literal = literalText(module, node);
    if (literal === undefined) continue;
    coveredFrom = literal.start;
    covered = literal.end;
    if (literal.composed && literal.value.length >= shortest) visit(literal);
  }
}

/** A quick look before folding: the right side of the last operator is a literal. */
function endsInLiteral(module: ParsedModule, node: number): boolean {
  const kind = kindOf(module.words, BinOp.right(module.words, node));
  return kind === Kind.Constant || kind === Kind.JoinedStr || kind === Kind.Tuple || kind === Kind.Call;
}

/** `'a' 'b'`, or escapes that hide the text: the literal is longer than what it says. */
function hasSeveralLiterals(module: ParsedModule, node: number): boolean {
  const { words, source } = module;
  const start = startOf(words, node);
  const end = endOf(words, node);
  if (end - start < shortest + 4 || end - start > 65_536) return false;
  const quote = source[end - 1];
  if (quote !== 34 && quote !== 39) return false;
  // A quote in the middle that is followed by a blank or a line break ends one literal and starts another.
  const triple = source[end - 2] === quote && source[end - 3] === quote;
  if (triple) return false;
  for (let at = start + 2; at < end - 2; at++) {
    if (
      (source[at] === 34 || source[at] === 39) &&
      (source[at + 1] <= 32 || source[at + 1] === 92 || source[at + 1] === 34 || source[at + 1] === 39)
    )
      return stringValue(module, node) !== undefined;
  }
  return false;
}
