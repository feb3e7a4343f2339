/** Walks one module as Bandit does and collects what its tests say, `nosec` comments heeded. */
import {
  Alias,
  Arg,
  Arguments,
  ExceptHandler,
  endOf,
  FunctionDef,
  forEachChild,
  Import,
  ImportFrom,
  Kind,
  listItems,
  listLength,
  type ParsedModule,
  startOf,
} from '../../python/index.ts';
import { callTests } from './call-tests.ts';
import { calledNames, importedNames, listIds, type NameList, type Rank, testOf } from './catalogue.ts';
import { matchesGlob } from './glob.ts';
import { CallView, ModuleView, type Node } from './module-view.ts';
import { decideNosec, type NosecLines, readNosec } from './nosec.ts';
import type { PluginSettings } from './settings.ts';
import { textTests } from './text-tests.ts';
import { type CallTest, passwordName, type Verdict } from './verdict.ts';

export interface BanditIssue {
  readonly id: string;
  /** Bandit's name of the test; `blacklist` for lists of names. */
  readonly test: string;
  readonly cwe: number;
  readonly severity: Rank;
  readonly confidence: Rank;
  readonly text: string;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 0-based, in code points. */
  readonly column: number;
  readonly endColumn: number;
  /** First and last line, 1-based. */
  readonly lines: readonly [number, number];
}

export interface ModuleResult {
  readonly issues: readonly BanditIssue[];
  /** Findings that a bare `nosec` hid, and those that one with ids hid. */
  readonly nosec: number;
  readonly skippedTests: number;
}

export interface ModuleOptions {
  readonly path: string;
  readonly tests: ReadonlySet<string>;
  readonly settings: PluginSettings;
  readonly ignoreNosec: boolean;
}

const bidirectional = /[\u202a-\u202e\u2066-\u2069\u200f]/;

export function scanModule(module: ParsedModule, options: ModuleOptions): ModuleResult {
  const view = new ModuleView(module);
  const { words } = module;
  const { tests, settings } = options;
  const nosec: NosecLines = options.ignoreNosec ? new Map() : readNosec(view);
  const issues: BanditIssue[] = [];
  const counts = { nosec: 0, skippedTests: 0 };

  const report = (verdict: Verdict, node: Node, range: Node, isList = false): void => {
    const start = view.lines.position(startOf(words, node));
    const end = view.lines.position(endOf(words, node));
    const line = verdict.line ?? start.line;
    const lines: readonly [number, number] = [view.line(range), view.endLine(range)];
    add(verdict, isList, { line, column: start.column - 1, endColumn: end.column - 1, lines });
  };
  const add = (
    verdict: Verdict,
    isList: boolean,
    place: Pick<BanditIssue, 'line' | 'column' | 'endColumn' | 'lines'>,
  ): void => {
    const decision = decideNosec(nosec, verdict.id, place.line, place.lines);
    if (decision === 'blanket') counts.nosec++;
    else if (decision === 'named') counts.skippedTests++;
    else {
      const { cwe, name } = testOf(verdict.id);
      const { id, severity, confidence, text } = verdict;
      issues.push({
        id,
        test: isList ? 'blacklist' : name,
        cwe,
        severity,
        confidence,
        text,
        path: options.path,
        ...place,
      });
    }
  };

  const enabledCalls = Object.entries(callTests)
    .filter(([id]) => tests.has(id))
    .map(([, test]): CallTest => test);
  const enabledTexts = Object.entries(textTests)
    .filter(([id]) => tests.has(id))
    .map(([, test]) => test);
  const enabled = (lists: readonly NameList[]): readonly NameList[] => lists.filter(({ id }) => tests.has(id));
  const calls = new Map<string, NameList>();
  for (const list of [...enabled(importedNames), ...enabled(calledNames)])
    for (const name of list.names) calls.set(name, list);
  const imports = enabled(importedNames);
  const usesLists = [...listIds].some((id) => tests.has(id));

  const visit = (node: Node): void => {
    switch (words[node]) {
      case Kind.Import:
      case Kind.ImportFrom: {
        view.addImport(node);
        const found = usesLists ? forbiddenImport(view, node, imports) : undefined;
        if (found !== undefined) report(found, node, node, true);
        return;
      }
      case Kind.Call: {
        const call = new CallView(view, node);
        const name = nameCalled(call);
        const list = name === undefined ? undefined : calls.get(name);
        if (list !== undefined) report(verdictOf(list, name ?? ''), node, node, true);
        for (const test of enabledCalls) {
          const verdict = test(call, settings);
          if (verdict !== undefined) report(verdict, node, node);
        }
        return;
      }
      case Kind.Constant: {
        const parent = view.parent(node);
        const text = words[parent] === Kind.Expr ? undefined : view.text(node);
        if (text === undefined) return;
        // Up to Python 3.11 the parts of an f-string stand where the whole stands.
        const place = words[parent] === Kind.JoinedStr ? parent : node;
        for (const test of enabledTexts) {
          const verdict = test(view, node, text, settings);
          if (verdict !== undefined) report(verdict, place, parent);
        }
        return;
      }
      case Kind.FunctionDef:
        for (const verdict of functionVerdicts(view, node, settings))
          if (tests.has(verdict.id)) report(verdict, node, node);
        return;
      case Kind.Assert:
        if (tests.has('B101') && !settings.assertSkips.some((glob) => matchesGlob(options.path, glob))) {
          report(
            { id: 'B101', severity: 'LOW', confidence: 'HIGH', text: 'With -O this check is left out.' },
            node,
            node,
          );
        }
        return;
      case Kind.ExceptHandler: {
        const verdict = handlerVerdict(view, node, settings);
        if (verdict !== undefined && tests.has(verdict.id)) report(verdict, node, node);
        return;
      }
      default:
    }
  };

  // Depth first in the order of the fields, without recursion: trees can be deep.
  const pending: Node[] = [];
  const children: Node[] = [];
  const expand = (node: Node): void => {
    forEachChild(words, node, (child) => {
      view.parents[child] = node;
      children.push(child);
    });
    while (children.length > 0) pending.push(children.pop()!);
  };
  expand(module.root);
  while (pending.length > 0) {
    const node = pending.pop()!;
    visit(node);
    expand(node);
  }
  if (tests.has('B613')) {
    const place = bidirectionalPlace(module);
    if (place !== undefined) {
      const { line, column } = place;
      const text = 'Invisible characters change the order of the text.';
      const verdict: Verdict = { id: 'B613', severity: 'HIGH', confidence: 'MEDIUM', text };
      add(verdict, false, { line, column, endColumn: 0, lines: [line, line] });
    }
  }
  return { issues, ...counts };
}

