/** Random Python programs for the executed taint oracle: strings, containers, functions, classes, closures, branches. */
import { random } from '../python/mutate.ts';

export interface RandomProgram {
  readonly text: string;
  /** Every condition is decided: what is not observed must not be reported. */
  readonly decided: boolean;
}

interface Scope {
  readonly strings: string[];
  /** Lists with the number of elements they surely have. */
  readonly lists: Map<string, number>;
  /** Dictionaries with the keys they surely have. */
  readonly dicts: Map<string, Set<string>>;
  readonly tuples: Map<string, number>;
  /** Objects by name, with their class. */
  readonly objects: Map<string, ClassShape>;
  /** Functions of the program that may be called here: name and required arguments. */
  readonly functions: FunctionShape[];
  readonly depth: number;
}

interface FunctionShape {
  readonly name: string;
  readonly required: number;
  readonly optional: readonly string[];
  readonly rest: boolean;
}

interface ClassShape {
  readonly name: string;
  readonly fields: readonly string[];
}

const keys = ['k', 'm', 'n'];
/** Constructs that the grammar does not make: `$0`, `$1`… are new names, `$A` and `$B` texts; `$0` ends as a text. */
const snippets: readonly string[] = [
  '$1 = []\ndef $2(target, v):\n    target.append(v)\n$2($1, $A)\n$2($1, $B)\n$0 = $1[0]',
  'def $1(**kw):\n    return kw["one"]\n$0 = $1(one=$A, two=$B)',
  'def $1(one, *, two):\n    return two\n$2 = {"one": $A, "two": $B}\n$0 = $1(**$2)',
  'def $1(one, two):\n    return one\n$2 = ($A, $B)\n$0 = $1(*$2)',
  'def $1(fn):\n    def $2(*args):\n        return fn(*args) + "!"\n    return $2\n@$1\ndef $3(x, y):\n    return y\n$0 = $3($A, $B)',
  '$1 = {"in": {"a": $A, "b": $B}}\n$0 = $1["in"]["b"]',
  '$1 = {"list": [$A]}\n$1["list"].append($B)\n$0 = $1["list"][1]',
  '$1 = [[$A], [$B]]\n$1[0][0] = "fixed"\n$0 = $1[0][0] + $1[1][0]',
  '$1 = [$A]\n$2 = $1\n$2.append($B)\n$0 = $1[1]',
  '$1 = {"a": $A, "b": $B}\n$0 = ""\nfor $2, $3 in $1.items():\n    if $2 == "a":\n        $0 += $3',
  '$0 = ""\nfor $1, $2 in zip([$A], [$B]):\n    $0 += $2',
  '$0 = ""\nfor $1, $2 in enumerate([$A, $B]):\n    if $1 == 0:\n        $0 = $2',
  '$1 = dict(a=$A, b=$B)\n$0 = $1.pop("a")\n$0 = "-".join($1.values())',
  '$1 = {"a": $A}\n$2 = {**$1, "b": $B}\n$0 = $2["a"]',
  '$1 = "a"\nmatch $1:\n    case "a":\n        $0 = $A\n    case _:\n        $0 = $B',
  'if ($1 := $A):\n    pass\n$0 = $1',
  '$1 = {"x": lambda v: v + "x", "y": lambda v: "y"}\n$0 = $1["y"]($A) + $1["x"]($B)',
  'class $1:\n    items = []\n    def add(self, v):\n        self.items.append(v)\n        return self\n$0 = $1().add($A).add($B).items[1]',
  'class $1:\n    def __init__(self):\n        self.data = {}\n    def __setitem__(self, k, v):\n        self.data[k] = v\n    def __getitem__(self, k):\n        return self.data[k]\n$2 = $1()\n$2["a"] = $A\n$2["b"] = $B\n$0 = $2["a"]',
  'class $1:\n    def __init__(self, v):\n        self.v = v\n    def __str__(self):\n        return "<" + self.v + ">"\n$0 = str($1($A)) + f"{$1($B)}"',
  'class $1:\n    def __enter__(self):\n        return $A\n    def __exit__(self, *a):\n        return None\nwith $1() as $2:\n    $0 = $2',
  'class $1:\n    def __call__(self, v):\n        return v\n$0 = $1()($A)',
  'class $1:\n    @classmethod\n    def make(cls, v):\n        o = cls()\n        o.v = v\n        return o\n$0 = $1.make($A).v',
  'class $1:\n    v = "c"\n$1.v = $A\n$0 = $1().v',
  '$1 = $1x = $A\n$0 = $1x',
  '$1 = [$A, $B]\n$1[0], $1[1] = $1[1], $1[0]\n$0 = $1[0]',
  '$1 = [$A, $B, "c"]\n$0 = "".join($1[1:])',
  '$1 = [$A, "b"] * 2\n$0 = $1[3] + $1[1]',
  '$1, $2 = ("k=" + $A).split("=", 1)\n$0 = $1',
  '$0 = ("k=" + $A).partition("=")[0]',
  '$1 = sorted([$A, $B])\n$0 = $1[0] + $1[1]',
  '$1 = {$A, $B}\n$0 = "".join($1)',
  '$0 = "".join(reversed([$A, $B]))',
  'def $1(n, v):\n    return v if n == 0 else $1(n - 1, v)\n$0 = $1(2, $A)',
  'def $1():\n    $2 = "k"\n    def $3():\n        nonlocal $2\n        $2 = $A\n    $3()\n    return $2\n$0 = $1()',
  '$1 = iter([$A, $B])\nnext($1)\n$0 = next($1)',
  '$0 = "a"\nfor $1 in range(3):\n    if $1 == 1:\n        continue\n    if $1 == 2:\n        break\n    $0 = $A',
  '$0 = "a"\nfor $1 in ["p", "q"]:\n    if $1 == "z":\n        $0 = $A\nelse:\n    $0 += $B',
  '$1 = [x for x in [$A, "b", $B] if x == "b"]\n$0 = "".join($1)',
  '$1 = {k: v for k, v in [("a", $A), ("b", $B)]}\n$0 = $1["b"]',
  'import functools\n$1 = functools.partial(lambda x, y: x + y, $A)\n$0 = $1($B)',
  'import functools\n$0 = functools.reduce(lambda x, y: x + y, ["a", $A])',
  'import collections\n$1 = collections.defaultdict(list)\n$1["k"].append($A)\n$1["m"].append("b")\n$0 = $1["m"][0]',
  'import collections\n$1 = collections.deque([$A])\n$1.append($B)\n$0 = $1.popleft()',
  'import dataclasses\n@dataclasses.dataclass\nclass $1:\n    a: str\n    b: str = "k"\n$0 = $1($A).b',
];
/** The engine does not tell the elements of these apart; for programs of which only recall is asked. */
const vagueSnippets: readonly string[] = [
  'def $1():\n    yield $A\n    yield $B\n$2 = list($1())\n$0 = $2[1]',
  'def $1():\n    yield $A\n    yield $B\n$0 = next($1())',
  'import collections\n$1 = collections.namedtuple("P", "a b")\n$0 = $1($A, $B).b',
];
const literals = ["'a'", "'bc'", "'x-y'", "' d '", "'Q'"];

