/** Where the Python tree says "credential": settings, assignments, dictionary entries, arguments, defaults, comparisons. */
import {
  AnnAssign,
  Arg,
  Arguments,
  Assign,
  Attribute,
  BoolOp,
  BoolOperator,
  Call,
  Compare,
  CompareOperator,
  Dict,
  forEachNode,
  Keyword,
  Kind,
  kindOf,
  List,
  listItem,
  listItems,
  listLength,
  Name,
  NamedExpr,
  type ParsedModule,
  Subscript,
  stringValue,
  symbols,
} from '../../../python/index.ts';
import type { Candidate, Emit } from '../candidate.ts';
import { type CredentialKind, credentialName, judgeAssigned } from '../judge/assigned.ts';
import { isTemplate, isWeakValue, placeholderReason } from '../judge/placeholder.ts';
import { credentialCalls } from './credential-calls.ts';
import { calleeName, dottedName, keywordValue, type LiteralText, literalText } from './literal-text.ts';
import { frameworkOf, type SettingsStyle, secretKeyCandidate } from './secret-key.ts';

export interface PythonFile {
  readonly module: ParsedModule;
  readonly path: string;
  /** Top-level names of imported modules: `jwt`, `django`. */
  readonly imports: ReadonlySet<string>;
}

interface Place {
  readonly rule: string;
  readonly title: string;
  readonly name: string;
  readonly literal: LiteralText;
}

/** Reports the literals of a module that stand where a credential belongs. One pass over the tree. */
export function findCredentialPlaces(file: PythonFile, emit: Emit): void {
  const { module } = file;
  const { words } = module;
  const settings = frameworkOf(file);
  forEachNode(words, (node, kind) => {
    switch (kind) {
      case Kind.Assign:
        for (const target of listItems(words, Assign.targets(words, node)))
          onAssign(file, settings, target, Assign.value(words, node), emit);
        break;
      case Kind.AnnAssign:
        onAssign(file, settings, AnnAssign.target(words, node), AnnAssign.value(words, node), emit);
        break;
      case Kind.NamedExpr:
        onAssign(file, settings, NamedExpr.target(words, node), NamedExpr.value(words, node), emit);
        break;
      case Kind.Dict:
        onDict(file, node, settings, emit);
        break;
      case Kind.Call:
        onCall(file, node, settings, emit);
        break;
      case Kind.Arguments:
        onParameters(file, node, emit);
        break;
      case Kind.Compare:
        onCompare(file, node, emit);
        break;
      default:
    }
  });
}

/** What a target is called: a name, an attribute, or the text in its brackets. */
function targetName(module: ParsedModule, target: number): string | undefined {
  const { words } = module;
  switch (kindOf(words, target)) {
    case Kind.Name:
      return symbols.name(Name.id(words, target));
    case Kind.Attribute:
      return symbols.name(Attribute.attr(words, target));
    case Kind.Subscript: {
      const slice = Subscript.slice(words, target);
      return kindOf(words, slice) === Kind.Constant ? stringValue(module, slice) : undefined;
    }
    default:
      return undefined;
  }
}

function onAssign(file: PythonFile, settings: SettingsStyle, target: number, value: number, emit: Emit): void {
  if (value === 0) return;
  const { module } = file;
  const { words } = module;
  const targetKind = kindOf(words, target);
  if (targetKind === Kind.Tuple || targetKind === Kind.List) {
    if (kindOf(words, value) !== Kind.Tuple) return;
    const targets = listItems(words, List.elts(words, target));
    const values = listItems(words, List.elts(words, value));
    if (targets.length !== values.length) return;
    for (let i = 0; i < targets.length; i++) onAssign(file, settings, targets[i], values[i], emit);
    return;
  }
  const name = targetName(module, target);
  if (name === undefined) return;
  const owner = targetKind === Kind.Name ? '' : dottedName(module, Attribute.value(words, target));
  if (secretKeyCandidate(file, settings, { name, owner, value }, emit)) return;
  onNamedValue(file, name, value, emit, 'assignment');
}

/** A value under a name: the literal itself, or the literal that stands in for a missing setting. */
function onNamedValue(
  file: PythonFile,
  name: string,
  value: number,
  emit: Emit,
  by: 'assignment' | 'entry' | 'argument',
): void {
  const kind = credentialName(name);
  if (kind === undefined) {
    if (/^(?:proxy-)?authorization$/i.test(name)) onHeader(file, value, emit);
    return;
  }
  const { words } = file.module;
  const literal = literalText(file.module, value);
  if (literal !== undefined) {
    const call = by === 'argument';
    judge(
      kind,
      {
        rule: call ? 'credential-in-call' : kind === 'password' ? 'hardcoded-password' : 'hardcoded-secret',
        title: call ? `Literal ${kind} passed as an argument` : `Hard-coded ${kind}`,
        name,
        literal,
      },
      emit,
    );
    return;
  }
  if (kindOf(words, value) === Kind.BoolOp && BoolOp.op(words, value) === BoolOperator.Or) {
    const last = BoolOp.values(words, value);
    onDefault(file, kind, name, listItem(words, last, listLength(words, last) - 1), emit);
  }
}

