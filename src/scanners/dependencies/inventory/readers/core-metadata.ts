/** METADATA and PKG-INFO (core metadata): header lines of an installed or built distribution. */
import type { LicenceFacts } from '../facts.ts';

export interface CoreMetadata {
  readonly name: string;
  readonly version?: string;
  readonly requiresPython?: string;
  readonly requires: readonly { readonly text: string; readonly start: number; readonly end: number }[];
  readonly extras: readonly string[];
  readonly licence: LicenceFacts;
}

/** Reads the headers up to the first empty line; undefined without a name. */
export function parseCoreMetadata(text: string): CoreMetadata | undefined {
  const headers = new Map<string, { text: string; start: number; end: number }[]>();
  let last: { text: string; start: number; end: number } | undefined;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, text[end - 1] === '\r' ? end - 1 : end);
    if (line === '') break;
    const header = /^([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)$/.exec(line);
    if (/^[ \t]/.test(line) && last !== undefined) {
      last.text += `\n${line.trim()}`;
      last.end = at + line.length;
    } else if (header !== null) {
      last = { text: header[2]!.trim(), start: at, end: at + line.length };
      const key = header[1]!.toLowerCase();
      headers.set(key, [...(headers.get(key) ?? []), last]);
    }
    at = end + 1;
  }
  const one = (key: string) => headers.get(key)?.[0]?.text;
  const all = (key: string) => (headers.get(key) ?? []).map((header) => header.text);
  const name = one('name');
  if (name === undefined || name === '') return undefined;
  const version = one('version');
  const requiresPython = one('requires-python');
  const expression = one('license-expression');
  const licence = one('license');
  return {
    name,
    ...(version && { version }),
    ...(requiresPython && { requiresPython }),
    requires: headers.get('requires-dist') ?? [],
    extras: all('provides-extra'),
    licence: {
      ...(expression && { expression }),
      ...(licence && licence !== 'UNKNOWN' && { text: licence }),
      classifiers: all('classifier').filter((classifier) => classifier.startsWith('License ::')),
      files: all('license-file'),
    },
  };
}