/** The program of a seed; the same seed gives the same text. */
export function randomProgram(seed: number): RandomProgram {
  return new Writer(seed).program();
}

class Writer {
  private readonly next: () => number;
  private readonly decided: boolean;
  private readonly lines: string[] = [];
  private readonly classes: ClassShape[] = [];
  private names = 0;
  private indent = 0;

  constructor(seed: number) {
    this.next = random(seed);
    this.decided = this.next() < 0.6;
  }

  program(): RandomProgram {
    this.line('from tracklib import sink, source, unknown');
    const functions: FunctionShape[] = [];
    for (let i = this.upTo(3); i > 0; i--) this.classDefinition();
    for (let i = this.upTo(4); i > 0; i--) functions.push(this.functionDefinition(functions));
    const scope = { ...emptyScope(0), functions };
    this.line('def main():');
    this.block(scope, 6 + this.upTo(8));
    // Every function is called at least once: a flow in one that nothing calls is reported on purpose.
    for (const fn of functions) this.line(`    ${this.call(fn, () => this.pick(literals))}`);
    this.line('main()');
    return { text: `${this.lines.join('\n')}\n`, decided: this.decided };
  }

  private line(text: string): void {
    this.lines.push('    '.repeat(this.indent) + text);
  }

  private upTo(n: number): number {
    return Math.floor(this.next() * n);
  }

