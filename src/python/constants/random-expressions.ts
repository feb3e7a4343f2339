/** Random Python expressions over literals, for the differential test: mostly well-typed, sometimes not. */

type Kind = 'int' | 'float' | 'str' | 'bytes' | 'bool' | 'list' | 'tuple' | 'dict' | 'set' | 'none';

/** `count` expressions, the same for the same seed. */
export function randomExpressions(seed: number, count: number): string[] {
  let state = seed >>> 0;
  const random = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)];
  const chance = (p: number): boolean => random() < p;
  const kinds: readonly Kind[] = ['int', 'float', 'str', 'bytes', 'bool', 'list', 'tuple', 'dict', 'set', 'none'];

  const texts = [
    '',
    'a',
    'abc',
    'Hello World',
    ' x ',
    '\\t tab\\n',
    "it's",
    '{}',
    '%s',
    'ä€',
    '😀b',
    'a,b,,c',
    '0042',
    '-7',
    '3.5',
    'AbC dEf',
    '\\x00\\x7f',
    'ab ab ab',
    '\\\\',
    'ß',
    '\\xa0z',
    'line1\\nline2\\r\\nx',
  ];
  const quote = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);
  const ascii = texts.filter((text) => /^[ -~]*$/.test(text));

  function intLiteral(): string {
    return pick([
      '0',
      '1',
      '2',
      '3',
      '7',
      '10',
      '255',
      '1_000',
      '0x1f',
      '0b101',
      '0o17',
      '12345678901234567890',
      String(below(100)),
      String(below(1e6)),
    ]);
  }
  function floatLiteral(): string {
    return pick([
      '0.0',
      '1.0',
      '0.5',
      '2.5',
      '1e10',
      '1e16',
      '1e-5',
      '1.5e300',
      '0.1',
      '3.14159',
      '100.0',
      '1e22',
      '123456.789',
      '1e400',
      String(random() * 1000),
      (random() * 10 ** (below(40) - 20)).toExponential(),
    ]);
  }

  function atom(kind: Kind, depth: number): string {
    switch (kind) {
      case 'int':
        return chance(0.2) ? `-${intLiteral()}` : intLiteral();
      case 'float':
        return chance(0.2) ? `-${floatLiteral()}` : floatLiteral();
      case 'str':
        return quote(pick(texts));
      case 'bytes':
        return `b${quote(pick(ascii))}`;
      case 'bool':
        return pick(['True', 'False']);
      case 'none':
        return 'None';
      case 'list':
        return `[${several(depth)}]`;
      case 'tuple':
        return chance(0.15) ? '()' : `(${several(depth) || '1'},)`;
      case 'set':
        return `{${expression(pick(['int', 'str', 'bool']), depth - 1)}, ${expression(pick(['int', 'str', 'float']), depth - 1)}}`;
      case 'dict':
        return chance(0.2)
          ? `dict(a=${any(depth - 1)}, b=${any(depth - 1)})`
          : `{${expression('str', depth - 1)}: ${any(depth - 1)}, ${expression('int', depth - 1)}: ${any(depth - 1)}}`;
    }
  }

  function several(depth: number): string {
    return Array.from({ length: below(4) }, () => any(depth - 1)).join(', ');
  }

  function any(depth: number): string {
    return expression(pick(kinds), depth);
  }

  const int = (depth: number): string => expression('int', depth);
  const strOf = (depth: number): string => expression('str', depth);

  function spec(): string {
    return `${pick(['', '', '<', '>', '^', '=', '*<', '0>', '_^'])}${pick(['', '', '+', ' ', '-'])}${pick(['', '', '#'])}${pick(['', '', '0'])}${pick(['', '5', '12', '20'])}${pick(['', '', ',', '_'])}${pick(['', '', '.0', '.2', '.5', '.10'])}${pick(['', '', 'd', 'x', 'X', 'o', 'b', 'c', 'e', 'E', 'f', 'F', 'g', 'G', '%', 's'])}`;
  }

  function percent(): string {
    return `%${pick(['', '', '-', '0', '+', ' ', '#', '-0'])}${pick(['', '', '5', '12'])}${pick(['', '', '.0', '.2', '.6'])}${pick(['s', 's', 'r', 'a', 'd', 'i', 'x', 'X', 'o', 'e', 'f', 'g', 'G', 'c'])}`;
  }

  function slice(depth: number): string {
    const bound = () => pick(['', '', '0', '1', '2', '-1', '-2', '5', int(depth - 1)]);
    return chance(0.4)
      ? `[${pick(['0', '1', '-1', '2', int(depth - 1)])}]`
      : `[${bound()}:${bound()}${pick(['', '', ':', ':2', ':-1', ':-2'])}]`;
  }

  function expression(kind: Kind, depth: number): string {
    if (depth <= 0 || chance(0.2)) return atom(kind === 'dict' && depth <= 0 ? 'int' : kind, depth <= 0 ? 0 : depth);
    // Now and then the wrong type, which must raise or mean what CPython says.
    if (chance(0.03)) return `(${any(depth - 1)})`;
    const self = () => expression(kind, depth - 1);
    switch (kind) {
      case 'int':
        return pick([
          () => `(${self()} ${pick(['+', '-', '*', '//', '%', '&', '|', '^'])} ${self()})`,
          () => `(${self()} ${pick(['<<', '>>', '**'])} ${below(12)})`,
          () => `${pick(['-', '~', '+'])}${self()}`,
          () => `len(${expression(pick(['str', 'bytes', 'list', 'tuple', 'dict', 'set']), depth - 1)})`,
          () =>
            `int(${pick([self(), expression('float', depth - 1), "'42'", "' -7 '", "'0x1f', 16", "'z', 36", "'1_0'", expression('bool', depth - 1)])})`,
          () => `ord(${pick(["'a'", "'😀'", "b'z'", strOf(depth - 1)])})`,
          () =>
            `${strOf(depth - 1)}.${pick(['find', 'count', 'index', 'rfind'])}(${pick(["'a'", "'b'", "''", "' '", strOf(0)])}${pick(['', '', ', 1', ', -2', ', 1, 4'])})`,
          () => `abs(${self()})`,
          () => `round(${expression('float', depth - 1)})`,
          () => `round(${self()}, -${below(3)})`,
          () => `${pick(['min', 'max'])}(${self()}, ${self()})`,
          () => `sum([${self()}, ${self()}])`,
          () => `divmod(${self()}, ${self()})${pick(['[0]', '[1]'])}`,
          () => `pow(${self()}, ${below(50)}, ${self()})`,
          () => `(${self()}).bit_length()`,
          () => `(${self()} if ${expression('bool', depth - 1)} else ${self()})`,
          () => `(${self()} ${pick(['and', 'or'])} ${self()})`,
          () => `(${expression('list', depth - 1)}).count(${any(0)})`,
        ])();
      case 'float':
        return pick([
          () => `(${self()} ${pick(['+', '-', '*', '/', '//', '%'])} ${pick([self, () => int(depth - 1)])()})`,
          () => `(${int(depth - 1)} / ${int(depth - 1)})`,
          () => `(${self()} ** ${pick(['2', '0', '1', '-1', '3', '0.5'])})`,
          () => `-${self()}`,
          () => `float(${pick([int(depth - 1), self(), "'1.5'", "' 2e3 '", "'inf'", "'x'", "'.5'", "'1_0.5'"])})`,
          () => `round(${self()}, ${below(5)})`,
          () => `abs(${self()})`,
          () => `max(${self()}, ${int(depth - 1)})`,
        ])();
      case 'str':
        return pick([
          () => `(${self()} + ${self()})`,
          () => `(${self()} * ${below(4)})`,
          () => `${self()}${slice(depth)}`,
          () => `('${percent()}' % ${pick([any, int, (d: number) => expression('float', d)])(depth - 1)})`,
          () => `('${percent()} and ${percent()}%%' % (${any(depth - 1)}, ${any(depth - 1)}))`,
          () => `('%(a)s-%(b)5d' % {'a': ${any(depth - 1)}, 'b': ${int(depth - 1)}})`,
          () => `('%*d|%.*f' % (${below(9)}, ${int(depth - 1)}, ${below(5)}, ${expression('float', depth - 1)}))`,
          () => `'{}-{!r}'.format(${any(depth - 1)}, ${any(depth - 1)})`,
          () =>
            `'{0:${spec()}}|{1:{w}}'.format(${pick([int, (d: number) => expression('float', d), strOf])(depth - 1)}, ${int(depth - 1)}, w=${below(12)})`,
          () => `'{a[0]}{b[x]}'.format(a=${expression('tuple', depth - 1)}, b={'x': ${any(depth - 1)}})`,
          () => `f"a{${pick([int, (d: number) => expression('float', d)])(0)}:${spec()}}b"`,
          () => `f"{${intLiteral()}}{${floatLiteral()}!r:>12}{${quote(pick(['q', 'zz']))}!s}{{}}"`,
          () =>
            `format(${pick([int, (d: number) => expression('float', d), strOf, (d: number) => expression('bool', d)])(depth - 1)}, '${spec()}')`,
          () => `${pick(['str', 'repr', 'ascii'])}(${any(depth - 1)})`,
          () => `${pick(['hex', 'bin', 'oct'])}(${int(depth - 1)})`,
          () => `chr(${pick(['65', '8364', '128512', '9', int(depth - 1)])})`,
          () =>
            `${self()}.${pick(['upper', 'lower', 'strip', 'lstrip', 'rstrip', 'title', 'capitalize', 'swapcase', 'casefold', 'expandtabs'])}()`,
          () =>
            `${self()}.${pick(['strip', 'lstrip', 'rstrip', 'removeprefix', 'removesuffix'])}(${quote(pick(texts))})`,
          () => `${self()}.replace(${self()}, ${self()}${pick(['', '', ', 1', ', 0', ', -1'])})`,
          () => `${self()}.${pick(['zfill', 'center', 'ljust', 'rjust'])}(${below(20)})`,
          () => `${self()}.${pick(['center', 'ljust', 'rjust'])}(${below(20)}, '*')`,
          () => `${self()}.join([${self()}, ${self()}])`,
          () => `${self()}.join(${self()})`,
          () =>
            `${expression('bytes', depth - 1)}.decode(${pick(['', "'utf-8'", "'ascii'", "'latin-1'", "'ascii', 'ignore'", "encoding='utf8'", "errors='replace'"])})`,
          () => `${self()}.translate(str.maketrans('ab', 'xy'${pick(['', ", 'c'"])}))`,
          () => `(${self()} or ${self()})`,
          () => `${expression('bytes', depth - 1)}.hex()`,
          () => `{'k': ${self()}}['k']`,
          () => `{'k': ${self()}}.get('z', ${self()})`,
        ])();
      case 'bytes':
        return pick([
          () => `(${self()} + ${self()})`,
          () => `(${self()} * ${below(3)})`,
          () => `${self()}[${pick(['', '1', '-2'])}:${pick(['', '3', '-1'])}]`,
          () => `${strOf(depth - 1)}.encode(${pick(['', "'utf-8'", "'ascii'", "'latin-1'", "'ascii', 'replace'"])})`,
          () => `${self()}.${pick(['upper', 'lower', 'strip', 'title', 'swapcase', 'capitalize'])}()`,
          () => `${self()}.replace(b'a', b'xx')`,
          () => `bytes([${below(256)}, ${below(300)}])`,
          () => `bytes(${below(6)})`,
          () => `(b'%s=%d' % (${self()}, ${int(depth - 1)}))`,
          () => `bytes.fromhex('${pick(['00ff', '41 42', '4', 'zz'])}')`,
          () => `${self()}.zfill(${below(9)})`,
        ])();
      case 'bool':
        return pick([
          () => `(${any(depth - 1)} ${pick(['==', '!=', '<', '<=', '>', '>='])} ${any(depth - 1)})`,
          () => `(${int(depth - 1)} ${pick(['==', '!=', '<', '<=', '>', '>='])} ${expression('float', depth - 1)})`,
          () => `(${strOf(depth - 1)} ${pick(['==', '<', '>=', 'in', 'not in'])} ${strOf(depth - 1)})`,
          () => `(${int(depth - 1)} < ${int(depth - 1)} <= ${int(depth - 1)})`,
          () => `(${expression('list', depth - 1)} ${pick(['==', '<', '>='])} ${expression('list', depth - 1)})`,
          () =>
            `(${any(depth - 1)} ${pick(['in', 'not in'])} ${expression(pick(['list', 'tuple', 'dict', 'set']), depth - 1)})`,
          () => `(${any(depth - 1)} is ${pick(['None', 'not None'])})`,
          () => `(not ${any(depth - 1)})`,
          () => `bool(${any(depth - 1)})`,
          () => `${pick(['any', 'all'])}(${expression('list', depth - 1)})`,
          () =>
            `${strOf(depth - 1)}.${pick(['startswith', 'endswith'])}(${pick(["'a'", "('a', 'b')", "''", strOf(0)])}${pick(['', ', 1', ', 1, 3'])})`,
          () =>
            `${quote(pick(ascii))}.${pick(['isdigit', 'isalpha', 'isalnum', 'isspace', 'isupper', 'islower', 'isidentifier', 'istitle', 'isascii', 'isprintable', 'isdecimal', 'isnumeric'])}()`,
          () => `(${expression('set', depth - 1)} ${pick(['<', '<=', '==', '>'])} ${expression('set', depth - 1)})`,
        ])();
      case 'list':
        return pick([
          () => `(${self()} + ${self()})`,
          () => `(${self()} * ${below(3)})`,
          () => `${self()}[${pick(['', '1', '-2'])}:${pick(['', '3', '-1'])}${pick(['', ':2', ':-1'])}]`,
          () =>
            `${strOf(depth - 1)}.${pick(['split', 'rsplit'])}(${pick(['', "','", "' '", 'None', "',', 1", 'None, 1', "'b', 2", 'maxsplit=1', "sep=','"])})`,
          () => `${strOf(depth - 1)}.splitlines(${pick(['', 'True', 'keepends=True'])})`,
          () => `list(${expression(pick(['str', 'tuple', 'dict', 'bytes', 'list']), depth - 1)})`,
          () =>
            `sorted(${pick([() => `[${int(depth - 1)}, ${int(depth - 1)}, ${expression('float', depth - 1)}]`, () => `[${strOf(depth - 1)}, ${strOf(depth - 1)}]`, () => expression('set', depth - 1)])()})`,
          () => `list({'a': ${any(depth - 1)}}.${pick(['keys', 'values', 'items'])}())`,
          () => `[*${self()}, ${any(depth - 1)}]`,
          () => `${expression('bytes', depth - 1)}.split(${pick(['', "b'a'", "b' ', 1"])})`,
        ])();
      case 'tuple':
        return pick([
          () => `(${self()} + ${self()})`,
          () => `tuple(${expression(pick(['list', 'str']), depth - 1)})`,
          () => `${strOf(depth - 1)}.${pick(['partition', 'rpartition'])}(${pick(["','", "'b'", strOf(0)])})`,
          () => `divmod(${int(depth - 1)}, ${int(depth - 1)})`,
          () => `${self()}[::-1]`,
        ])();
      case 'dict':
        return pick([
          () => `(${self()} | ${self()})`,
          () => `{**${self()}, 'z': ${any(depth - 1)}}`,
          () => `dict(${self()})`,
          () => `dict([('a', ${any(depth - 1)}), (${int(depth - 1)}, 2)])`,
          () => `dict.fromkeys(${expression(pick(['list', 'str', 'tuple']), depth - 1)}, ${int(0)})`,
        ])();
      case 'set':
        return pick([
          () => `(${self()} ${pick(['|', '&', '-', '^'])} ${self()})`,
          () => `set(${expression(pick(['list', 'str', 'tuple']), depth - 1)})`,
          () =>
            `${self()}.${pick(['union', 'intersection', 'difference'])}(${expression(pick(['list', 'set']), depth - 1)})`,
        ])();
      default:
        return atom(kind, depth);
    }
  }

  return Array.from({ length: count }, () => any(1 + below(4)));
}
