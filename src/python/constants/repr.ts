/** `repr()` and `str()` of folded values, character for character as CPython writes them. */
import { floatRepr } from './decimal.ts';
import { type Constant, constantLimits } from './value.ts';

/** `repr(value)`; undefined when too long, too deep, or when it depends on hash order (sets of two or more). */
export function repr(value: Constant): string | undefined {
  const out: string[] = [];
  return write(value, out, 0) ? out.join('') : undefined;
}

/** `str(value)`; bytes as their repr, which Python warns about but does. */
export function toStr(value: Constant): string | undefined {
  return value.kind === 'str' ? value.value : repr(value);
}

function write(value: Constant, out: string[], depth: number): boolean {
  if (depth > constantLimits.depth || out.length > constantLimits.text) return false;
  switch (value.kind) {
    case 'none':
      out.push('None');
      return true;
    case 'ellipsis':
      out.push('Ellipsis');
      return true;
    case 'bool':
      out.push(value.value ? 'True' : 'False');
      return true;
    case 'int':
      out.push(value.value.toString());
      return true;
    case 'float':
      out.push(floatRepr(value.value));
      return true;
    case 'str':
      out.push(strRepr(value.value));
      return true;
    case 'bytes':
      out.push(bytesRepr(value.value));
      return true;
    case 'tuple':
      return writeItems(value.items, '(', value.items.length === 1 ? ',)' : ')', out, depth);
    case 'list':
      return writeItems(value.items, '[', ']', out, depth);
    case 'set':
      if (value.items.length > 1) return false;
      if (value.items.length === 1) return writeItems(value.items, '{', '}', out, depth);
      out.push('set()');
      return true;
    case 'dict': {
      out.push('{');
      for (let i = 0; i < value.entries.length; i++) {
        if (i > 0) out.push(', ');
        if (!write(value.entries[i][0], out, depth + 1)) return false;
        out.push(': ');
        if (!write(value.entries[i][1], out, depth + 1)) return false;
      }
      out.push('}');
      return true;
    }
  }
}

function writeItems(items: readonly Constant[], open: string, close: string, out: string[], depth: number): boolean {
  out.push(open);
  for (let i = 0; i < items.length; i++) {
    if (i > 0) out.push(', ');
    if (!write(items[i], out, depth + 1)) return false;
  }
  out.push(close);
  return true;
}

const plain = /^[ !#-&(-[\]-~]*$/;
const unprintable = /[\p{C}\p{Z}]/u;

/** Quotes text as Python does: single quotes unless only they occur inside. */
export function strRepr(text: string): string {
  if (plain.test(text)) return `'${text}'`;
  const quote = quoteFor(text);
  let out = quote;
  for (const char of text) {
    if (char === quote || char === '\\') out += `\\${char}`;
    else if (char === ' ' || !unprintable.test(char)) out += char;
    else out += escapeOf(char.codePointAt(0) ?? 0);
  }
  return out + quote;
}

export function bytesRepr(text: string): string {
  const quote = quoteFor(text);
  let out = `b${quote}`;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const char = text[i];
    if (char === quote || char === '\\') out += `\\${char}`;
    else out += code >= 32 && code < 127 ? char : escapeOf(code);
  }
  return out + quote;
}

/** `ascii(value)`, given its repr. */
export function asciiOnly(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    out += code < 128 ? char : escapeOf(code);
  }
  return out;
}

function quoteFor(text: string): string {
  return text.includes("'") && !text.includes('"') ? '"' : "'";
}

function escapeOf(code: number): string {
  if (code === 10) return '\\n';
  if (code === 13) return '\\r';
  if (code === 9) return '\\t';
  const hex = code.toString(16);
  if (code < 256) return `\\x${hex.padStart(2, '0')}`;
  return code < 65536 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