  private pick<T>(from: readonly T[]): T {
    return from[this.upTo(from.length)]!;
  }

  private name(prefix: string): string {
    return `${prefix}${this.names++}`;
  }

  private classDefinition(): void {
    const base = this.classes.length > 0 && this.next() < 0.5 ? this.pick(this.classes) : undefined;
    const shape: ClassShape = { name: this.name('C'), fields: ['a', 'b'] };
    this.line(`class ${shape.name}${base ? `(${base.name})` : ''}:`);
    this.indent++;
    this.line("kind = 'fixed'");
    if (!base || this.next() < 0.5) {
      this.line("def __init__(self, a, b='d'):");
      this.indent++;
      if (base) this.line('super().__init__(a, b)');
      this.line(this.next() < 0.7 ? 'self.a = a' : "self.a = 'own'");
      this.line(this.next() < 0.7 ? "self.b = '<' + b + '>'" : 'self.b = a');
      this.indent--;
    }
    if (!base || this.next() < 0.4) {
      this.line('def get(self):');
      this.line(`    return ${this.pick(['self.a', 'self.b', 'self.kind', "f'{self.a}/{self.b}'", "'none'"])}`);
      this.line('def put(self, v):');
      this.line(`    ${this.pick(['self.a = v', 'self.b = v', "self.a, self.b = v, 'w'", 'self.b += v'])}`);
      this.line(this.next() < 0.5 ? '@property' : '@staticmethod');
      const isProperty = this.lines.at(-1)!.endsWith('property');
      this.line(isProperty ? 'def view(self):' : 'def fixed(x):');
      this.line(isProperty ? '    return self.a' : '    return x');
    }
    this.indent--;
    this.classes.push(shape);
  }

  private functionDefinition(known: readonly FunctionShape[]): FunctionShape {
    const name = this.name('f');
    const required = this.upTo(3);
    const optional = ['p', 'q'].slice(0, this.upTo(3));
    const rest = this.next() < 0.2;
    const parameters = ['x', 'y', 'z'].slice(0, required);
    const text = [...parameters, ...optional.map((p) => `${p}=${this.pick(literals)}`), ...(rest ? ['*more'] : [])];
    this.line(`def ${name}(${text.join(', ')}):`);
    const scope = { ...emptyScope(1), functions: [...known] };
    scope.strings.push(...parameters, ...optional);
    this.indent++;
    if (rest) {
      this.line("joined = ''.join(more)");
      scope.strings.push('joined');
    }
    this.indent--;
    this.block(scope, 1 + this.upTo(4));
    this.line(`    return ${this.text(scope, 2)}`);
    return { name, required, optional, rest };
  }

  private block(scope: Scope, size: number): void {
    this.indent++;
    for (let i = 0; i < size; i++) this.statement(scope);
    this.line(`sink(${this.text(scope, 1)})`);
    this.indent--;
  }

  private statement(scope: Scope): void {
    if (this.next() < 0.15) {
      this.snippet(scope);
      return;
    }
    const kind = this.upTo(scope.depth > 2 ? 14 : 22);
    if (kind < 3) this.assign(scope);
    else if (kind < 6) this.makeContainer(scope);
    else if (kind < 10) this.changeContainer(scope);
    else if (kind === 10) this.line(`sink(${this.text(scope, 2)})`);
    else if (kind === 11) this.unpack(scope);
    else if (kind < 14) this.object(scope);
    else if (kind < 17) this.branch(scope);
    else if (kind === 17) this.loop(scope);
    // A handler counts as reachable whatever the body does: that is a condition that is not decided.
    else if (kind === 18 && !this.decided) this.attempt(scope);
    else if (kind === 19) this.closure(scope);
    else if (kind === 20) this.comprehension(scope);
    else this.whileLoop(scope);
  }

  private snippet(scope: Scope): void {
    const names = new Map<string, string>();
    // One text per letter: a body that mentions it again means the same expression.
    const texts = new Map([
      ['$A', this.text(scope, 1)],
      ['$B', this.text(scope, 1)],
    ]);
    const text = this.pick(this.decided ? snippets : [...snippets, ...vagueSnippets]).replaceAll(
      /\$(\d|[AB])/g,
      (mark) => {
        const given = texts.get(mark) ?? names.get(mark);
        if (given !== undefined) return given;
        const fresh = this.name('v');
        names.set(mark, fresh);
        return fresh;
      },
    );
    for (const line of text.split('\n')) this.line(line);
    scope.strings.push(names.get('$0')!);
  }

