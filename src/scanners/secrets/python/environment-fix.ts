/** The unsafe fix for a plain literal in settings: read the value from the environment instead. */
import type { Fix, TextEdit } from '../../../findings/index.ts';
import {
  Alias,
  AnnAssign,
  Assign,
  endOf,
  forEachNode,
  Import,
  ImportFrom,
  Kind,
  kindOf,
  listItem,
  listItems,
  Module,
  Name,
  type ParsedModule,
  startOf,
  symbols,
} from '../../../python/index.ts';
import type { Candidate } from '../candidate.ts';

/** A fix for `NAME = 'literal'` at the top of a module or class; undefined where the literal stands elsewhere. */
export function environmentFix(module: ParsedModule, path: string, candidate: Candidate): Fix | undefined {
  const { literal, name } = candidate;
  if (literal === undefined || name === undefined || !/^[A-Z][A-Z0-9_]*$/.test(name)) return undefined;
  if (module.encoding !== undefined || module.notebook !== undefined) return undefined;
  const bytes = /^\s*(?:b|rb|br)['"]/i.test(
    new TextDecoder().decode(module.source.subarray(literal.start, literal.start + 3)),
  );
  if (bytes || !isAssignedTo(module, literal.start, literal.end, name)) return undefined;
  const osName = importedOs(module);
  const edits: TextEdit[] = [
    { path, start: literal.start, end: literal.end, text: `${osName ?? 'os'}.environ["${name}"]` },
  ];
  if (osName === undefined) {
    const at = importPlace(module);
    edits.unshift({ path, start: at, end: at, text: 'import os\n' });
  }
  return { title: `Read ${name} from the environment`, safety: 'unsafe', edits };
}

function isAssignedTo(module: ParsedModule, start: number, end: number, name: string): boolean {
  const { words } = module;
  let found = false;
  forEachNode(words, (node, kind) => {
    if (kind !== Kind.Assign && kind !== Kind.AnnAssign) return;
    const value = kind === Kind.Assign ? Assign.value(words, node) : AnnAssign.value(words, node);
    if (value === 0 || startOf(words, value) !== start || endOf(words, value) !== end) return;
    const target =
      kind === Kind.Assign ? listItem(words, Assign.targets(words, node), 0) : AnnAssign.target(words, node);
    found ||= kindOf(words, target) === Kind.Name && symbols.name(Name.id(words, target)) === name;
  });
  return found;
}

/** What `os` is called at the top of the module; undefined if it is not imported there. */
function importedOs(module: ParsedModule): string | undefined {
  const { words } = module;
  for (const statement of listItems(words, Module.body(words, module.root))) {
    if (kindOf(words, statement) !== Kind.Import) continue;
    for (const alias of listItems(words, Import.names(words, statement))) {
      if (symbols.name(Alias.name(words, alias)) !== 'os') continue;
      return Alias.asname(words, alias) === 0 ? 'os' : symbols.name(Alias.asname(words, alias));
    }
  }
  return undefined;
}

/** Before the first statement that is neither docstring nor `from __future__ import …`. */
function importPlace(module: ParsedModule): number {
  const { words } = module;
  const body = listItems(words, Module.body(words, module.root));
  const first = body.find((statement, i) => {
    const kind = kindOf(words, statement);
    if (kind === Kind.Expr && i === 0) return false;
    return !(kind === Kind.ImportFrom && symbols.name(ImportFrom.module(words, statement)) === '__future__');
  });
  return first === undefined ? 0 : startOf(words, first);
}
