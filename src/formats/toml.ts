/** TOML with the place of every key (manifests), or fast with the place of every table (large lock files). */
import { parse as parseFast, TomlDate, TomlError } from 'smol-toml';
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { DataBuilder, type DataDocument, type DataError, type DataLimits, defaultLimits } from './data-document.ts';

/** Reads a manifest: every key, value and list item has its place. About 1 MB/s. */
export function parseToml(
  text: string,
  limits: DataLimits = { ...defaultLimits, maxLength: 4 * 1024 * 1024 },
): DataDocument | DataError {
  const tooMuch = exceeds(text, limits);
  if (tooMuch !== undefined) return tooMuch;
  try {
    return new TomlConversion().convert(parseTOML(text, { tomlVersion: '1.1' }));
  } catch (error) {
    if (error instanceof ParseError) return { message: `not valid TOML: ${error.message}`, offset: error.index };
    return recursionError(error);
  }
}

/** Reads a lock file: only items of lists of tables (`[[package]]`) have a place, from their header to the next one. */
export function parseTomlTables(text: string, limits: DataLimits = defaultLimits): DataDocument | DataError {
  const tooMuch = exceeds(text, limits);
  if (tooMuch !== undefined) return tooMuch;
  const builder = new DataBuilder();
  let data: unknown;
  try {
    data = withTextDates(parseFast(text, { maxDepth: limits.maxDepth, integersAsBigInt: 'asNeeded' }));
  } catch (error) {
    if (error instanceof TomlError) {
      const offset = offsetOf(text, error.line, error.column);
      return {
        message: `not valid TOML: ${error.message.split('\n')[0]!.replace(/^Invalid TOML document: /, '')}`,
        offset,
      };
    }
    return recursionError(error);
  }
  for (const [name, headers] of listHeaders(text)) {
    const list = (data as { [key: string]: unknown })[name];
    if (!Array.isArray(list) || list.length !== headers.length) continue;
    for (const [index, { start, end }] of headers.entries())
      builder.locate(list, index, { key: { start, end }, value: { start, end } });
  }
  return builder.document(data);
}

interface Header {
  readonly start: number;
  end: number;
}

/** Places of `[[name]]` headers; text inside multi-line strings is passed over. */
function listHeaders(text: string): Map<string, Header[]> {
  const headers = new Map<string, Header[]>();
  let open: Header | undefined;
  let quote: string | undefined;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const first = text[at];
    if (quote === undefined && first === '[') {
      const match = /^\[\[\s*([A-Za-z0-9_-]+)\s*\]\]/.exec(text.slice(at, Math.min(end, at + 200)));
      if (match !== null) {
        if (open !== undefined) open.end = at;
        open = { start: at, end: text.length };
        const list = headers.get(match[1]!);
        if (list === undefined) headers.set(match[1]!, [open]);
        else list.push(open);
      } else if (open !== undefined && text[at + 1] !== '[' && !text.slice(at, end).includes('.')) {
        open.end = at;
        open = undefined;
      }
    } else if (quote !== undefined || first !== '#') quote = multiLineState(text, at, end, quote);
    at = end + 1;
  }
  return headers;
}

function multiLineState(text: string, from: number, to: number, quote: string | undefined): string | undefined {
  let state = quote;
  for (let at = from; at < to; ) {
    if (state === undefined) {
      const char = text[at]!;
      if (char === '#') return undefined;
      if (char !== '"' && char !== "'") at += 1;
      else if (text.startsWith(char.repeat(3), at)) {
        state = char.repeat(3);
        at += 3;
      } else at = endOfString(text, at) + 1;
    } else {
      const close = text.indexOf(state, at);
      if (close === -1 || close >= to) return state;
      state = undefined;
      at = close + 3;
    }
  }
  return state;
}

/** Turns dates into text, without recursion. Records keep their prototype: changing it on each would cost more than parsing. */
function withTextDates(root: unknown): unknown {
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      if (typeof member !== 'object' || member === null) continue;
      if (member instanceof TomlDate) (value as { [key: string]: unknown })[key] = member.toISOString();
      else pending.push(member);
    }
  }
  return root;
}

class TomlConversion {
  readonly #builder = new DataBuilder();