  private assign(scope: Scope): void {
    const value = this.text(scope, 3);
    if (scope.strings.length > 0 && this.next() < 0.4) {
      this.line(`${this.pick(scope.strings)} ${this.next() < 0.3 ? '+=' : '='} ${value}`);
      return;
    }
    const name = this.name('s');
    this.line(`${name} = ${value}`);
    scope.strings.push(name);
  }

  private makeContainer(scope: Scope): void {
    const parts = Array.from({ length: 1 + this.upTo(3) }, () => this.text(scope, 1));
    const form = this.upTo(4);
    if (form === 0) {
      const name = this.name('l');
      this.line(`${name} = [${parts.join(', ')}]`);
      scope.lists.set(name, parts.length);
    } else if (form === 1) {
      const name = this.name('d');
      const own = keys.slice(0, parts.length);
      this.line(`${name} = {${own.map((k, i) => `'${k}': ${parts[i]}`).join(', ')}}`);
      scope.dicts.set(name, new Set(own));
    } else if (form === 2) {
      const name = this.name('t');
      this.line(`${name} = (${parts.join(', ')},)`);
      scope.tuples.set(name, parts.length);
    } else if (scope.lists.size > 0) {
      const [from, size] = this.pick([...scope.lists]);
      const name = this.name('l');
      this.line(`${name} = ${this.pick([from, `list(${from})`, `${from}[:]`, `${from} + [${parts[0]}]`])}`);
      scope.lists.set(name, size);
      // Two names of one list: its surely known size no longer follows from one of them alone.
      if (this.lines.at(-1)!.endsWith(`= ${from}`)) {
        scope.lists.set(name, 0);
        scope.lists.set(from, 0);
      }
    }
  }

  private changeContainer(scope: Scope): void {
    if (scope.lists.size > 0 && this.next() < 0.6) {
      const [name, size] = this.pick([...scope.lists]);
      const value = this.text(scope, 1);
      const form = this.upTo(size > 1 ? 9 : 4);
      if (form < 2) this.line(`${name}.append(${value})`);
      else if (form === 2) this.line(`${name}.insert(0, ${value})`);
      else if (form === 3) this.line(`${name}.extend([${value}, 'e'])`);
      else if (form === 4) this.line(`${name}.pop()`);
      else if (form === 5) this.line(`${name}.pop(0)`);
      else if (form === 6) this.line(`${name}[${this.upTo(size)}] = ${value}`);
      else if (form === 7) this.line(`${name}.reverse()`);
      else this.line(`del ${name}[0]`);
      const delta = [1, 1, 1, 2, -1, -1, 0, 0, -1][form]!;
      if (size > 0) scope.lists.set(name, size + delta);
    } else if (scope.dicts.size > 0) {
      const [name, own] = this.pick([...scope.dicts]);
      const key = this.pick(keys);
      const value = this.text(scope, 1);
      const form = this.upTo(own.size > 1 ? 5 : 4);
      if (form === 0) this.line(`${name}['${key}'] = ${value}`);
      else if (form === 1) this.line(`${name}.update({'${key}': ${value}})`);
      else if (form === 2) this.line(`${name}.setdefault('${key}', ${value})`);
      else if (form === 3) this.line(`${name}.update(${key}=${value})`);
      else {
        const gone = this.pick([...own]);
        this.line(this.next() < 0.5 ? `del ${name}['${gone}']` : `${name}.pop('${gone}')`);
        own.delete(gone);
        return;
      }
      own.add(key);
    } else this.assign(scope);
  }

  private unpack(scope: Scope): void {
    const one = this.name('s');
    const two = this.name('s');
    const rest = this.name('l');
    const [a, b, c] = [this.text(scope, 1), this.text(scope, 1), this.text(scope, 1)];
    const form = this.upTo(3);
    if (form === 0) this.line(`${one}, ${two} = ${a}, ${b}`);
    else if (form === 1) this.line(`${one}, (${two}, *${rest}) = [${a}, (${b}, ${c})]`);
    else this.line(`${one}, *${rest}, ${two} = (${a}, ${b}, ${c})`);
    scope.strings.push(one, two);
    if (form > 0) scope.lists.set(rest, 1);
  }

