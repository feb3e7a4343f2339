import { describe, expect, it } from 'vitest';
import {
  cellAt,
  Expr,
  forEachNode,
  Kind,
  lineIndexOf,
  listItems,
  Module,
  type ParsedModule,
  parseModule,
  statementTokens,
  stringValue,
} from './index.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

function texts(module: ParsedModule): (string | undefined)[] {
  const found: (string | undefined)[] = [];
  forEachNode(module.words, (node, kind) => {
    if (kind === Kind.Constant) found.push(stringValue(module, node));
  });
  return found;
}

describe('encodings', () => {
  it('skips a byte order mark', () => {
    const module = parseModule(utf8('\ufeffx = "é"\n'));
    expect(module.errors).toEqual([]);
    expect(texts(module)).toEqual(['é']);
    expect(lineIndexOf(module).position(3)).toEqual({ line: 1, column: 1, utf16Column: 1 });
  });

  it('reads declared encodings', () => {
    const module = parseModule(latin1('# -*- coding: latin-1 -*-\nx = "\xe9\x80"\n'));
    expect(module.errors).toEqual([]);
    expect(module.encoding).toBe('latin-1');
    expect(texts(module)).toEqual(['é\x80']);
    expect(texts(parseModule(latin1('#!x\n# vim: set fileencoding=cp1252 :\nx = "\x80"\n')))).toEqual(['€']);
    expect(texts(parseModule(latin1('# coding=koi8-r\nx = "\xc1"\n')))).toEqual(['а']);
    expect(texts(parseModule(latin1('# coding: shift_jis\nx = "\x82\xa0"\n')))).toEqual(['あ']);
  });

  it('looks for a declaration only where Python does', () => {
    expect(parseModule(latin1('x = 1\n# coding: nonsense\n')).errors).toEqual([]);
    expect(parseModule(latin1('\n\n# coding: nonsense\n')).errors).toEqual([]);
  });

  it('reports what is not text, and reads the rest', () => {
    const unknown = parseModule(utf8('# coding: nonsense\nx = 1\n'));
    expect(unknown.errors).toMatchObject([{ kind: 'encoding', line: 1 }]);
    const invalid = parseModule(latin1('x = 1\ny = "\xe9"\nz = 2\n'));
    expect(invalid.errors).toMatchObject([{ kind: 'encoding', line: 2, byte: 11 }]);
    expect(listItems(invalid.words, Module.body(invalid.words, invalid.root))).toHaveLength(3);
    expect(parseModule(latin1('\xff\xfex\0=\x001\0')).errors.length).toBeGreaterThan(0);
    expect(parseModule(utf8('x = 1\0\ny = 2\n')).errors).toMatchObject([
      { message: 'source code cannot contain null bytes' },
    ]);
    expect(parseModule(utf8('\ufeff# coding: latin-1\n')).errors).toMatchObject([{ kind: 'encoding' }]);
  });
});

describe('lines', () => {
  it('counts LF, CR LF and CR', () => {
    const module = parseModule(utf8('a\nb\r\nc\rd = "é😀", x\n'));
    expect(module.errors).toEqual([]);
    const lines = lineIndexOf(module);
    expect(lines.lineCount).toBe(5);
    expect([1, 2, 3, 4].map((line) => lines.lineText(line))).toEqual(['a', 'b', 'c', 'd = "é😀", x']);
    const byte = module.source.indexOf('x'.charCodeAt(0));
    expect(lines.position(byte)).toEqual({ line: 4, column: 11, utf16Column: 12 });
  });
});

describe('statement tokens', () => {
  const tokens = (text: string): string => {
    const module = parseModule(utf8(text));
    return statementTokens(module, listItems(module.words, Module.body(module.words, module.root))[0]!);
  };

  it('do not change with layout and comments', () => {
    expect(tokens('f(a,b = "x  y")')).toBe('f ( a , b = "x  y" )');
    expect(tokens('f( # why\n   a,\n   b="x  y"\n)  # end')).toBe('f ( a , b = "x  y" )');
    expect(tokens('if a :\n    b\nelse:\n  c')).toBe('if a : b else : c');
  });
});

describe('notebooks', () => {
  const notebook = (...cells: readonly (readonly [string, string | string[]])[]): Uint8Array =>
    utf8(
      JSON.stringify({
        nbformat: 4,
        cells: cells.map(([type, source]) => ({ cell_type: type, source })),
      }),
    );

  it('joins code cells and maps back', () => {
    const module = parseModule(
      notebook(['code', ['import os\n', 'x = 1']], ['markdown', '# Title'], ['code', 'os.system(x)\n'], ['code', '']),
      { path: 'a.ipynb' },
    );
    expect(module.errors).toEqual([]);
    const statements = listItems(module.words, Module.body(module.words, module.root));
    expect(statements).toHaveLength(3);
    const byte = module.words[Expr.value(module.words, statements[2]!) + 1]!;
    const cell = cellAt(module.notebook!, byte);
    expect(cell).toMatchObject({ index: 3, line: 3 });
    expect(lineIndexOf(module).lineOf(byte) - cell!.line + 1).toBe(1);
  });

  it('tolerates the syntax of IPython without moving anything', () => {
    const module = parseModule(
      notebook(
        ['code', '%matplotlib inline\n!pip install x\nx = !ls\nx?\n??y\nz = 1  # kept'],
        ['code', '%%bash\nrm -rf $HOME'],
        ['code', '%%time\na = 1'],
        ['code', 'if z:\n    %run other.py\n    !ls \\\n       -l\nb = a\nt = """\n%not magic\n"""\nm = 5 \\\n  %3'],
      ),
      { notebook: true },
    );
    expect(module.errors).toEqual([]);
    expect(texts(module)).toContain('\n%not magic\n');
    expect(new TextDecoder().decode(module.source)).toContain('z = 1  # kept');
  });

  it('reports what is no notebook', () => {
    expect(parseModule(utf8('{'), { path: 'a.ipynb' }).errors).toMatchObject([
      { message: 'the notebook is not valid JSON' },
    ]);
    expect(parseModule(utf8('[]'), { path: 'a.ipynb' }).errors).toHaveLength(1);
    expect(parseModule(utf8('{"cells": [1, null, {"cell_type": "code"}]}'), { path: 'a.ipynb' }).errors).toEqual([]);
  });
});
