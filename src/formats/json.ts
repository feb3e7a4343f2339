/** JSON with the place of every member, bounded in size and depth. */
import { DataBuilder, type DataDocument, type DataError, type DataLimits, defaultLimits } from './data-document.ts';

export interface JsonOptions extends Partial<DataLimits> {
  /** Members nested deeper than this keep no place (saves memory on large files). Default: all. */
  readonly placesToDepth?: number;
}

/** Reads strict JSON (RFC 8259); a byte order mark is passed over, of duplicate keys the last one counts. */
export function parseJson(text: string, options: JsonOptions = {}): DataDocument | DataError {
  const { maxLength, maxDepth } = { ...defaultLimits, ...options };
  if (text.length > maxLength) return { message: `longer than ${maxLength} characters`, offset: 0 };
  const reader = new JsonReader(text, maxDepth, options.placesToDepth ?? Number.POSITIVE_INFINITY);
  try {
    return reader.document();
  } catch (error) {
    if (error instanceof JsonFailure) return { message: error.message, offset: error.offset };
    throw error;
  }
}

class JsonFailure extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

class JsonReader {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #placesToDepth: number;
  readonly #builder = new DataBuilder();
  #at = 0;

  constructor(text: string, maxDepth: number, placesToDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
    this.#placesToDepth = placesToDepth;
  }

  document(): DataDocument {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1;
    const data = this.#value(1);
    this.#space();
    if (this.#at < this.#text.length) this.#fail('text after the end of the JSON value');
    return this.#builder.document(data);
  }

  #value(depth: number): unknown {
    this.#space();
    const char = this.#text[this.#at];
    if (char === '{') return this.#record(depth);
    if (char === '[') return this.#list(depth);
    if (char === '"') return this.#string();
    const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
    literal.lastIndex = this.#at;
    const match = literal.exec(this.#text);
    if (match === null) this.#fail(char === undefined ? 'the JSON text ends too early' : 'not valid JSON');
    this.#at = literal.lastIndex;
    return JSON.parse(match[0]);
  }

  #record(depth: number): unknown {
    this.#descend(depth);
    const record = this.#builder.record();
    this.#space();
    if (this.#take('}')) return record;
    do {
      this.#space();
      const keyStart = this.#at;
      if (this.#text[keyStart] !== '"') this.#fail('a key is expected');
      const key = this.#string();
      const keyEnd = this.#at;
      this.#space();
      if (!this.#take(':')) this.#fail('a colon is expected');
      this.#space();
      const start = this.#at;
      record[key] = this.#value(depth + 1);
      if (depth <= this.#placesToDepth)
        this.#builder.locate(record, key, { key: { start: keyStart, end: keyEnd }, value: { start, end: this.#at } });
      this.#space();
    } while (this.#take(','));
    if (!this.#take('}')) this.#fail('a comma or } is expected');
    return record;
  }

  #list(depth: number): unknown {
    this.#descend(depth);
    const list: unknown[] = [];
    this.#space();
    if (this.#take(']')) return list;
    do {
      this.#space();
      const start = this.#at;
      list.push(this.#value(depth + 1));
      if (depth <= this.#placesToDepth) {
        const span = { start, end: this.#at };
        this.#builder.locate(list, list.length - 1, { key: span, value: span });
      }
      this.#space();
    } while (this.#take(','));
    if (!this.#take(']')) this.#fail('a comma or ] is expected');
    return list;
  }

  #string(): string {
    const start = this.#at;
    for (let at = start + 1; ; at += 1) {
      const quote = this.#text.indexOf('"', at);
      if (quote === -1) this.#fail('a string is not closed');
      let slashes = 0;
      while (this.#text[quote - 1 - slashes] === '\\' && quote - slashes > start + 1) slashes += 1;
      at = quote;
      if (slashes % 2 === 1) continue;
      this.#at = quote + 1;
      try {
        return JSON.parse(this.#text.slice(start, quote + 1)) as string;
      } catch {
        this.#at = start;
        this.#fail('not a valid string');
      }
    }
  }

  #descend(depth: number): void {
    if (depth > this.#maxDepth) this.#fail(`nested deeper than ${this.#maxDepth} levels`);
    this.#at += 1;
  }

  #space(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.#at += 1;
    }
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #fail(message: string): never {
    throw new JsonFailure(message, this.#at);
  }
}