function verdictOf(list: NameList, name: string): Verdict {
  return { id: list.id, severity: list.severity, confidence: 'HIGH', text: list.text.replace('{name}', name) };
}

/** The name that the lists of called functions are searched for: of a dynamic import, the module's. */
function nameCalled(call: CallView): string | undefined {
  if (call.path === '__import__') {
    const [first] = call.args;
    return first === undefined ? undefined : call.view.text(first);
  }
  if (call.path !== 'importlib.import_module' && call.path !== 'importlib.__import__') return call.path;
  const name = call.args.length > 0 ? call.position(0) : call.keyword('name');
  return typeof name === 'string' ? name : undefined;
}

/** One finding per statement: the first list that knows one of the names. */
function forbiddenImport(view: ModuleView, node: Node, lists: readonly NameList[]): Verdict | undefined {
  const { words } = view;
  const isFrom = words[node] === Kind.ImportFrom;
  const module = isFrom ? ImportFrom.module(words, node) : 0;
  const prefix = module === 0 ? '' : `${view.symbol(module)}.`;
  const aliases = listItems(words, isFrom ? ImportFrom.names(words, node) : Import.names(words, node));
  const names = aliases.map((alias) => view.symbol(Alias.name(words, alias)));
  for (const list of lists) {
    for (const name of names) {
      if (list.names.some((forbidden) => (prefix + name).startsWith(forbidden))) return verdictOf(list, name);
    }
  }
  return undefined;
}

function functionVerdicts(view: ModuleView, node: Node, settings: PluginSettings): readonly Verdict[] {
  const { words } = view;
  const parameters = FunctionDef.args(words, node);
  const names = listItems(words, Arguments.args(words, parameters));
  const defaults = listItems(words, Arguments.defaults(words, parameters));
  const verdicts: Verdict[] = [];
  const shift = names.length - defaults.length;
  const isPassword = defaults.some((value, index) => {
    const name = names[shift + index];
    return name !== undefined && view.isText(value) && passwordName.test(view.symbol(Arg.arg(words, name)));
  });
  if (isPassword)
    verdicts.push({
      id: 'B107',
      severity: 'LOW',
      confidence: 'MEDIUM',
      text: 'A parameter for a password has a constant default.',
    });
  if (defaults.some((value) => settings.badProtocols.includes(view.attributeOf(value) ?? ''))) {
    verdicts.push({
      id: 'B503',
      severity: 'MEDIUM',
      confidence: 'MEDIUM',
      text: 'An obsolete TLS version is the default.',
    });
  }
  return verdicts;
}

function handlerVerdict(view: ModuleView, node: Node, settings: PluginSettings): Verdict | undefined {
  const { words } = view;
  const body = ExceptHandler.body(words, node);
  if (listLength(words, body) !== 1) return undefined;
  const kind = view.kind(listItems(words, body)[0]);
  if (kind !== Kind.Pass && kind !== Kind.Continue) return undefined;
  const type = ExceptHandler.type(words, node);
  const isTyped = type !== 0 && view.nameOf(type) !== 'Exception';
  if (isTyped && !(kind === Kind.Pass ? settings.passTyped : settings.continueTyped)) return undefined;
  const id = kind === Kind.Pass ? 'B110' : 'B112';
  return { id, severity: 'LOW', confidence: 'HIGH', text: 'Errors are swallowed here.' };
}

function bidirectionalPlace(module: ParsedModule): { readonly line: number; readonly column: number } | undefined {
  const text = new TextDecoder().decode(module.source.subarray(0, module.length));
  if (!bidirectional.test(text)) return undefined;
  let line = 0;
  // The line ends of Python's `splitlines`.
  for (const content of text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)) {
    line++;
    const column = content.search(bidirectional);
    if (column >= 0) return { line, column: column + 1 };
  }
  return undefined;
}
