/** XML documents without a document type: elements with attributes, text and places. Entities are never defined or fetched. */
import { type DataError, type DataLimits, defaultLimits } from './data-document.ts';
import type { Span } from './text-lines.ts';

export interface XmlElement {
  /** Without the namespace prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Text directly in the element, trimmed. */
  readonly text: string;
  readonly span: Span;
}

interface Open {
  readonly name: string;
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
  readonly start: number;
}

/** Reads the root element; a document type, a wrong nesting or too much depth is an error. Linear in the text. */
export function parseXml(text: string, limits: DataLimits = defaultLimits): XmlElement | DataError {
  if (text.length > limits.maxLength) return { message: 'the document is too long', offset: 0 };
  const open: Open[] = [];
  let root: XmlElement | undefined;
  for (let at = 0; at < text.length; ) {
    const tag = text.indexOf('<', at);
    const end = tag === -1 ? text.length : tag;
    const top = open.at(-1);
    if (top !== undefined) top.text += unescapeXml(text.slice(at, end));
    if (tag === -1) break;
    if (text.startsWith('<!--', tag)) at = after(text, '-->', tag + 4);
    else if (text.startsWith('<![CDATA[', tag)) {
      at = after(text, ']]>', tag + 9);
      if (top !== undefined) top.text += text.slice(tag + 9, at - 3);
    } else if (text.startsWith('<?', tag)) at = after(text, '?>', tag + 2);
    else if (text.startsWith('<!', tag)) return { message: 'document types are not read', offset: tag };
    else {
      const close = endOfTag(text, tag + 1);
      if (close === -1) return { message: 'a tag is not closed', offset: tag };
      const body = text.slice(tag + 1, close);
      at = close + 1;
      const name = /^\/?[^\s/>]+/.exec(body)?.[0] ?? '';
      if (name.startsWith('/')) {
        const last = open.pop();
        if (last === undefined || last.tag !== name.slice(1))
          return { message: `“${name.slice(0, 60)}” closes nothing that is open`, offset: tag };
        root = finish(last, at, open.at(-1)) ?? root;
        continue;
      }
      if (name === '') return { message: 'a tag has no name', offset: tag };
      if (open.length >= limits.maxDepth) return { message: 'nested too deeply', offset: tag };
      if (open.length === 0 && root !== undefined) return { message: 'there is more than one root', offset: tag };
      const element: Open = {
        name: name.replace(/^.*:/, ''),
        tag: name,
        attributes: attributesOf(body.slice(name.length)),
        children: [],
        text: '',
        start: tag,
      };
      if (body.endsWith('/')) root = finish(element, at, open.at(-1)) ?? root;
      else open.push(element);
    }
  }
  if (open.length > 0 || root === undefined) return { message: 'the document ends too early', offset: text.length };
  return root;
}

/** Adds the element to its parent; without one it is the root. */
function finish(element: Open, end: number, parent: Open | undefined): XmlElement | undefined {
  const { name, attributes, children, start } = element;
  const made = { name, attributes, children, text: element.text.trim(), span: { start, end } };
  if (parent === undefined) return made;
  parent.children.push(made);
  return undefined;
}

/** Offset of the `>` that ends the tag; one in quotes does not. */
function endOfTag(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] as string;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at;
  }
  return -1;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(/(?<=^|[\s"'])([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    attributes.set(name, unescapeXml(double ?? single ?? ''));
  return attributes;
}

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at + mark.length;
}
