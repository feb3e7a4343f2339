/** YAML with the place of every key; aliases are followed within limits, so that a “billion laughs” file is refused. */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import { DataBuilder, type DataDocument, type DataError, type DataLimits } from './data-document.ts';
import type { Span } from './text-lines.ts';

const limits: DataLimits & { readonly maxNodes: number } = {
  maxLength: 4 * 1024 * 1024,
  maxDepth: 100,
  maxNodes: 1_000_000,
};

/** Reads the first document of a YAML 1.2 text; `<<` merges as in YAML 1.1. Unknown tags are passed over. */
export function parseYaml(text: string): DataDocument | DataError {
  const all = parseYamlDocuments(text);
  return Array.isArray(all) ? (all[0] ?? new DataBuilder().document(null)) : (all as DataError);
}

/** Reads every document of a text with `---` separators. */
export function parseYamlDocuments(text: string): readonly DataDocument[] | DataError {
  if (text.length > limits.maxLength) return { message: `longer than ${limits.maxLength} characters`, offset: 0 };
  const deep = tooDeep(text);
  if (deep !== undefined) return deep;
  let documents: readonly Document[];
  try {
    documents = parseAllDocuments(text, {
      lineCounter: new LineCounter(),
      uniqueKeys: false,
      logLevel: 'silent',
    }) as readonly Document[];
  } catch (error) {
    if (error instanceof RangeError) return { message: 'nested too deeply', offset: 0 };
    throw error;
  }
  const results: DataDocument[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error?.message.startsWith('Maximum call stack')) return { message: 'nested too deeply', offset: 0 };
    if (error !== undefined)
      return {
        message: `not valid YAML: ${error.message.split('\n')[0]!.replace(/ at line \d+.*$/, '')}`,
        offset: error.pos[0],
      };
    try {
      results.push(new YamlConversion(document).convert());
    } catch (failure) {
      if (failure instanceof YamlRefusal) return { message: failure.message, offset: failure.offset };
      throw failure;
    }
  }
  return results;
}

class YamlRefusal extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

class YamlConversion {
  readonly #builder = new DataBuilder();
  readonly #document: Document;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #nodes = 0;

  constructor(document: Document) {
    this.#document = document;
  }

  convert(): DataDocument {
    return this.#builder.document(this.#value(this.#document.contents, 1));
  }

  /** Converts aliases by copy and counts every node, so that consumers may walk the data as a tree. */
  #value(node: unknown, depth: number): unknown {
    const offset = (node as Node | null)?.range?.[0] ?? 0;
    this.#nodes += 1;
    if (this.#nodes > limits.maxNodes) throw new YamlRefusal('aliases expand to too much data', offset);
    if (depth > limits.maxDepth) throw new YamlRefusal(`nested deeper than ${limits.maxDepth} levels`, offset);
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target === undefined) throw new YamlRefusal(`the anchor of *${node.source.slice(0, 40)} is missing`, offset);
      if (this.#open.has(target)) throw new YamlRefusal('an alias contains itself', offset);
      return this.#value(target, depth + 1);
    }
    const anchor = (node as { anchor?: string } | null)?.anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, node as Node);
    if (isScalar(node)) return scalar(node.value);
    if (!isMap(node) && !isSeq(node)) return null;
    this.#open.add(node);
    const result = isSeq(node) ? this.#list(node.items, depth) : this.#record(node.items, depth);
    this.#open.delete(node);
    return result;
  }

  #list(items: readonly unknown[], depth: number): unknown[] {
    const list: unknown[] = [];
    for (const item of items) {
      const span = spanOf(item);
      if (span !== undefined) this.#builder.locate(list, list.length, { key: span, value: span });
      list.push(this.#value(item, depth + 1));
    }
    return list;
  }

  #record(items: readonly { key: unknown; value: unknown }[], depth: number): { [key: string]: unknown } {
    const record = this.#builder.record();
    const merged: { [key: string]: unknown }[] = [];
    for (const { key, value } of items) {
      const name = isScalar(key)
        ? String(scalar(key.value))
        : isAlias(key)
          ? String(this.#value(key, depth + 1))
          : undefined;
      if (name === undefined) continue;
      const content = this.#value(value, depth + 1);
      if (name === '<<') {
        for (const part of Array.isArray(content) ? content : [content])
          if (typeof part === 'object' && part !== null) merged.push(part as { [key: string]: unknown });
        continue;
      }
      record[name] = content;
      const keySpan = spanOf(key);
      if (keySpan !== undefined) this.#builder.locate(record, name, { key: keySpan, value: spanOf(value) ?? keySpan });
    }
    for (const part of merged)
      for (const [name, content] of Object.entries(part)) if (!Object.hasOwn(record, name)) record[name] = content;
    return record;
  }
}

function scalar(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return value === undefined || typeof value === 'object' ? null : value;
}

function spanOf(node: unknown): Span | undefined {
  const range = (node as Node | null)?.range;
  return range ? { start: range[0], end: range[1] } : undefined;
}

/** The parser recurses; brackets nested beyond all reason are refused before it sees them. */
function tooDeep(text: string): DataError | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x5b || unit === 0x7b) {
      depth += 1;
      if (depth > 1000) return { message: 'nested too deeply', offset: at };
    } else if (unit === 0x5d || unit === 0x7d) depth = Math.max(0, depth - 1);
  }
  return undefined;
}