function onDefault(file: PythonFile, kind: CredentialKind, name: string, value: number, emit: Emit): void {
  const literal = literalText(file.module, value);
  if (literal !== undefined)
    judge(kind, { rule: 'credential-as-default', title: `Literal ${kind} as a default`, name, literal }, emit);
}

function onHeader(file: PythonFile, value: number, emit: Emit): void {
  const literal = literalText(file.module, value);
  const parts =
    literal === undefined
      ? null
      : /^(?:(?:Token|ApiKey|Key|Digest|SSWS|GenieKey|Bot|OAuth|token=)[ =])?(\S{16,2000})$/i.exec(literal.value);
  if (literal === undefined || parts === null) return;
  judge(
    'secret',
    {
      rule: 'credential-in-header',
      title: 'Token in an Authorization header',
      name: 'Authorization',
      literal: { ...literal, value: parts[1] },
    },
    emit,
  );
}

function onDict(file: PythonFile, node: number, settings: SettingsStyle, emit: Emit): void {
  const { module } = file;
  const { words } = module;
  const keys = Dict.keys(words, node);
  const values = Dict.values(words, node);
  const length = listLength(words, keys);
  for (let i = 0; i < length; i++) {
    const keyNode = listItem(words, keys, i);
    if (keyNode === 0 || kindOf(words, keyNode) !== Kind.Constant) continue;
    const name = stringValue(module, keyNode);
    if (name === undefined || name.length > 120) continue;
    const value = listItem(words, values, i);
    if (secretKeyCandidate(file, settings, { name, owner: '{}', value }, emit)) continue;
    onNamedValue(file, name, value, emit, 'entry');
  }
}

/** Callees whose first argument names a setting and whose second, or `default`, replaces it. */
const lookUps =
  /^(?:getenv|get|config|env|str|setdefault|pop|getattr|get_config|get_setting|option|add_argument|add_option|prompt|secret|read_secret)$/;

function onCall(file: PythonFile, node: number, settings: SettingsStyle, emit: Emit): void {
  const { module } = file;
  const { words } = module;
  const callee = Call.func(words, node);
  const name = calleeName(module, callee);
  const args = listItems(words, Call.args(words, node));
  for (const keyword of listItems(words, Call.keywords(words, node))) {
    const argument = Keyword.arg(words, keyword);
    if (argument === 0) continue;
    const argumentName = symbols.name(argument);
    const value = Keyword.value(words, keyword);
    if (argumentName === 'auth' || argumentName === 'http_auth' || argumentName === 'basic_auth')
      onAuthPair(file, value, emit);
    else if (secretKeyCandidate(file, settings, { name: argumentName, owner: `${name ?? ''}()`, value }, emit))
      continue;
    else onNamedValue(file, argumentName, value, emit, 'argument');
  }
  if (name === undefined) return;
  if (lookUps.test(name)) onLookUp(file, node, name, args, emit);
  onPositional(file, callee, name, args, emit);
}

/** `auth=('user', 'password')`. */
function onAuthPair(file: PythonFile, value: number, emit: Emit): void {
  const { words } = file.module;
  if (kindOf(words, value) !== Kind.Tuple) return;
  const items = listItems(words, List.elts(words, value));
  const literal = items.length === 2 ? literalText(file.module, items[1]) : undefined;
  if (literal !== undefined)
    judge(
      'password',
      { rule: 'credential-in-call', title: 'Password in an auth argument', name: 'auth', literal },
      emit,
    );
}

function onLookUp(file: PythonFile, call: number, callee: string, args: readonly number[], emit: Emit): void {
  const { module } = file;
  const { words } = module;
  const names = args
    .slice(callee === 'getattr' ? 1 : 0, 3)
    .map((argument) => (kindOf(words, argument) === Kind.Constant ? stringValue(module, argument) : undefined));
  const name = names.find((text) => text !== undefined && credentialName(text) !== undefined);
  if (name === undefined) return;
  const kind = credentialName(name);
  const option = /^(?:add_argument|add_option|option|prompt)$/.test(callee);
  const positional = option ? undefined : args[names.indexOf(name) + (callee === 'getattr' ? 2 : 1)];
  const value = keywordValue(module, call, 'default') ?? positional;
  if (kind !== undefined && value !== undefined) onDefault(file, kind, name.replace(/^-+/, ''), value, emit);
}

function onPositional(file: PythonFile, callee: number, name: string, args: readonly number[], emit: Emit): void {
  const dotted = dottedName(file.module, callee);
  const wanted = credentialCalls.get(dotted) ?? credentialCalls.get(name);
  if (wanted === undefined) {
    // `hmac.compare_digest(given, 'literal')`
    if (name === 'compare_digest' && args.length === 2)
      for (const argument of args) onComparedLiteral(file, argument, 'secret', 'compare_digest', emit);
    return;
  }
  if (args.length < (wanted.least ?? wanted.index + 1)) return;
  if (wanted.imports !== undefined && !wanted.imports.some((module) => file.imports.has(module))) return;
  const literal = literalText(file.module, args[wanted.index]);
  if (literal === undefined) return;
  if (wanted.key === true) {
    keyArgument(literal, dotted, emit);
    return;
  }
  judge(
    wanted.kind,
    { rule: 'credential-in-call', title: `Literal ${wanted.kind} passed to a call`, name: dotted, literal },
    emit,
  );
}

