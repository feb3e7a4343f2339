/** One Python module as the checks of this folder see it: names, resolved paths, and whether an expression carries personal data. */
import {
  Alias,
  Attribute,
  Await,
  type Bindings,
  BinOp,
  BoolOp,
  bindModule,
  Call,
  Dict,
  FormattedValue,
  forEachNode,
  IfExp,
  Import,
  ImportFrom,
  JoinedStr,
  Keyword,
  Kind,
  kindOf,
  List,
  listItems,
  Name,
  NamedExpr,
  type ParsedModule,
  Starred,
  Subscript,
  stringValue,
  symbols,
} from '../../../python/index.ts';
import { isPersonRecord, type PersonalCategory, personalCategory } from './categories.ts';

export type Node = number;

/** Data of a person within an expression. */
export interface PersonalValue {
  readonly category: PersonalCategory;
  /** As written: `user.email`. */
  readonly name: string;
  /** Its last name alone: `email`. */
  readonly field: string;
  /** A record as a whole: `vars(user)`, `**user.dict()`, `request.POST`. */
  readonly whole?: boolean;
}

const mostSteps = 400;
const deepest = 12;

/** Calls whose result still is the data. What is not here (mask, hash, len, bool …) ends it. */
const passing =
  /^(?:str|repr|format|dumps|dict|list|tuple|set|sorted|join|strip|lstrip|rstrip|lower|upper|title|capitalize|casefold|encode|decode|quote|quote_plus|urlencode|cast|escape|format_html|f|items|values|copy)$/;
const wholeCalls = /^(?:dict|model_dump|model_dump_json|json|to_dict|as_dict|asdict|to_json|vars|model_to_dict)$/;
const ordinaryNames = /^(?:first|given|full|family|last|middle)_?name$/i;
const sanitizing =
  /mask|redact|hash|anonymi|pseudonymi|obfuscat|scrub|censor|encrypt|truncate|hmac|digest|fingerprint|hide|len|bool|sanitiz/i;

export class PythonFile {
  readonly module: ParsedModule;
  readonly words: Int32Array;
  /** Dotted names of imported modules. */
  readonly imports: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  private bound: Bindings | undefined;

  /** `path`: a library does not send data to itself, so modules named like its folders are no foreign service. */
  constructor(module: ParsedModule, path: string) {
    this.module = module;
    this.folders = new Set(path.split('/').slice(0, -1));
    this.words = module.words;
    this.imports = importsOf(module);
  }

  get bindings(): Bindings {
    this.bound ??= bindModule(this.module);
    return this.bound;
  }

  kind(node: Node): number {
    return kindOf(this.words, node);
  }

  /** `a.b.c`; calls and subscripts on the way appear as `()` and `[]`; '' for what has no name. */
  dotted(node: Node): string {
    const { words } = this;
    const parts: string[] = [];
    let at = node;
    for (let step = 0; step < 20; step++) {
      const kind = kindOf(words, at);
      if (kind === Kind.Attribute) {
        parts.push(symbols.name(Attribute.attr(words, at)));
        at = Attribute.value(words, at);
      } else if (kind === Kind.Call) {
        parts.push('()');
        at = Call.func(words, at);
      } else if (kind === Kind.Subscript) {
        parts.push('[]');
        at = Subscript.value(words, at);
      } else {
        parts.push(kind === Kind.Name ? symbols.name(Name.id(words, at)) : '');
        break;
      }
    }
    return parts
      .reverse()
      .join('.')
      .replace(/\.(\(\)|\[\])/g, '$1');
  }

  /** Last part of a callee's name. */
  callee(call: Node): string {
    const callee = Call.func(this.words, call);
    if (this.kind(callee) === Kind.Name) return symbols.name(Name.id(this.words, callee));
    return this.kind(callee) === Kind.Attribute ? symbols.name(Attribute.attr(this.words, callee)) : '';
  }

  string(node: Node): string | undefined {
    return node !== 0 && this.kind(node) === Kind.Constant ? stringValue(this.module, node) : undefined;
  }

