/** A parsed module as Bandit sees it: parents, file-wide import aliases, and values of arguments as written. */
import {
  Alias,
  Attribute,
  bytesValue,
  Call,
  ConstantKind,
  constantKindOf,
  endOf,
  Import,
  ImportFrom,
  Keyword,
  Kind,
  type LineIndex,
  List,
  lineIndexOf,
  listItems,
  Name,
  numberValue,
  type ParsedModule,
  startOf,
  stringValue,
} from '../../python/index.ts';

export type Node = number;
/** `None` and booleans are the texts `None`, `True`, `False`; names and attributes are their last name. */
export type Written = string | number | Uint8Array | readonly Written[] | undefined;

export class ModuleView {
  readonly module: ParsedModule;
  readonly words: Int32Array;
  readonly parents: Int32Array;
  readonly aliases = new Map<string, string>();
  readonly imports = new Set<string>();
  readonly lines: LineIndex;

  constructor(module: ParsedModule) {
    this.module = module;
    this.words = module.words;
    this.parents = new Int32Array(module.words.length);
    this.lines = lineIndexOf(module);
  }

  kind(node: Node): number {
    return this.words[node];
  }

  symbol(symbol: number): string {
    return this.module.symbols.name(symbol);
  }

  parent(node: Node): Node {
    return this.parents[node];
  }

  line(node: Node): number {
    return this.lines.position(startOf(this.words, node)).line;
  }

  endLine(node: Node): number {
    return this.lines.position(endOf(this.words, node)).line;
  }

  /** The value of a str literal. */
  text(node: Node): string | undefined {
    return this.words[node] === Kind.Constant && constantKindOf(this.words, node) === ConstantKind.Str
      ? stringValue(this.module, node)
      : undefined;
  }

  isText(node: Node): boolean {
    return this.words[node] === Kind.Constant && constantKindOf(this.words, node) === ConstantKind.Str;
  }

  constantKind(node: Node): number {
    return this.words[node] === Kind.Constant ? constantKindOf(this.words, node) : -1;
  }

  nameOf(node: Node): string | undefined {
    return this.words[node] === Kind.Name ? this.symbol(Name.id(this.words, node)) : undefined;
  }

  attributeOf(node: Node): string | undefined {
    return this.words[node] === Kind.Attribute ? this.symbol(Attribute.attr(this.words, node)) : undefined;
  }

  /** `a.b.c` with aliases of the whole file put in; '' in front where it is no name. */
  qualifiedName(node: Node): string {
    const name = this.nameOf(node);
    if (name !== undefined) return this.aliases.get(name) ?? name;
    const attribute = this.attributeOf(node);
    if (attribute === undefined) return '';
    const full = `${this.qualifiedName(Attribute.value(this.words, node))}.${attribute}`;
    return this.aliases.get(full) ?? full;
  }

  addImport(node: Node): void {
    const { words } = this;
    const isFrom = words[node] === Kind.ImportFrom;
    const symbol = isFrom ? ImportFrom.module(words, node) : 0;
    const from = symbol === 0 ? '' : this.symbol(symbol);
    for (const alias of listItems(words, isFrom ? ImportFrom.names(words, node) : Import.names(words, node))) {
      const name = this.symbol(Alias.name(words, alias));
      const asSymbol = Alias.asname(words, alias);
      const full = from === '' ? name : `${from}.${name}`;
      if (asSymbol !== 0) this.aliases.set(this.symbol(asSymbol), full);
      else if (from !== '') this.aliases.set(name, full);
      this.imports.add(full);
    }
  }

  importsLike(part: string): boolean {
    for (const name of this.imports) if (name.includes(part)) return true;
    return false;
  }

  /** A value as it is written; undefined for what is computed. */
  written(node: Node): Written {
    const attribute = this.attributeOf(node);
    if (attribute !== undefined) return attribute;
    return this.literal(node);
  }

  literal(node: Node): Written {
    const { words } = this;
    switch (words[node]) {
      case Kind.Name:
        return this.nameOf(node);
      case Kind.List:
      case Kind.Tuple:
      case Kind.SetExpr:
        return listItems(words, List.elts(words, node)).map((item) => this.literal(item));
      case Kind.Constant:
        break;
      default:
        return undefined;
    }
    switch (constantKindOf(words, node)) {
      case ConstantKind.None:
        return 'None';
      case ConstantKind.True:
        return 'True';
      case ConstantKind.False:
        return 'False';
      case ConstantKind.Str:
        return stringValue(this.module, node);
      case ConstantKind.Bytes:
        return bytesValue(this.module, node);
      default: {
        const number = numberValue(this.module, node);
        return number === undefined ? undefined : Number(number);
      }
    }
  }
}

/** One call, with the questions that Bandit's tests ask about it. */
export class CallView {
  readonly view: ModuleView;
  readonly node: Node;
  /** Qualified name of the callee, '' when it has none. */
  readonly path: string;
  readonly args: readonly Node[];
  readonly keywords: ReadonlyMap<string, Node>;

  constructor(view: ModuleView, node: Node) {
    this.view = view;
    this.node = node;
    const { words } = view;
    const callee = Call.func(words, node);
    this.path = words[callee] === Kind.Name || words[callee] === Kind.Attribute ? view.qualifiedName(callee) : '';
    this.args = listItems(words, Call.args(words, node));
    const keywords = new Map<string, Node>();
    for (const keyword of listItems(words, Call.keywords(words, node))) {
      const name = Keyword.arg(words, keyword);
      if (name !== 0) keywords.set(view.symbol(name), Keyword.value(words, keyword));
    }
    this.keywords = keywords;
  }

  get parts(): readonly string[] {
    return this.path.split('.');
  }

  /** Last part of the path. */
  get name(): string {
    return this.path.slice(this.path.lastIndexOf('.') + 1);
  }

  keyword(name: string): Written {
    const node = this.keywords.get(name);
    return node === undefined ? undefined : this.view.written(node);
  }

  /** Whether a keyword is written as one of these values; undefined when it is absent or computed. */
  isKeyword(name: string, ...values: readonly Written[]): boolean | undefined {
    const value = this.keyword(name);
    return value === undefined ? undefined : values.includes(value);
  }

  position(index: number): Written {
    return index < this.args.length ? this.view.written(this.args[index]) : undefined;
  }

  lineOfKeyword(name: string): number | undefined {
    const node = this.keywords.get(name);
    return node === undefined ? undefined : this.view.line(node);
  }
}
