import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseXml, type XmlElement } from './xml.ts';

const read = (text: string) => parseXml(text) as XmlElement;

it('reads elements, attributes, text and places', () => {
  const text = '<?xml version="1.0"?><!-- <no> --><a:bom x="1 &gt; 0" y=\'>\'>\n<b/>t&amp;<![CDATA[<x>]]></a:bom>';
  const root = read(text);
  expect(root.name).toBe('bom');
  expect([...root.attributes]).toEqual([
    ['x', '1 > 0'],
    ['y', '>'],
  ]);
  expect(root.text).toBe('t&<x>');
  expect(root.children[0]?.span).toEqual({ start: text.indexOf('<b/>'), end: text.indexOf('<b/>') + 4 });
});

it('stays linear in hostile text', () => {
  const long = 200_000;
  for (const body of [`<a ${'a'.repeat(long)}/>`, `<a ${'a '.repeat(long)}/>`, `<a>${'&'.repeat(long)}</a>`])
    expect(parseXml(body)).toHaveProperty('name', 'a');
  expect(parseXml(`<a>${'<b "'.repeat(long)}`)).toHaveProperty('message');
});

it.each(['<!DOCTYPE a [<!ENTITY x "y">]><a/>', '<a>', '<a></b>', '</a>', '<a/><b/>', '', '<a', `${'<a>'.repeat(500)}`])(
  'refuses %j',
  (text) => {
    expect(parseXml(text)).toHaveProperty('message');
  },
);

it('reads any text in an element as it was', () => {
  const escaped = (text: string) => text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
  fc.assert(fc.property(fc.string(), (text) => read(`<a>${escaped(text)}</a>`).text === text.trim()));
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', '"', '&', ' ', '=', '!', '-') }), (text) => {
      parseXml(text);
    }),
  );
});
