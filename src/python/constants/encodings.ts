/** Text to bytes and back for the encodings that source code names: UTF-8, ASCII, Latin-1, hexadecimal. */
import { bytes, type Constant, str } from './value.ts';

type Encoding = 'utf-8' | 'ascii' | 'latin-1';

/** `text.encode(encoding='utf-8', errors='strict')`. */
export function encodeText(text: string, args: readonly Constant[]): Constant | undefined {
  const choice = choose(args);
  if (choice === undefined) return undefined;
  if (choice.encoding === 'utf-8') return bytes(latin1(new TextEncoder().encode(text)));
  const highest = choice.encoding === 'ascii' ? 0x7f : 0xff;
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code <= highest) out += char;
    else if (choice.errors === 'replace') out += '?';
    else if (choice.errors !== 'ignore') return undefined;
  }
  return bytes(out);
}

/** `data.decode(encoding='utf-8', errors='strict')`; `data` as Latin-1. */
export function decodeBytes(data: string, args: readonly Constant[]): Constant | undefined {
  const choice = choose(args);
  if (choice === undefined) return undefined;
  if (choice.encoding === 'latin-1') return str(data);
  if (choice.encoding === 'ascii') {
    let out = '';
    for (const char of data) {
      if (char <= '\x7f') out += char;
      else if (choice.errors === 'replace') out += '\ufffd';
      else if (choice.errors !== 'ignore') return undefined;
    }
    return str(out);
  }
  try {
    return str(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(data)));
  } catch {
    return undefined;
  }
}

/** `data.hex()`. */
export function hexBytes(data: string): string {
  let out = '';
  for (let i = 0; i < data.length; i++) out += data.charCodeAt(i).toString(16).padStart(2, '0');
  return out;
}

/** One character per byte. */
export function latin1(data: Uint8Array): string {
  let out = '';
  for (const byte of data) out += String.fromCharCode(byte);
  return out;
}

function bytesOf(data: string): Uint8Array {
  return Uint8Array.from(data, (char) => char.charCodeAt(0));
}

/** `bytes.fromhex(text)`; undefined when it raises. */
export function fromHex(text: string): string | undefined {
  const digits = text.replace(/[ \t-\r]+/g, ' ').trim();
  if (!/^(?:[0-9a-fA-F]{2} ?)*$/.test(digits)) return undefined;
  const pairs = digits.match(/[0-9a-fA-F]{2}/g) ?? [];
  return pairs.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('');
}

function choose(args: readonly Constant[]): { readonly encoding: Encoding; readonly errors: string } | undefined {
  const [encoding, errors] = args;
  if (args.length > 2 || (encoding !== undefined && encoding.kind !== 'str')) return undefined;
  if (errors !== undefined && errors.kind !== 'str') return undefined;
  const name = encodingNames[(encoding?.value ?? 'utf-8').toLowerCase().replace(/[ _]/g, '-')];
  return name === undefined ? undefined : { encoding: name, errors: errors?.value ?? 'strict' };
}

const encodingNames: Readonly<Record<string, Encoding | undefined>> = {
  __proto__: null as never,
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  u8: 'utf-8',
  ascii: 'ascii',
  'us-ascii': 'ascii',
  'latin-1': 'latin-1',
  latin1: 'latin-1',
  'iso-8859-1': 'latin-1',
};