  private object(scope: Scope): void {
    if (scope.objects.size > 0 && this.next() < 0.6) {
      const [name] = this.pick([...scope.objects]);
      const value = this.text(scope, 1);
      const field = this.pick(['a', 'b']);
      this.line(
        this.pick([`${name}.${field} = ${value}`, `${name}.put(${value})`, `setattr(${name}, '${field}', ${value})`]),
      );
    } else if (this.classes.length > 0) {
      const shape = this.pick(this.classes);
      const name = this.name('o');
      const other = this.next() < 0.5 ? `, b=${this.text(scope, 1)}` : '';
      this.line(`${name} = ${shape.name}(${this.text(scope, 1)}${other})`);
      scope.objects.set(name, shape);
    } else this.assign(scope);
  }

  private condition(): string {
    if (!this.decided && this.next() < 0.5) return 'unknown()';
    return this.pick([
      "'a' == 'a'",
      '3 > 5',
      "'b' in 'abc'",
      'not True',
      'len([1, 2]) == 2',
      "'x' in ('y', 'z')",
      '7 * 6 - 40 > 1',
    ]);
  }

  private branch(scope: Scope): void {
    this.line(`if ${this.condition()}:`);
    const one = inner(scope);
    this.block(one, 1 + this.upTo(3));
    const two = inner(scope);
    if (this.next() < 0.6) {
      this.line('else:');
      this.block(two, 1 + this.upTo(3));
    }
    mergeSizes(scope, [one, two]);
  }

  private loop(scope: Scope): void {
    const item = this.name('s');
    const values = [this.text(scope, 1), this.text(scope, 1)];
    this.line(`for ${item} in [${values.join(', ')}]:`);
    const body = inner(scope);
    body.strings.push(item);
    // Sizes after any number of rounds are not known to the writer.
    for (const name of body.lists.keys()) body.lists.set(name, 0);
    for (const name of body.dicts.keys()) body.dicts.set(name, new Set());
    this.block(body, 1 + this.upTo(2));
    mergeSizes(scope, [body]);
  }

  private whileLoop(scope: Scope): void {
    const i = this.name('i');
    this.line(`${i} = 0`);
    this.line(`while ${i} < ${1 + this.upTo(3)}:`);
    const body = inner(scope);
    for (const name of body.lists.keys()) body.lists.set(name, 0);
    for (const name of body.dicts.keys()) body.dicts.set(name, new Set());
    this.indent++;
    this.line(`${i} += 1`);
    this.indent--;
    this.block(body, 1);
    mergeSizes(scope, [body]);
  }

  private attempt(scope: Scope): void {
    this.line('try:');
    const body = inner(scope);
    this.block(body, 1 + this.upTo(2));
    const raises = this.next() < 0.5;
    if (raises) this.line("    raise ValueError('no')");
    this.line('except ValueError:');
    const handler = inner(scope);
    this.block(handler, 1);
    if (this.next() < 0.3) {
      this.line('finally:');
      const last = inner(scope);
      this.block(last, 1);
      mergeSizes(scope, [body, handler, last]);
    } else mergeSizes(scope, [body, handler]);
  }

  private closure(scope: Scope): void {
    if (scope.strings.length === 0) {
      this.assign(scope);
      return;
    }
    const name = this.name('g');
    const captured = this.pick(scope.strings);
    const form = this.upTo(3);
    if (form === 0) this.line(`${name} = lambda v='w': v + ${captured}`);
    else {
      this.line(`def ${name}(v='w'):`);
      if (form === 1) {
        this.line(`    nonlocal ${captured}`);
        this.line(`    ${captured} = v`);
      }
      this.line(`    return ${captured}`);
    }
    // `nonlocal` needs a function around it that owns the name: true for every scope of the writer.
    scope.functions.push({ name, required: 0, optional: ['v'], rest: false });
  }

  private comprehension(scope: Scope): void {
    if (scope.lists.size === 0) {
      this.makeContainer(scope);
      return;
    }
    const [from, size] = this.pick([...scope.lists]);
    const name = this.name('l');
    const form = this.upTo(3);
    if (form === 0) this.line(`${name} = [e + '!' for e in ${from}]`);
    else if (form === 1) this.line(`${name} = [e for e in ${from} if ${this.condition()}]`);
    else this.line(`${name} = list(map(lambda e: '<' + e, ${from}))`);
    scope.lists.set(name, form === 1 ? 0 : size);
  }

