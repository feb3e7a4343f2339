/** Rewrites that do not change what code does must not change what a rule finds: every example of every page is rewritten. */
import { describe, expect, it } from 'vitest';
import { bindModule } from '../../python/bind/index.ts';
import {
  Alias,
  Arg,
  Call,
  Context,
  endOf,
  forEachNode,
  Import,
  ImportFrom,
  Keyword,
  Kind,
  listItems,
  Name,
  parseModule,
  startOf,
  symbols,
} from '../../python/index.ts';
import { codeRulePages } from './pages.generated.ts';
import { parseRulePage } from './rule-page.ts';
import { codeRules } from './rules.generated.ts';
import { scanSources } from './testing.ts';

interface Rewrite {
  readonly name: string;
  /** Undefined: this source cannot be rewritten so. */
  readonly apply: (source: string) => string | undefined;
}

const rewrites: readonly Rewrite[] = [
  { name: 'renamed locals', apply: renameLocals },
  { name: 'aliased imports', apply: aliasImports },
  { name: 'names imported one by one', apply: importNames },
  { name: 'line breaks in calls', apply: breakLines },
  { name: 'wrapped in a function', apply: (source) => wrap(source, 'def wrapper():') },
  { name: 'wrapped in an async function', apply: (source) => wrap(source, 'async def wrapper():') },
  { name: 'wrapped in a method', apply: (source) => wrap(wrap(source, 'def method(self):'), 'class Wrapper:') },
  { name: 'wrapped in a branch', apply: (source) => wrap(source, 'if __debug__:') },
  { name: 'wrapped in a loop', apply: (source) => wrap(source, 'for _again in range(3):') },
  {
    name: 'wrapped in try',
    apply: (source) =>
      source.includes('from __future__') ? undefined : `${wrap(source, 'try:')}except ImportError:\n    raise\n`,
  },
  { name: 'with other line ends', apply: (source) => source.replaceAll('\n', '\r\n') },
];

const examples = [...codeRulePages].flatMap(([rule, markdown]) =>
  parseRulePage(markdown)
    .examples.filter(({ language, files }) => language === 'python' && files.length === 1)
    .map(({ line, files }) => ({
      rule,
      line,
      source: files[0].source,
      expected: files[0].expected.filter((mark) => mark.rule === rule).length,
    })),
);

describe.each(rewrites)('$name', ({ apply }) => {
  it.each(examples)('$rule (line $line)', async ({ rule, source, expected }) => {
    const rewritten = apply(source);
    if (rewritten === undefined) return;
    const { findings } = await scanSources(
      { 'example.py': rewritten },
      { rules: codeRules.filter(({ meta }) => meta.name === rule) },
    );
    expect(findings.length, rewritten).toBe(expected);
  });
});

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function parse(source: string) {
  return parseModule(new TextEncoder().encode(source), { path: 'example.py' });
}

function edited(source: string, edits: readonly Edit[]): string | undefined {
  if (edits.length === 0) return undefined;
  let bytes = Buffer.from(source);
  for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
    bytes = Buffer.concat([bytes.subarray(0, start), Buffer.from(text), bytes.subarray(end)]);
  }
  return bytes.toString();
}

/** Names that functions bind get a suffix, unless a keyword argument or an attribute is called so too. */
/** Their name stands in a place that is no Name node, so renaming the uses alone would break the program. */
const notRenamed: ReadonlySet<string> = new Set([
  'import',
  'from-import',
  'function',
  'class',
  'except',
  'match',
  'type-parameter',
]);

function renameLocals(source: string): string | undefined {
  const module = parse(source);
  const { words } = module;
  const bindings = bindModule(module);
  const keywords = new Set<number>();
  forEachNode(words, (node, kind) => {
    if (kind === Kind.Keyword) keywords.add(Keyword.arg(words, node));
  });
  const edits: Edit[] = [];
  forEachNode(words, (node, kind) => {
    if (kind !== Kind.Name && kind !== Kind.Arg) return;
    const symbol = kind === Kind.Name ? Name.id(words, node) : Arg.arg(words, node);
    const scope = kind === Kind.Name ? bindings.scopeOfName(node) : undefined;
    const name = symbols.name(symbol);
    // Names by which rules judge stay: `query`, `password`, `tar`.
    if (keywords.has(symbol) || /^(?:self|cls|sql|query|stmt|password|tar|archive)$/.test(name)) return;
    if (
      kind === Kind.Name &&
      (scope === undefined ||
        scope.kind !== 'function' ||
        bindings.definitionsIn(scope, name).some(({ kind: how }) => notRenamed.has(how)))
    )
      return;
    const end = kind === Kind.Arg ? startOf(words, node) + Buffer.byteLength(name) : endOf(words, node);
    edits.push({ start: startOf(words, node), end, text: `${name}_renamed` });
  });
  return edited(source, edits);
}

