import { describe, expect, it } from 'vitest';
import { checkTree } from '../../test/python/check-tree.ts';
import {
  Attribute,
  Call,
  Constant,
  Context,
  ExceptHandler,
  forEachNode,
  If,
  Kind,
  kindName,
  listItems,
  Module,
  Name,
  nodeText,
  type ParsedModule,
  parseModule,
  Try,
  Tuple,
} from './index.ts';

const parse = (text: string): ParsedModule => parseModule(new TextEncoder().encode(text));
const body = (module: ParsedModule): number[] => listItems(module.words, Module.body(module.words, module.root));
const kindsOf = (module: ParsedModule): string[] => body(module).map((node) => kindName(module.words[node]));
const ofKind = (module: ParsedModule, kind: number): number[] => {
  const found: number[] = [];
  forEachNode(module.words, (node, each) => {
    if (each === kind) found.push(node);
  });
  return found;
};

describe('the tree', () => {
  it('is read through the generated accessors', () => {
    const module = parse('os.system(command, shell=True)\n');
    const { words, symbols } = module;
    const call = ofKind(module, Kind.Call)[0]!;
    const func = Call.func(words, call);
    expect(words[func]).toBe(Kind.Attribute);
    expect(symbols.name(Attribute.attr(words, func))).toBe('system');
    expect(listItems(words, Call.args(words, call)).map((node) => nodeText(module, node))).toEqual(['command']);
    expect(listItems(words, Call.keywords(words, call)).map((node) => nodeText(module, node))).toEqual(['shell=True']);
    expect(module.nodeCount).toBe(8);
  });

  it('marks targets', () => {
    const module = parse('a, [b, *c.d], e[f] = del_ = g\ndel h\n');
    const contexts = ofKind(module, Kind.Name).map(
      (node) => `${module.symbols.name(Name.id(module.words, node))}:${Name.ctx(module.words, node)}`,
    );
    expect(Context).toEqual({ Load: 0, Store: 1, Del: 2 });
    expect(contexts).toEqual(['a:1', 'b:1', 'c:0', 'e:0', 'f:0', 'del_:1', 'g:0', 'h:2']);
  });

  it('keeps comments in order, outside strings', () => {
    const module = parse('# one\nx = "# no"  # two\nf(  # three\n)\n');
    const found: string[] = [];
    for (let at = 0; at < module.comments.length; at += 2) {
      found.push(new TextDecoder().decode(module.source.subarray(module.comments[at], module.comments[at + 1])));
    }
    expect(found).toEqual(['# one', '# two', '# three']);
  });
});

describe('Python 3.14', () => {
  it('reads except with several types and no parentheses', () => {
    const module = parse('try:\n    pass\nexcept A, B:\n    pass\nexcept C, D,:\n    pass\n');
    expect(module.errors).toEqual([]);
    const handlers = listItems(module.words, Try.handlers(module.words, body(module)[0]!));
    const type = ExceptHandler.type(module.words, handlers[0]!);
    expect(module.words[type]).toBe(Kind.Tuple);
    expect(nodeText(module, type)).toBe('A, B');
    expect(listItems(module.words, Tuple.elts(module.words, type))).toHaveLength(2);
    expect(parse('try: pass\nexcept A, B as c: pass\n').errors[0]?.message).toContain('parenthesized');
  });

  it('reads template strings', () => {
    const module = parse('q = t"select {name!r:>{width}} from {table}" rt"\\d"\n');
    expect(module.errors).toEqual([]);
    expect(ofKind(module, Kind.TemplateStr).map((node) => nodeText(module, node))).toEqual([
      't"select {name!r:>{width}} from {table}" rt"\\d"',
    ]);
    expect(ofKind(module, Kind.Interpolation).map((node) => nodeText(module, node))).toEqual([
      '{name!r:>{width}}',
      '{table}',
    ]);
    expect(parse('t"a" "b"\n').errors[0]?.message).toContain('cannot mix t-string');
  });
});