  args(call: Node): Node[] {
    return listItems(this.words, Call.args(this.words, call));
  }

  keywords(call: Node): { readonly name: string; readonly value: Node }[] {
    return listItems(this.words, Call.keywords(this.words, call)).map((keyword) => {
      const symbol = Keyword.arg(this.words, keyword);
      return { name: symbol === 0 ? '' : symbols.name(symbol), value: Keyword.value(this.words, keyword) };
    });
  }

  keyword(call: Node, name: string): Node | undefined {
    return this.keywords(call).find((one) => one.name === name)?.value;
  }

  /** Personal data that an expression carries on, through text building, containers and single assignments. */
  personal(node: Node): PersonalValue[] {
    const found: PersonalValue[] = [];
    const budget = { steps: mostSteps };
    this.collect(node, 0, budget, found);
    return found;
  }

  private collect(node: Node, depth: number, budget: { steps: number }, found: PersonalValue[]): void {
    if (node === 0 || depth > deepest || budget.steps-- <= 0) return;
    const { words } = this;
    const into = (child: Node): void => this.collect(child, depth + 1, budget, found);
    const all = (list: number): void => {
      for (const item of listItems(words, list)) into(item);
    };
    switch (this.kind(node)) {
      case Kind.Name:
        this.ofName(node, depth, budget, found);
        return;
      case Kind.Attribute: {
        const name = symbols.name(Attribute.attr(words, node));
        const owner = Attribute.value(words, node);
        if (name === '__dict__' && this.isRecord(owner)) found.push(whole(this.dotted(node)));
        else if (this.isRequestForm(node)) found.push(whole(this.dotted(node)));
        else if (!this.isModule(owner)) this.push(name, this.dotted(node), found);
        return;
      }
      case Kind.Subscript: {
        const key = this.string(Subscript.slice(words, node));
        if (key !== undefined) this.push(key, `${this.dotted(Subscript.value(words, node))}["${shown(key)}"]`, found);
        return;
      }
      case Kind.Call:
        this.ofCall(node, found, into, all);
        return;
      case Kind.JoinedStr:
        for (const part of listItems(words, JoinedStr.values(words, node)))
          if (this.kind(part) === Kind.FormattedValue) into(FormattedValue.value(words, part));
        return;
      case Kind.BinOp:
        into(BinOp.left(words, node));
        into(BinOp.right(words, node));
        return;
      case Kind.BoolOp:
        all(BoolOp.values(words, node));
        return;
      case Kind.IfExp:
        into(IfExp.body(words, node));
        into(IfExp.orelse(words, node));
        return;
      case Kind.Dict:
        all(Dict.values(words, node));
        return;
      case Kind.List:
      case Kind.Tuple:
      case Kind.SetExpr:
        all(List.elts(words, node));
        return;
      case Kind.Starred:
        into(Starred.value(words, node));
        return;
      case Kind.Await:
        into(Await.value(words, node));
        return;
      case Kind.NamedExpr:
        into(NamedExpr.value(words, node));
        return;
      default:
    }
  }

  private ofName(node: Node, depth: number, budget: { steps: number }, found: PersonalValue[]): void {
    const name = symbols.name(Name.id(this.words, node));
    const definition = this.bindings.definition(node);
    if (definition?.kind === 'assignment' && definition.value !== undefined) {
      const { value } = definition;
      const kind = this.kind(value);
      if (kind === Kind.Constant) return;
      // What a sanitizer returns keeps the name of what went in: `email = mask(user.email)`.
      if (kind === Kind.Call && sanitizing.test(this.callee(value))) return;
      const before = found.length;
      this.collect(value, depth + 1, budget, found);
      if (found.length > before) return;
      if (kind !== Kind.Call && kind !== Kind.Await && kind !== Kind.Name) return;
    }
    if (definition !== undefined && /import|function|class|except/.test(definition.kind)) return;
    this.push(name, name, found);
  }