/** `import yaml` → `import yaml as yaml_module`, `from a import b` → `from a import b as b_imported`, with all uses. */
function aliasImports(source: string): string | undefined {
  const module = parse(source);
  const { words } = module;
  const edits: Edit[] = [];
  const renamed = new Map<number, string>();
  const all = new Set<number>();
  forEachNode(words, (node, kind) => {
    if (kind !== Kind.Import && kind !== Kind.ImportFrom) return;
    for (const alias of listItems(
      words,
      kind === Kind.Import ? Import.names(words, node) : ImportFrom.names(words, node),
    )) {
      const symbol = Alias.name(words, alias);
      const name = symbols.name(symbol);
      all.add(symbol);
      if (Alias.asname(words, alias) !== 0 || name.includes('.') || name === '*') continue;
      renamed.set(symbol, `${name}_imported`);
      edits.push({ start: startOf(words, alias), end: endOf(words, alias), text: `${name} as ${name}_imported` });
    }
  });
  const stores = new Set<number>();
  forEachNode(words, (node, kind) => {
    if (kind === Kind.Name && Name.ctx(words, node) === Context.Store) stores.add(Name.id(words, node));
  });
  if ([...renamed.keys()].some((symbol) => stores.has(symbol))) return undefined;
  forEachNode(words, (node, kind) => {
    if (kind !== Kind.Name) return;
    const text = renamed.get(Name.id(words, node));
    if (text !== undefined) edits.push({ start: startOf(words, node), end: endOf(words, node), text });
  });
  return edited(source, edits);
}

/** `module.function(…)` of a plainly imported module → `from module import function`, called by its name. */
function importNames(source: string): string | undefined {
  const module = parse(source);
  const { words } = module;
  const imported = new Set<string>();
  forEachNode(words, (node, kind) => {
    if (kind !== Kind.Import) return;
    for (const alias of listItems(words, Import.names(words, node)))
      if (Alias.asname(words, alias) === 0) imported.add(symbols.name(Alias.name(words, alias)));
  });
  const edits: Edit[] = [];
  const lines: string[] = [];
  forEachNode(words, (node, kind) => {
    if (kind !== Kind.Call) return;
    const callee = Call.func(words, node);
    const text = source.slice(startOf(words, callee), endOf(words, callee));
    const dotted = /^([a-z_]+)\.([A-Za-z_]+)$/.exec(text);
    if (dotted === null || !imported.has(dotted[1]) || Buffer.byteLength(source) !== source.length) return;
    lines.push(`from ${dotted[1]} import ${dotted[2]} as ${dotted[1]}_${dotted[2]}`);
    edits.push({ start: startOf(words, callee), end: endOf(words, callee), text: `${dotted[1]}_${dotted[2]}` });
  });
  const changed = edited(source, edits);
  return changed === undefined ? undefined : `${[...new Set(lines)].join('\n')}\n${changed}`;
}

/** A line break after the opening parenthesis of each call. */
function breakLines(source: string): string | undefined {
  const module = parse(source);
  const { words } = module;
  const edits: Edit[] = [];
  forEachNode(words, (node, kind) => {
    if (kind !== Kind.Call || isInsideFString(module, node)) return;
    const callee = endOf(words, Call.func(words, node));
    const open = Buffer.from(source).indexOf('(', callee);
    edits.push({ start: open + 1, end: open + 1, text: '\n        ' });
  });
  return edited(source, edits);
}

function isInsideFString(module: ReturnType<typeof parse>, node: number): boolean {
  let inside = false;
  forEachNode(module.words, (other, kind) => {
    if (kind !== Kind.JoinedStr && kind !== Kind.TemplateStr) return;
    inside ||=
      startOf(module.words, other) <= startOf(module.words, node) &&
      endOf(module.words, node) <= endOf(module.words, other);
  });
  return inside;
}

function wrap(source: string, header: string): string {
  const lines = source.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  return `${header}\n${lines.join('\n')}`;
}