  /** An expression that gives a string. */
  private text(scope: Scope, depth: number): string {
    const roll = this.next();
    if (roll < 0.13) return 'source()';
    if (depth === 0 || roll < 0.25) {
      return scope.strings.length > 0 && this.next() < 0.7 ? this.pick(scope.strings) : this.pick(literals);
    }
    const sub = () => this.text(scope, depth - 1);
    const lists = [...scope.lists].filter(([, n]) => n > 0);
    const dicts = [...scope.dicts].filter(([, own]) => own.size > 0);
    switch (this.upTo(16)) {
      case 0:
        return `${sub()} + ${sub()}`;
      case 1:
        return `'%s:%s' % (${sub()}, ${sub()})`;
      case 2:
        return `'{}-{}'.format(${sub()}, ${sub()})`;
      case 3:
        return scope.strings.length > 0 ? `f'[{${this.pick(scope.strings)}}]'` : sub();
      case 4:
        return `(${sub()})${this.pick(['[1:]', '[:-1]', '[::-1]', '.upper()', '.strip()', ".replace('b', 'c')", '.lower()'])}`;
      case 5:
        return `${this.pick(["'abcdef'", "('lit' + 'eral')"])}[${this.pick(['1:3', ':2', '-1', '2', '::2'])}]`;
      case 6:
        return `','.join([${sub()}, ${sub()}])`;
      case 7:
        return `(${sub()} if ${this.condition()} else ${sub()})`;
      case 8:
      case 9: {
        if (lists.length === 0) return sub();
        const [name, size] = this.pick(lists);
        return this.next() < 0.8 ? `${name}[${this.upTo(size)}]` : `${name}[-1]`;
      }
      case 10:
      case 11: {
        if (dicts.length === 0) return sub();
        const [name, own] = this.pick(dicts);
        if (this.next() < 0.3) return `${name}.get('${this.pick(keys)}', ${sub()})`;
        return this.next() < 0.5 ? `${name}['${this.pick([...own])}']` : `${name}.get('${this.pick([...own])}')`;
      }
      case 12:
        if (scope.tuples.size === 0) return `('' or ${sub()})`;
        return this.pick([...scope.tuples].map(([name, size]) => `${name}[${this.upTo(size)}]`));
      case 13:
        if (scope.objects.size === 0) return sub();
        return `${this.pick([...scope.objects.keys()])}${this.pick(['.a', '.b', '.get()', '.kind'])}`;
      default:
        return scope.functions.length === 0 ? sub() : this.call(this.pick(scope.functions), sub);
    }
  }

  private call(fn: FunctionShape, argument: () => string): string {
    const given = Array.from({ length: fn.required }, argument);
    for (const name of fn.optional) {
      if (this.next() < 0.5) given.push(`${name}=${argument()}`);
    }
    if (fn.rest && given.length === fn.required && fn.optional.length === 0) given.push(argument());
    return `${fn.name}(${given.join(', ')})`;
  }
}

function emptyScope(depth: number): Scope {
  return {
    strings: [],
    lists: new Map(),
    dicts: new Map(),
    tuples: new Map(),
    objects: new Map(),
    functions: [],
    depth,
  };
}

/** A scope for a block that may not run: it sees the names around it, its own are gone afterwards. */
function inner(scope: Scope): Scope {
  return {
    strings: [...scope.strings],
    lists: new Map(scope.lists),
    dicts: new Map([...scope.dicts].map(([name, own]) => [name, new Set(own)])),
    tuples: new Map(scope.tuples),
    objects: new Map(scope.objects),
    functions: [...scope.functions],
    depth: scope.depth + 1,
  };
}

function mergeSizes(scope: Scope, blocks: readonly Scope[]): void {
  for (const [name, size] of scope.lists) {
    scope.lists.set(name, Math.min(size, ...blocks.map((b) => b.lists.get(name) ?? 0)));
  }
  for (const [name, own] of scope.dicts) {
    for (const key of own) if (blocks.some((b) => !b.dicts.get(name)?.has(key))) scope.dicts.get(name)!.delete(key);
  }
}