/** Keys of signatures and ciphers: everyone who reads the code can sign. Public keys and tests' empty keys are none. */
function keyArgument(literal: LiteralText, callee: string, emit: Emit): void {
  const { value } = literal;
  if (value.trim() === '' || isTemplate(value) || /BEGIN (?:RSA )?PUBLIC|BEGIN CERT/.test(value)) return;
  const placeholder = placeholderReason(value);
  const weak = placeholder !== undefined || value.length < 16;
  emit(
    candidate(
      { rule: 'credential-in-call', title: 'Literal key passed to a call', name: callee, literal },
      'high',
      placeholder === 'placeholder' ? 'low' : weak ? 'medium' : 'high',
      weak ? ['It is easy to guess.'] : [],
    ),
  );
}

function onParameters(file: PythonFile, node: number, emit: Emit): void {
  const { words } = file.module;
  const positional = [
    ...listItems(words, Arguments.posonlyargs(words, node)),
    ...listItems(words, Arguments.args(words, node)),
  ];
  const defaults = listItems(words, Arguments.defaults(words, node));
  const offset = positional.length - defaults.length;
  defaults.forEach((value, i) => {
    onParameter(file, positional[offset + i], value, emit);
  });
  const keywordOnly = listItems(words, Arguments.kwonlyargs(words, node));
  listItems(words, Arguments.kwDefaults(words, node)).forEach((value, i) => {
    if (value !== 0) onParameter(file, keywordOnly[i], value, emit);
  });
}

function onParameter(file: PythonFile, parameter: number, value: number, emit: Emit): void {
  const name = symbols.name(Arg.arg(file.module.words, parameter));
  const kind = credentialName(name);
  if (kind !== undefined) onDefault(file, kind, name, value, emit);
}

function onCompare(file: PythonFile, node: number, emit: Emit): void {
  const { module } = file;
  const { words } = module;
  const operators = Compare.ops(words, node);
  if (listLength(words, operators) !== 1) return;
  const operator = listItem(words, operators, 0);
  const equal = operator === CompareOperator.Eq || operator === CompareOperator.NotEq;
  const member = operator === CompareOperator.In || operator === CompareOperator.NotIn;
  if (!equal && !member) return;
  const left = Compare.left(words, node);
  const right = listItem(words, Compare.comparators(words, node), 0);
  const [named, literal] = comparedName(module, left) !== undefined ? [left, right] : [right, left];
  const name = comparedName(module, named);
  const kind = name === undefined ? undefined : credentialName(name);
  if (name === undefined || kind === undefined) return;
  if (equal) onComparedLiteral(file, literal, kind, name, emit);
  else if (literal === right && [Kind.Tuple, Kind.List, Kind.SetExpr].some((one) => one === kindOf(words, literal))) {
    for (const item of listItems(words, List.elts(words, literal))) onComparedLiteral(file, item, kind, name, emit);
  }
}

/** The name of what is compared: a variable, attribute, subscript, or `request.form.get('password')`. */
function comparedName(module: ParsedModule, node: number): string | undefined {
  const { words } = module;
  if (kindOf(words, node) !== Kind.Call) return targetName(module, node);
  const first = listItems(words, Call.args(words, node))[0];
  return first !== undefined && kindOf(words, first) === Kind.Constant ? stringValue(module, first) : undefined;
}

function onComparedLiteral(file: PythonFile, node: number, kind: CredentialKind, name: string, emit: Emit): void {
  const literal = literalText(file.module, node);
  if (literal !== undefined)
    judge(kind, { rule: 'credential-comparison', title: `Comparison with a literal ${kind}`, name, literal }, emit);
}

function judge(kind: CredentialKind, place: Place, emit: Emit): void {
  const confidence = judgeAssigned(kind, place.name, place.literal.value, false);
  if (confidence === undefined) return;
  const weak = isWeakValue(place.literal.value);
  const severity = confidence === 'low' ? 'medium' : place.rule === 'credential-as-default' ? 'medium' : 'high';
  emit(candidate(place, severity, confidence, weak ? ['It is easy to guess.'] : []));
}

function candidate(
  place: Place,
  severity: Candidate['severity'],
  confidence: Candidate['confidence'],
  facts: readonly string[],
): Candidate {
  const { literal } = place;
  return {
    rule: place.rule,
    title: place.title,
    start: literal.start,
    end: literal.end,
    value: literal.value,
    severity,
    confidence,
    facts,
    rank: 2,
    name: place.name,
    literal: { start: literal.start, end: literal.end },
  };
}
