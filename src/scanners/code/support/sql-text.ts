/** Recognises SQL in the text of a string, and the place of each hole in it. */
import { Attribute, Call, Kind, Name } from '../../../python/index.ts';
import type { Node, RuleContext } from '../rule-context.ts';
import { type ShapePart, shapeText } from '../string-shape.ts';
import { isPlainValue } from './plain-values.ts';

const hole = '\u0000';
const identifier = '[\\w.`"\\[\\]\\u0000]+';
const statements = new RegExp(
  '^[\\s(]*(?:' +
    [
      'select\\b[^]*\\bfrom\\b',
      'select\\s+(?:distinct\\s+)?[\\w.*(,\\s\\u0000]+$',
      'insert\\s+(?:or\\s+\\w+\\s+|ignore\\s+)?into\\b',
      'replace\\s+into\\b',
      'delete\\s+from\\b',
      `update\\s+${identifier}\\s+(?:as\\s+\\w+\\s+)?set\\b`,
      'merge\\s+into\\b',
      'with\\s+(?:recursive\\s+)?[\\w"]+\\s*(?:\\([^)]*\\)\\s*)?as\\s*\\(',
      '(?:create|drop|alter|truncate)\\s+(?:temporary\\s+|temp\\s+|unique\\s+)?(?:table|index|view|database|schema|user|role|sequence)\\b',
      'grant\\s+[\\w\\s,]+\\bon\\b',
      'call\\s+\\w+\\s*\\(',
      'exec(?:ute)?\\s+\\w+\\s+@',
    ].join('|') +
    ')',
  'i',
);

export interface SqlHole {
  readonly node: Node | undefined;
  /** `value`: stands where SQL has a value (quoted, compared, listed). `name`: where it has a table, a column, a keyword. */
  readonly place: 'value' | 'name';
}

/** The holes of a string that reads like SQL and are not under control; undefined when it does not read like SQL. */
export function openSqlHoles(ctx: RuleContext, parts: readonly ShapePart[]): readonly SqlHole[] | undefined {
  const text = shapeText(parts, hole);
  if (!statements.test(text)) return undefined;
  const holes: SqlHole[] = [];
  let before = '';
  parts.forEach((part) => {
    if (part.kind === 'text') {
      before += part.text;
      return;
    }
    if (part.node === undefined || !isPlainValue(ctx, part.node, (node) => isSqlSafe(ctx, node))) {
      const place =
        /(?:[=<>('%,]|\blike|\bin|\blimit|\boffset|\bvalues|\bbetween|\band|\bnot)\s*$/i.test(before.slice(-40)) &&
        !isColumnList(before)
          ? 'value'
          : 'name';
      if (place === 'value' || mayBeForeign(ctx, part.node)) holes.push({ node: part.node, place });
    }
    before += 'x';
  });
  return holes;
}

const namesOfNames =
  /table|column|constraint|index|schema|database|^db|view|field|sequence|trigger|_?names?$|dialect|type|model|relation|alias|charset|engine|user|role/i;

/**
 * What stands in the place of a name: code that works on schemas puts its own names together all day. A parameter
 * whose name does not say that it is such a name, and anything read from a request, may be somebody else's.
 */
function mayBeForeign(ctx: RuleContext, node: Node | undefined): boolean {
  if (node === undefined) return false;
  if (
    /\brequest\b|\binput\(|\bargv\b|\.(?:args|form|params|query_params|GET|POST|cookies|headers)\b/.test(ctx.text(node))
  )
    return true;
  if (ctx.kind(node) !== Kind.Name || namesOfNames.test(ctx.name(Name.id(ctx.words, node)))) return false;
  const definitions = ctx.bindings.definitions(node);
  return definitions.some(
    ({ kind, value }) =>
      kind === 'parameter' ||
      (kind === 'assignment' &&
        value !== undefined &&
        value !== node &&
        ctx.kind(value) !== Kind.Name &&
        mayBeForeign(ctx, value)),
  );
}

/** After `INSERT INTO t (` or `SELECT a,` stand columns, not values. */
function isColumnList(before: string): boolean {
  if (/'\s*%?$/.test(before)) return false;
  if (/\binto\s+\S+\s*\([^)]*$/i.test(before)) return true;
  const words = before.slice(-2000).match(clauseWords);
  return words !== null && /^(?:select|from|by|table|join|index)$/i.test(words[words.length - 1]);
}

const clauseWords = /\b(?:select|from|where|set|values|having|by|table|join|on|limit|index)\b/gi;
const namesOfSafe = /quote|escape|identifier|placeholder|sanitiz|^qn$|^_?param(?:style|_?marker)?s?$/i;
const constantName = /^_*[A-Z][A-Z0-9_]*$/;

/** Quoting functions, identifiers objects, placeholders, constants by convention, and tables of an ORM model. */
function isSqlSafe(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  switch (words[node]) {
    case Kind.Name:
      return constantName.test(ctx.name(Name.id(words, node))) || namesOfSafe.test(ctx.name(Name.id(words, node)));
    case Kind.Attribute: {
      const name = ctx.name(Attribute.attr(words, node));
      return constantName.test(name) || namesOfSafe.test(name) || name === '__tablename__' || name === 'db_table';
    }
    case Kind.Call: {
      const callee = Call.func(words, node);
      const name =
        words[callee] === Kind.Name
          ? ctx.name(Name.id(words, callee))
          : words[callee] === Kind.Attribute
            ? ctx.name(Attribute.attr(words, callee))
            : '';
      if (name === 'replace') {
        // `.replace("'", "''")` doubles the quote.
        const from = ctx.argumentConstant(node, undefined, 0);
        const to = ctx.argumentConstant(node, undefined, 1);
        return from?.kind === 'str' && to?.kind === 'str' && to.value === from.value + from.value;
      }
      return namesOfSafe.test(name);
    }
    default:
      return false;
  }
}