  convert(program: AST.TOMLProgram): DataDocument {
    const root = this.#builder.record();
    for (const node of program.body[0].body) {
      if (node.type === 'TOMLKeyValue') this.#assign(root, node);
      else {
        const table = this.#open(root, node);
        for (const member of node.body) this.#assign(table, member);
      }
    }
    return this.#builder.document(root);
  }

  #open(root: { [key: string]: unknown }, node: AST.TOMLTable): { [key: string]: unknown } {
    let container: { [key: string]: unknown } = root;
    const value = { start: node.range[0], end: node.range[1] };
    for (const [index, part] of node.resolvedKey.entries()) {
      const last = index === node.resolvedKey.length - 1;
      const next = typeof node.resolvedKey[index + 1] === 'number';
      const known = Object.hasOwn(container, part) ? container[part] : undefined;
      const keyRange = node.key.keys.at(-1)!.range;
      if (known === undefined) {
        container[part] = next ? [] : this.#builder.record();
        this.#builder.locate(container, part, { key: { start: keyRange[0], end: keyRange[1] }, value });
      } else if (last) this.#builder.locate(container, part, { key: { start: keyRange[0], end: keyRange[1] }, value });
      container = container[part] as { [key: string]: unknown };
    }
    return container;
  }

  #assign(table: { [key: string]: unknown }, node: AST.TOMLKeyValue): void {
    let container = table;
    const value = { start: node.value.range[0], end: node.value.range[1] };
    for (const [index, key] of node.key.keys.entries()) {
      const name = key.type === 'TOMLBare' ? key.name : key.value;
      const span = { key: { start: key.range[0], end: key.range[1] }, value };
      if (index === node.key.keys.length - 1) {
        container[name] = this.#value(node.value);
        this.#builder.locate(container, name, span);
        return;
      }
      if (!Object.hasOwn(container, name)) {
        container[name] = this.#builder.record();
        this.#builder.locate(container, name, span);
      }
      container = container[name] as { [key: string]: unknown };
    }
  }

  #value(node: AST.TOMLContentNode): unknown {
    if (node.type === 'TOMLArray') {
      const list: unknown[] = [];
      for (const element of node.elements) {
        const span = { start: element.range[0], end: element.range[1] };
        this.#builder.locate(list, list.length, { key: span, value: span });
        list.push(this.#value(element));
      }
      return list;
    }
    if (node.type === 'TOMLInlineTable') {
      const record = this.#builder.record();
      for (const member of node.body) this.#assign(record, member);
      return record;
    }
    return node.value instanceof Date ? (node as AST.TOMLDateTimeValue).datetime : node.value;
  }
}

/** Deep nesting is refused before parsing, because both parsers recurse. Counts brackets outside strings and comments, roughly. */
function exceeds(text: string, { maxLength, maxDepth }: DataLimits): DataError | undefined {
  if (text.length > maxLength) return { message: `longer than ${maxLength} characters`, offset: 0 };
  let depth = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x2e) {
      dots += 1;
      if (dots > maxDepth) return { message: `a key with more than ${maxDepth} parts`, offset: at };
    } else if (unit === 0x0a || unit === 0x2c || unit === 0x3d) dots = 0;
    else if (unit === 0x5b || unit === 0x7b) {
      dots = 0;
      depth += 1;
      if (depth > maxDepth) return { message: `nested deeper than ${maxDepth} levels`, offset: at };
    } else if (unit === 0x5d || unit === 0x7d) depth = Math.max(0, depth - 1);
    else if (unit === 0x22 || unit === 0x27) at = endOfString(text, at);
    else if (unit === 0x23) {
      const end = text.indexOf('\n', at);
      if (end === -1) return undefined;
      at = end;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  const quote = text[start]!;
  const triple = text.startsWith(quote.repeat(3), start);
  for (let at = start + (triple ? 3 : 1); at < text.length; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (!triple && (text[at] === quote || text[at] === '\n')) return at;
    else if (triple && text[at] === quote && text.startsWith(quote.repeat(3), at)) return at + 2;
  }
  return text.length;
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let number = 1; number < line; number += 1) {
    const newline = text.indexOf('\n', start);
    if (newline === -1) break;
    start = newline + 1;
  }
  return Math.min(text.length, start + column - 1);
}

function recursionError(error: unknown): DataError {
  if (error instanceof RangeError) return { message: 'nested too deeply', offset: 0 };
  throw error;
}
