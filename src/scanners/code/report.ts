/** Turns what a rule says about a node into a finding: range, excerpt, statement, scope, identity. */
import {
  type Confidence,
  type DraftFinding,
  type Fix,
  indexLines,
  type JsonValue,
  type LineIndex,
  type Location,
  lineAt,
  makeExcerpt,
  makeLocation,
  type Severity,
} from '../../findings/index.ts';
import {
  cellAt,
  childShapes,
  endOf,
  isStatement,
  Kind,
  listItems,
  maxFields,
  nodeSizes,
  type ParsedModule,
  startOf,
  statementTokens,
} from '../../python/index.ts';
import type { Node, RuleContext } from './rule-context.ts';

/** What a rule says about one place. What is left out comes from the rule's metadata. */
export interface Report {
  /** What is wrong here and why it matters, in one or two sentences. */
  readonly message: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly cwe?: readonly string[];
  readonly fix?: Fix | undefined;
  /** What to do, in one or two sentences. */
  readonly remediation?: string;
  readonly related?: readonly { readonly node: Node; readonly message: string; readonly in?: RuleContext }[];
  readonly properties?: { readonly [key: string]: JsonValue };
  /** Bytes to underline, when not the whole node. */
  readonly range?: { readonly start: number; readonly end: number };
}

export function draftFinding(ctx: RuleContext, node: Node, report: Report): DraftFinding {
  const { meta } = ctx.rule;
  const { words, bindings } = ctx;
  const statement = bindings.enclosingStatement(node) ?? node;
  const { start, end } = report.range ?? { start: startOf(words, node), end: endOf(words, node) };
  const location = locate(ctx, start, end);
  const fixable = report.fix !== undefined && ctx.module.notebook === undefined && ctx.module.encoding === undefined;
  return {
    rule: meta.name,
    scanner: 'code',
    severity: report.severity ?? meta.severity,
    confidence: report.confidence ?? meta.confidence,
    message: report.message,
    location,
    excerpt: makeExcerpt(linesOf(ctx.module), locateInSource(ctx, start, end)),
    identity: { scope: scopeOf(ctx, node), content: identityContent(ctx, statement, node) },
    cwe: report.cwe ?? meta.cwe,
    context: ctx.file.context,
    statement: statementLines(ctx, statement, start, end),
    ...(report.remediation === undefined ? {} : { remediation: report.remediation }),
    ...(fixable && report.fix !== undefined ? { fix: report.fix } : {}),
    ...(report.related === undefined ? {} : { related: report.related.map((place) => relate(ctx, place)) }),
    ...(report.properties === undefined ? {} : { properties: report.properties }),
    ...(bindings.isUnreachable(node) ? { unreachable: true } : {}),
  };
}

function relate(ctx: RuleContext, place: NonNullable<Report['related']>[number]) {
  const where = place.in ?? ctx;
  const location = locate(where, startOf(where.words, place.node), endOf(where.words, place.node));
  return { location, message: place.message };
}

const lineIndexes = new WeakMap<ParsedModule, LineIndex>();

function linesOf(module: ParsedModule): LineIndex {
  let index = lineIndexes.get(module);
  if (index === undefined) {
    index = indexLines(module.source.subarray(0, module.length));
    lineIndexes.set(module, index);
  }
  return index;
}

function locateInSource(ctx: RuleContext, start: number, end: number): Location {
  return makeLocation(linesOf(ctx.module), ctx.file.path, start, end);
}

/** In a notebook, lines count within the cell. */
function locate(ctx: RuleContext, start: number, end: number): Location {
  const location = locateInSource(ctx, start, end);
  const cell = ctx.module.notebook === undefined ? undefined : cellAt(ctx.module.notebook, start);
  if (cell === undefined) return location;
  const shift = cell.line - 1;
  return {
    ...location,
    start: { ...location.start, line: location.start.line - shift },
    end: { ...location.end, line: location.end.line - shift },
    cell: cell.index,
  };
}

function scopeOf(ctx: RuleContext, node: Node): string {
  const inner = ctx.bindings.scopeName(node);
  const module = ctx.bindings.moduleName ?? '';
  return inner === '' ? module : module === '' ? inner : `${module}.${inner}`;
}

/** Tokens of the statement; inside the header of a compound statement those of the node, so that the body may change. */
function identityContent(ctx: RuleContext, statement: Node, node: Node): string {
  if (node === ctx.module.root) return '';
  const { words, module } = ctx;
  if (!compoundKinds.has(words[statement])) return statementTokens(module, statement);
  if (node !== statement) return statementTokens(module, node);
  const header = module.source.subarray(startOf(words, statement), headerEnd(words, statement));
  return new TextDecoder().decode(header).replace(/\s+/g, ' ');
}

/** Lines where a suppression comment counts: the statement, or the header of a compound one. */
function statementLines(ctx: RuleContext, statement: Node, start: number, end: number) {
  const { words } = ctx;
  const compound = compoundKinds.has(words[statement]);
  const simple = isStatement(words[statement]) && !compound;
  const from = simple || compound ? Math.min(start, startOf(words, statement)) : start;
  const to = compound
    ? Math.max(end, headerEnd(words, statement))
    : simple
      ? Math.max(end, endOf(words, statement))
      : end;
  const lines = linesOf(ctx.module);
  const cell = ctx.module.notebook === undefined ? undefined : cellAt(ctx.module.notebook, start);
  const shift = cell === undefined ? 0 : cell.line - 1;
  return { startLine: lineAt(lines, from) - shift, endLine: lineAt(lines, Math.max(from, to - 1)) - shift };
}

const compoundKinds: ReadonlySet<number> = new Set([
  Kind.FunctionDef,
  Kind.AsyncFunctionDef,
  Kind.ClassDef,
  Kind.For,
  Kind.AsyncFor,
  Kind.While,
  Kind.If,
  Kind.With,
  Kind.AsyncWith,
  Kind.Match,
  Kind.Try,
  Kind.TryStar,
]);

/** The end of a compound statement's last header expression: decorators, parameters, bases, test, iterable, items. */
function headerEnd(words: Int32Array, statement: Node): number {
  const row = words[statement] * maxFields;
  let end = startOf(words, statement);
  for (let field = 0; field < nodeSizes[words[statement]] - 3; field++) {
    const shape = childShapes[row + field];
    const value = words[statement + 3 + field];
    if (shape === 0 || value === 0) continue;
    const children = shape === 1 ? [value] : listItems(words, value);
    for (const child of children) {
      const kind = child === 0 ? 0 : words[child];
      if (child === 0 || isStatement(kind) || kind === Kind.ExceptHandler || kind === Kind.MatchCase) continue;
      end = Math.max(end, endOf(words, child));
    }
  }
  return end;
}
