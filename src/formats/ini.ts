/** INI files as Python's `configparser` reads them (setup.cfg, tox.ini, pip.conf), with the place of every line of a value. */
import type { Span } from './text-lines.ts';

export interface IniValueLine {
  /** Without surrounding space. */
  readonly text: string;
  readonly start: number;
}

export interface IniEntry {
  /** Lower case, `-` kept. */
  readonly key: string;
  readonly span: Span;
  /** Lines joined by `\n`, comment lines left out. */
  readonly value: string;
  /** The non-empty lines of the value. */
  readonly lines: readonly IniValueLine[];
}

export interface IniSection {
  readonly name: string;
  readonly span: Span;
  readonly entries: readonly IniEntry[];
}

export interface IniDocument {
  readonly sections: readonly IniSection[];
  /** Lines that are neither section, entry nor continuation. */
  readonly errors: readonly { readonly message: string; readonly offset: number }[];
}

/** Reads every section; repeated sections and keys are kept in order, so callers see both. */
export function parseIni(text: string): IniDocument {
  const sections: { name: string; span: Span; entries: MutableEntry[] }[] = [];
  const errors: { message: string; offset: number }[] = [];
  let entry: MutableEntry | undefined;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const raw = text.slice(at, end).trimEnd();
    const body = raw.trimStart();
    const start = at + raw.length - body.length;
    at = end + 1;
    if (body === '' || body[0] === '#' || body[0] === ';') continue;
    const indented = start > (newline === -1 ? text.lastIndexOf('\n') + 1 : text.lastIndexOf('\n', newline - 1) + 1);
    if (indented && entry !== undefined) {
      entry.lines.push({ text: stripInlineComment(body), start });
      entry.span.end = start + body.length;
      continue;
    }
    const header = /^\[([^\]]+)\]/.exec(body);
    if (header !== null) {
      sections.push({ name: header[1]!.trim(), span: { start, end: start + header[0].length }, entries: [] });
      entry = undefined;
      continue;
    }
    const section = sections.at(-1);
    const assignment = /^([^=:]+?)\s*[=:]\s*/.exec(body);
    if (section === undefined || assignment === null) {
      if (errors.length < 100)
        errors.push({
          message: section === undefined ? 'a line before the first section' : 'neither a section nor “key = value”',
          offset: start,
        });
      continue;
    }
    entry = { key: assignment[1]!.toLowerCase(), span: { start, end: start + body.length }, lines: [] };
    const first = stripInlineComment(body.slice(assignment[0].length));
    if (first !== '') entry.lines.push({ text: first, start: start + assignment[0].length });
    section.entries.push(entry);
  }
  return {
    sections: sections.map((section) => ({
      ...section,
      entries: section.entries.map((one) => ({ ...one, value: one.lines.map((line) => line.text).join('\n') })),
    })),
    errors,
  };
}

/** The last entry of that name in the section, as `configparser` would answer; names compare without case and with `_` as `-`. */
export function iniEntry(document: IniDocument, section: string, key: string): IniEntry | undefined {
  const wanted = key.toLowerCase().replaceAll('_', '-');
  return document.sections
    .filter(({ name }) => name === section)
    .flatMap(({ entries }) => entries)
    .findLast((entry) => entry.key.replaceAll('_', '-') === wanted);
}

interface MutableEntry {
  readonly key: string;
  readonly span: { start: number; end: number };
  readonly lines: IniValueLine[];
}

/** `configparser` knows no inline comments, but those who read requirements from it (setuptools, tox) do; `;` starts a marker there. */
function stripInlineComment(line: string): string {
  return line.replace(/\s#.*$/, '').trimEnd();
}