  private ofCall(node: Node, found: PersonalValue[], into: (child: Node) => void, all: (list: number) => void): void {
    const { words } = this;
    const callee = this.callee(node);
    const func = Call.func(words, node);
    const args = this.args(node);
    if (wholeCalls.test(callee)) {
      const subject =
        this.kind(func) === Kind.Attribute && !/^(?:asdict|model_to_dict)$/.test(callee)
          ? Attribute.value(words, func)
          : args[0];
      if (subject !== undefined && this.isRecord(subject)) {
        found.push(whole(`${this.dotted(func)}(${this.kind(func) === Kind.Attribute ? '' : this.dotted(subject)})`));
        return;
      }
    }
    // `row.get("email")`, `form.cleaned_data.get('phone')`
    if (/^(?:get|getlist|pop)$/.test(callee) && this.kind(func) === Kind.Attribute) {
      const key = this.string(args[0] ?? 0);
      if (key !== undefined) this.push(key, `${this.dotted(Attribute.value(words, func))}["${shown(key)}"]`, found);
      return;
    }
    if (/^get_/.test(callee) && args.length === 0 && this.kind(func) === Kind.Attribute) {
      this.push(callee.slice(4), `${this.dotted(func)}()`, found);
      return;
    }
    if (!passing.test(callee)) return;
    if (this.kind(func) === Kind.Attribute) into(Attribute.value(words, func));
    all(Call.args(words, node));
    for (const { value } of this.keywords(node)) into(value);
  }

  private push(field: string, name: string, found: PersonalValue[]): void {
    const category = personalCategory(field);
    // Types, modules and columns have first, given and full names too: only those of a person count.
    if (
      ordinaryNames.test(field) &&
      !isPersonRecord(
        name
          .replace(/(?:\(\)|\[\])/g, '')
          .split(/[.[]/)
          .at(-2) ?? '',
      )
    )
      return;
    if (category !== undefined && !found.some((one) => one.name === name))
      found.push({ category, name: shown(name), field: shown(field) });
  }

  private isRecord(node: Node): boolean {
    const last = this.dotted(node).split('.').at(-1) ?? '';
    return isPersonRecord(last.replace(/\(\)|\[\]/g, ''));
  }

  private isRequestForm(node: Node): boolean {
    return /(?:^|\.)request\.(?:POST|form)$/.test(this.dotted(node));
  }

  /** `validators.email`, `forms.password`: members of modules are no data; neither are settings. */
  private isModule(node: Node): boolean {
    if (this.kind(node) !== Kind.Name) return false;
    const name = symbols.name(Name.id(this.words, node));
    if (
      /^(?:settings|forms|fields|validators|models|serializers|cls|sa|db|types|constants|errors|messages|faker|fake)$/.test(
        name,
      ) ||
      /^[A-Z]/.test(name)
    )
      return true;
    return /import/.test(this.bindings.definition(node)?.kind ?? '');
  }
}

const whole = (name: string): PersonalValue => ({
  category: 'contact',
  name: shown(name),
  field: 'record',
  whole: true,
});

/** Names come from the repository: short and printable. */
function shown(name: string): string {
  return name.replace(/[^\w.()[\]"' -]/g, '').slice(0, 80);
}

function importsOf(module: ParsedModule): Set<string> {
  const { words } = module;
  const names = new Set<string>();
  forEachNode(words, (node, kind) => {
    if (kind === Kind.Import) {
      for (const alias of listItems(words, Import.names(words, node)))
        names.add(symbols.name(Alias.name(words, alias)));
    } else if (
      kind === Kind.ImportFrom &&
      ImportFrom.module(words, node) !== 0 &&
      ImportFrom.level(words, node) === 0
    ) {
      const base = symbols.name(ImportFrom.module(words, node));
      names.add(base);
      for (const alias of listItems(words, ImportFrom.names(words, node)))
        names.add(`${base}.${symbols.name(Alias.name(words, alias))}`);
    }
  });
  return names;
}
