/** Does untrusted data in a value do harm at a sink? Decided by the shape around it, its characters, and what was proved. */
import type { Activation } from './activation.ts';
import * as judge from './contexts.ts';
import { factOf, pinFacts } from './facts.ts';
import type { SinkFact } from './model.ts';
import type { Parts } from './shapes.ts';
import type { Taint } from './taint.ts';
import { atomText } from './text.ts';
import { type Atom, constText, shallowTaints, type, type Value } from './values.ts';

const judges: Readonly<Record<string, judge.Judge>> = {
  sql: judge.breaksSql,
  xpath: judge.breaksXpath,
  shell: judge.breaksShell,
  html: judge.breaksHtml,
  url: judge.steersUrl,
  redirect: judge.steersRedirect,
  path: judge.escapesPath,
  ldap: judge.breaksLdap,
  line: judge.breaksLine,
  formula: judge.startsFormula,
  code: judge.runsCode,
  regex: judge.breaksRegex,
  template: judge.breaksTemplate,
  format: judge.formatsFields,
  text: judge.nonNumeric,
  any: judge.always,
};

/** Contexts in which containers do harm through what they contain. */
const deepContexts = new Set(['any', 'text', 'deep', 'keys', 'object']);

/** Checks one value at a sink and reports. */
export function checkSink(a: Activation, sink: SinkFact, value: Value, node: number): void {
  if (a.engine.quiet) return;
  if (sink.constants) {
    checkConstants(a, sink, value, node);
    return;
  }
  const pinned = pinFacts(a.state.facts, value);
  for (const atom of pinned) checkAtom(a, sink, atom, node, 0);
}

function checkAtom(a: Activation, sink: SinkFact, atom: Atom, node: number, depth: number): void {
  if (atom.k === 'ref') {
    checkObject(a, sink, atom.loc, node, depth);
    return;
  }
  if (atom.k === 'const') return;
  if (atom.k === 'api' && !atom.text) {
    if (sink.context !== 'argv') for (const taint of atom.taints) report(a, sink, taint, node);
    return;
  }
  if (shallowTaints(atom).length === 0 && atom.k !== 'api') return;
  if (sink.context === 'argv') {
    // A list that is not known: its first element may be the program.
    if (atom.k === 'unknown') for (const taint of atom.taints) report(a, sink, taint, node);
    return;
  }
  // Only a parsed object brings operators into a query; text stays text.
  if (sink.context === 'object' && (atom.k === 'string' || (atom.k === 'unknown' && isPlainText(atom.types)))) return;
  checkText(a, sink, atomText(a, atom), node);
}

const isPlainText = (types: number): boolean =>
  (types & ~(type.str | type.bytes | type.int | type.float | type.bool | type.none)) === 0;

function checkText(a: Activation, sink: SinkFact, parts: Parts, node: number): void {
  const verdict = judges[sink.context] ?? judge.always;
  parts.forEach((part, index) => {
    if (typeof part === 'string' || part.taints.length === 0) return;
    const fact = factOf(a.state.facts, part);
    if (fact?.constant) return;
    const hole = fact?.chars === undefined ? part : { ...part, chars: part.chars & fact.chars };
    if (!verdict(parts, index, hole)) return;
    for (const taint of part.taints) {
      if (fact && (fact.neutral & (1n << BigInt(sink.kind))) !== 0n) continue;
      report(a, sink, taint, node);
    }
  });
}

const shells = /(^|[/\\])(sh|bash|zsh|dash|ksh|cmd|cmd\.exe|powershell|powershell\.exe|pwsh)$/i;
const interpreters = /(^|[/\\])(python[\d.]*|perl|ruby|node|php)$/i;