describe('recovery', () => {
  it('loses only the broken statement', () => {
    const module = parse('a = 1\nb = = 2\nc = 3\n');
    expect(kindsOf(module)).toEqual(['Assign', 'ErrorStatement', 'Assign']);
    expect(module.errors).toMatchObject([{ kind: 'syntax', line: 2, byte: 10 }]);
  });

  it('keeps the block of a broken header', () => {
    const module = parse('def f(:\n    g()\n    h()\nk()\n');
    expect(kindsOf(module)).toEqual(['ErrorStatement', 'Expr', 'Expr', 'Expr']);
    expect(module.errors).toHaveLength(1);
  });

  it('keeps the clauses before a broken one', () => {
    const module = parse('if a:\n    b()\nelif c d:\n    e()\nelse:\n    f()\ng()\n');
    expect(kindsOf(module).filter((kind) => kind !== 'ErrorStatement')).toEqual(['If', 'Expr', 'Expr', 'Expr']);
    expect(module.errors.map((issue) => issue.line)).toEqual([3, 5]);
  });

  it('finds the next statement after an open bracket', () => {
    const module = parse('x = f(1,\n  2\n\ndef g():\n    return 1\ny = [\n');
    expect(kindsOf(module)).toEqual(['ErrorStatement', 'FunctionDef', 'ErrorStatement']);
    expect(module.errors.map((issue) => `${issue.line} ${issue.message}`)).toEqual([
      "1 '(' was never closed",
      "6 '[' was never closed",
    ]);
  });

  it('reads on after an open triple quote', () => {
    const module = parse('a = """never\nb = 1\nc = 2\n');
    expect(kindsOf(module)).toEqual(['ErrorStatement', 'Assign', 'Assign']);
  });

  it('gets back in step after a missing triple quote', () => {
    const functions = Array.from(
      { length: 9 },
      (_, index) => `def f${index}():\n    """What it does."""\n    return g()\n`,
    );
    for (const missing of [functions[4]!.replace('"""', ''), functions[4]!.replace('."""', '.')]) {
      const module = parse(functions.with(4, missing).join('\n'));
      expect(module.errors.length).toBeGreaterThan(0);
      expect(module.errors.length).toBeLessThan(4);
      expect(ofKind(module, Kind.FunctionDef).length).toBeGreaterThanOrEqual(8);
    }
  });

  it('reads Python 2 as far as it goes', () => {
    const module = parse('print "x"\nexec code\nraise E, "m"\ntry:\n    f()\nexcept E, e:\n    g()\n');
    expect(module.errors).toHaveLength(3);
    expect(ofKind(module, Kind.Call)).toHaveLength(2);
  });

  it('reports indentation and reads on', () => {
    const module = parse('if a:\n        b()\n    c()\n  d()\ne()\n');
    expect(module.errors.length).toBeGreaterThan(0);
    expect(ofKind(module, Kind.Call)).toHaveLength(4);
    expect(parse('if a:\n\tb()\n        c()\n').errors[0]?.message).toContain('tabs');
    expect(parse('if a:\nb()\n').errors[0]?.message).toContain('indented block');
  });

  it('stops listing errors at a bound', () => {
    expect(parse('$\n'.repeat(5000)).errors).toHaveLength(1001);
  });
});

describe('hostile files', () => {
  const many = 30_000;
  const deep: Readonly<Record<string, string>> = {
    parens: '('.repeat(many),
    braces: '{'.repeat(many),
    unary: `${'-'.repeat(many)}1`,
    not: `${'not '.repeat(many)}1`,
    lambda: `${'lambda:'.repeat(many)}1`,
    power: `${'2**'.repeat(many)}2`,
    fields: 'f"{'.repeat(many),
    specifications: `f'{x:${'{x:'.repeat(many)}`,
    indents: Array.from({ length: 500 }, (_, index) => `${' '.repeat(index)}if x:`).join('\n'),
    patterns: `match x:\n case ${'['.repeat(many)}`,
    unterminated: '"""\n\\"""\n'.repeat(many),
    open: 'f(\ndef a(\n'.repeat(many),
    stars: '*'.repeat(many),
    zeros: '\0'.repeat(many),
  };
  for (const [name, text] of Object.entries(deep)) {
    it(`reports ${name}`, () => {
      const module = parse(text);
      expect(module.errors.length).toBeGreaterThan(0);
      expect(checkTree(module)).toBeUndefined();
    });
  }

  const long: Readonly<Record<string, string>> = {
    sums: `x = ${'"a" + '.repeat(100_000)}"b"\n`,
    attributes: `a${'.b'.repeat(many)}\n`,
    calls: `a${'()'.repeat(many)}\n`,
    conditionals: `${'a if b else '.repeat(many)}c\n`,
    clauses: `if a:\n pass\n${'elif b:\n pass\n'.repeat(many)}`,
    comparisons: `${'a < '.repeat(many)}b\n`,
    nested: `${'('.repeat(150)}1${')'.repeat(150)}\n`,
    oneLine: `x = [${'1,'.repeat(500_000)}]\n`,
  };
  for (const [name, text] of Object.entries(long)) {
    it(`accepts long ${name}`, () => {
      const module = parse(text);
      expect(module.errors).toEqual([]);
      expect(checkTree(module)).toBeUndefined();
    });
  }

  it('survives the deepest file that its limits allow', () => {
    const blocks = Array.from({ length: 98 }, (_, index) => `${' '.repeat(index)}if x:`).join('\n');
    const fields = 'f"{'.repeat(40);
    const expression = `${'(lambda: '.repeat(90)}${'[not -a ** {b: '.repeat(20)}${'f(x, *'.repeat(20)}${fields}`;
    const module = parse(`${blocks}\n${' '.repeat(98)}${expression}\n`);
    expect(module.errors.length).toBeGreaterThan(0);
    expect(checkTree(module)).toBeUndefined();
  });

  it('folds elif into nested statements', () => {
    const module = parse('if a: pass\nelif b: pass\nelse: pass\n');
    const outer = body(module)[0]!;
    const inner = listItems(module.words, If.orelse(module.words, outer));
    expect(inner.map((node) => nodeText(module, node))).toEqual(['elif b: pass\nelse: pass']);
  });

  it('reads any bytes', () => {
    for (let round = 0; round < 300; round++) {
      const bytes = Uint8Array.from(
        { length: round },
        (_, index) => (index * 73 + round * 31 + ((index * round) >> 3)) & 255,
      );
      expect(checkTree(parseModule(bytes))).toBeUndefined();
    }
  });
});

describe('constants of the tree', () => {
  it('keeps the kind of a constant without decoding it', () => {
    const module = parse('None, True, False, ..., 1, 1.0, 1j, "", b""\n');
    expect(ofKind(module, Kind.Constant).map((node) => Constant.value(module.words, node) & 0xff)).toEqual([
      0, 2, 1, 3, 4, 5, 6, 7, 8,
    ]);
  });
});