function checkObject(a: Activation, sink: SinkFact, loc: number, node: number, depth: number): void {
  const object = a.state.get(loc);
  if (!object || depth > 4) return;
  if (sink.context === 'argv') {
    if (object.k === 'list') checkArgv(a, sink, object.items, object.rest, node);
    return;
  }
  if (object.k === 'dict' && sink.context === 'keys') {
    for (const atom of object.keys) checkAtom(a, sink, atom, node, depth + 1);
    return;
  }
  const deep = deepContexts.has(sink.context) || object.k === 'list';
  if (!deep) return;
  const visit = (value: Value | undefined): void => {
    if (value) for (const atom of pinFacts(a.state.facts, value)) checkAtom(a, sink, atom, node, depth + 1);
  };
  if (object.k === 'list') {
    object.items.forEach(visit);
    visit(object.rest);
  } else if (object.k === 'dict') {
    for (const entry of object.entries.values()) visit(entry.value);
    visit(object.rest);
  } else if (object.k === 'instance') {
    for (const value of object.attributes.values()) visit(value);
    visit(object.open);
  }
}

/** An argument list without a shell: the program itself, or the text given to `sh -c`. */
function checkArgv(
  a: Activation,
  sink: SinkFact,
  items: readonly Value[],
  rest: Value | undefined,
  node: number,
): void {
  const program = items[0];
  const shellSink: SinkFact = { ...sink, context: 'shell' };
  if (!program) {
    if (rest) for (const atom of rest) checkAtom(a, { ...sink, context: 'any' }, atom, node, 1);
    return;
  }
  for (const atom of pinFacts(a.state.facts, program)) {
    const first = atomText(a, atom)[0];
    // A program in a fixed place with a steered name is a path, not a command of the attacker's.
    if (typeof first === 'string' && atom.k === 'string') continue;
    checkAtom(a, { ...sink, context: 'text' }, atom, node, 1);
  }
  const name = program.length === 1 && program[0]!.k === 'const' ? constText(program[0]!.c) : '';
  const isShell = shells.test(name);
  if (!isShell && !interpreters.test(name)) return;
  const flag = items.findIndex(
    (v) => v.length === 1 && v[0]!.k === 'const' && /^(-[a-z]*c|\/c|\/k|-e|-command)$/i.test(constText(v[0]!.c)),
  );
  if (flag < 0) return;
  const script = items[flag + 1];
  if (script)
    for (const atom of pinFacts(a.state.facts, script))
      checkAtom(a, isShell ? shellSink : { ...sink, context: 'code' }, atom, node, 1);
}

function checkConstants(a: Activation, sink: SinkFact, value: Value, node: number): void {
  for (const atom of value) {
    const text = atom.k === 'const' ? constText(atom.c) : atom.k === 'api' ? atom.state.path : undefined;
    if (text !== undefined && sink.constants!.includes(text.toLowerCase()))
      a.engine.reportConstant(a, sink, text, node);
  }
}

const withoutShell: ReadonlySet<string> = new Set(['argv', 'text', 'path', 'any']);

/** Who types the command line or sets the environment may choose the program (`$EDITOR`); without a shell nothing more comes in. */
function startsChosenProgram(a: Activation, sink: SinkFact, taint: Taint): boolean {
  const { kind } = taint.source;
  return (
    (kind === 'cli' || kind === 'env') &&
    withoutShell.has(sink.context) &&
    a.engine.models.kinds[sink.kind]?.name === 'command-injection'
  );
}

/** An uploaded file is read as a stream here; its name goes to `open` and the like. */
function readsUpload(sink: SinkFact, taint: Taint): boolean {
  return taint.source.label.endsWith('.files') && /ZipFile$|read_(?:csv|excel|parquet)$|Image\.open$/.test(sink.label);
}

function report(a: Activation, sink: SinkFact, taint: Taint, node: number): void {
  if ((taint.neutral & (1n << BigInt(sink.kind))) !== 0n) return;
  if (startsChosenProgram(a, sink, taint) || readsUpload(sink, taint)) return;
  a.engine.report(a, sink, taint, node);
}
