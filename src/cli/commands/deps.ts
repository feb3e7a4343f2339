/** `theriac deps`: what the repository depends on, why, and what changed. */
import { TheriacError } from '../../findings/index.ts';
import { normalizeName } from '../../formats/index.ts';
import { disk, findGit, readGitObjects, readTree, resolveCommit, toSlashes } from '../../platform/index.ts';
import { escapeLine } from '../../reports/index.ts';
import {
  type Dependency,
  type DependencyGraph,
  dependencyTree,
  describeVersion,
  diffGraphs,
  placeOf,
  renderDot,
  renderMermaid,
  whyPaths,
} from '../../scanners/dependencies/graph/index.ts';
import {
  type Inventory,
  largestInventoryFile,
  readInventory,
  wantsForInventory,
} from '../../scanners/dependencies/inventory/index.ts';
import { type Command, type CommandContext, flag, listOption, textOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  absolute,
  finish,
  inventoryOptions,
  readFiles,
  readInput,
  readRepository,
  tellIssues,
} from '../inventory-input.ts';

const path = { name: '[path]', description: 'Folder of the repository', completes: 'folder' } as const;
const format = { flags: '--format <format>', description: 'Format', choices: ['text', 'json'] } as const;
const selection = [
  { flags: '--target <target>', description: 'Evaluate markers, e.g. linux-3.12, windows-3.11-amd64', list: true },
  { flags: '--group <group>', description: 'Only these groups: main, dev, extra:NAME …', list: true },
  ...inventoryOptions,
] as const;

export const command: Command = {
  examples: [
    ['theriac deps list', 'every dependency with version, groups and where it is written'],
    ['theriac deps why urllib3', 'the chains that bring it in'],
    ['theriac deps diff main HEAD', 'what a branch changes'],
  ],
  subcommands: [
    {
      name: 'list',
      summary: 'List dependencies',
      arguments: [path],
      options: [format, ...selection, { flags: '--direct', description: 'Only what manifests name' }],
      run: list,
    },
    {
      name: 'tree',
      summary: 'Show dependencies below what brings them',
      arguments: [path],
      options: [format, ...selection, { flags: '--depth <levels>', description: 'Deepest level shown' }],
      run: tree,
    },
    {
      name: 'why',
      summary: 'Show the chains that bring a package in',
      arguments: [{ name: '<package>', description: 'Name, any spelling' }, path],
      options: [format, ...selection],
      run: why,
    },
    {
      name: 'graph',
      summary: 'Write the graph for a drawing tool',
      arguments: [path],
      options: [
        { flags: '--format <format>', description: 'Format', choices: ['dot', 'mermaid', 'json'] },
        ...selection,
      ],
      run: graph,
    },
    {
      name: 'diff',
      summary: 'Compare two revisions, folders or lock files',
      arguments: [
        { name: '<before>', description: 'Revision, folder or file' },
        { name: '[after]', description: 'The same; default: the files as they are' },
      ],
      options: [format],
      run: diff,
    },
  ],
};

async function list(context: CommandContext): Promise<number> {
  const inventory = await readInput(context, context.arguments);
  const shown = select(context, inventory.graph).filter((one) => !flag(context, 'direct') || one.direct);
  if (isJson(context)) return writeJson(context, inventory, shown);
  const rows = shown.map((one) => {
    const place = placeOf(one);
    const targets = Object.entries(one.targets).map(([name, status]) =>
      status === 'included' ? name : status === 'unknown' ? `${name}?` : `not ${name}`,
    );
    return [
      one.name,
      describeVersion(one),
      one.firstParty ? 'this project' : one.groups.join(' '),
      ...(targets.length > 0 ? [targets.join(' ')] : []),
      place === undefined ? '' : `${place.path}:${place.line}`,
    ];
  });
  await context.terminal.write(columns(rows));
  return end(context, inventory, `${shown.length} dependencies`);
}

async function tree(context: CommandContext): Promise<number> {
  const inventory = await readInput(context, context.arguments);
  const depth = Number(textOption(context, 'depth') ?? 50);
  if (!Number.isInteger(depth) || depth < 0) throw new TheriacError('bad-option', '--depth needs a whole number.');
  const kept = new Set(select(context, inventory.graph).map(({ id }) => id));
  const lines = dependencyTree(inventory.graph, depth).filter(({ dependency }) => kept.has(dependency.id));
  if (isJson(context)) {
    const nodes = lines.map(({ depth: level, dependency, cut }) => ({
      depth: level,
      id: dependency.id,
      ...(cut && { cut }),
    }));
    await context.terminal.write(`${JSON.stringify({ schemaVersion: '1.0', lines: nodes }, undefined, 2)}\n`);
    return finish(inventory);
  }
  const cuts = { repeated: ' (shown above)', depth: ' …' };
  const several = new Set(lines.map(({ dependency }) => dependency.unit)).size > 1;
  let unit = '';
  let text = '';
  for (const { depth: level, dependency, cut } of lines) {
    if (several && dependency.unit !== unit) text += `${unit === '' ? '' : '\n'}${escapeLine(dependency.unit)}\n`;
    unit = dependency.unit;
    const indent = '  '.repeat(level + (several ? 1 : 0));
    text += `${indent}${escapeLine(`${dependency.name} ${describeVersion(dependency)}`)}${cut === undefined ? '' : cuts[cut]}\n`;
  }
  await context.terminal.write(text);
  return end(context, inventory, undefined);
}

async function why(context: CommandContext): Promise<number> {
  const [name = '', ...rest] = context.arguments;
  const inventory = await readInput(context, rest);
  const wanted = select(context, inventory.graph).filter(({ key }) => key === normalizeName(name));
  const answers = wanted.map((one) => ({ one, paths: whyPaths(inventory.graph, one) }));
  if (isJson(context)) {
    const json = answers.map(({ one, paths }) => ({
      id: one.id,
      paths: paths.map((chain) => chain.map(({ id }) => id)),
    }));
    await context.terminal.write(
      `${JSON.stringify({ schemaVersion: '1.0', package: normalizeName(name), found: json }, undefined, 2)}\n`,
    );
    return wanted.length === 0 ? exitCodes.failed : finish(inventory);
  }
  if (wanted.length === 0) {
    context.terminal.error(
      `${name} is not among the dependencies${inventory.issues.some(({ incomplete }) => incomplete) ? ' that could be read' : ''}.`,
    );
    return exitCodes.failed;
  }
  const lines: string[] = [];
  for (const { one, paths } of answers) {
    lines.push(`${one.name} ${describeVersion(one)} (${one.unit})`);
    for (const chain of paths)
      lines.push(`  ${chain.map((step) => `${step.name} ${describeVersion(step)}`).join(' → ')}`);
    for (const { place, specifier, scope } of one.declared)
      lines.push(
        `  ${place.path}:${place.line} ${specifier || 'any version'}${scope.kind === 'main' ? '' : ` (${'name' in scope ? scope.name : scope.kind})`}`,
      );
    if (one.locked !== undefined)
      lines.push(`  ${one.locked.path}:${one.locked.line} fixes ${one.version ?? 'its source'}`);
  }
  await context.terminal.write(`${lines.map(escapeLine).join('\n')}\n`);
  return finish(inventory);
}

async function graph(context: CommandContext): Promise<number> {
  const inventory = await readInput(context, context.arguments);
  const shown = select(context, inventory.graph);
  const chosen = textOption(context, 'format') ?? 'dot';
  if (chosen === 'json') return writeJson(context, inventory, shown);
  const ids = new Set(shown.map(({ id }) => id));
  const part: DependencyGraph = {
    units: inventory.graph.units,
    dependencies: shown.map((one) => ({ ...one, children: one.children.filter((id) => ids.has(id)) })),
    byId: inventory.graph.byId,
  };
  await context.terminal.write(chosen === 'mermaid' ? renderMermaid(part) : renderDot(part));
  return finish(inventory);
}

async function diff(context: CommandContext): Promise<number> {
  const [before = '', after] = context.arguments;
  const [old, now] = [await readSide(context, before), await readSide(context, after ?? '.')];
  const changes = diffGraphs(old.graph, now.graph);
  if (isJson(context))
    await context.terminal.write(`${JSON.stringify({ schemaVersion: '1.0', changes }, undefined, 2)}\n`);
  else {
    const signs = { added: '+', removed: '-', upgraded: '↑', downgraded: '↓', changed: '~' };
    await context.terminal.write(
      columns(
        changes.map((one) => [
          signs[one.kind],
          one.name,
          [one.before, one.after].filter((text) => text !== undefined).join(' → '),
          one.groups.join(' '),
          one.unit,
        ]),
      ),
    );
    context.terminal.info(changes.length === 0 ? 'No dependency changed.' : `${changes.length} changes.`);
  }
  tellIssues(context, [...old.issues, ...now.issues]);
  return [...old.issues, ...now.issues].some(({ incomplete }) => incomplete) ? exitCodes.incomplete : exitCodes.passed;
}

/** A revision, a folder or one file. What exists on disk is not taken for a revision. */
async function readSide(context: CommandContext, side: string): Promise<Inventory> {
  const path = absolute(context, side);
  const status = disk.status(path);
  if (status.ok && status.value.kind === 'folder') return readRepository(context, [side], {});
  if (status.ok && status.value.kind === 'file') return readFiles(path, {}, false);
  return readRevision(context, side);
}

async function readRevision(context: CommandContext, revision: string): Promise<Inventory> {
  const git = findGit(disk, toSlashes(context.workingFolder));
  const root = git?.workTree;
  if (root === undefined)
    throw new TheriacError('no-such-path', `${revision} is neither a file nor a folder, and this is no git work tree.`);
  const commit = await resolveCommit(root, revision);
  if (!commit.ok)
    throw new TheriacError(
      'no-such-path',
      `${revision} is neither a file nor a folder nor a revision: ${commit.reason}.`,
    );
  const entries = await readTree(root, commit.value);
  if (!entries.ok) throw new TheriacError('git-failed', `Cannot read revision ${revision}: ${entries.reason}.`);
  const wanted = entries.value.filter((entry) => entry.kind === 'file' && wantsForInventory(entry.path));
  const bytes = new Map<string, Uint8Array>();
  let at = 0;
  for await (const object of readGitObjects(
    root,
    wanted.map(({ oid }) => oid),
    largestInventoryFile,
  )) {
    if (object.kind === 'found') bytes.set(wanted[at]!.path, object.bytes);
    at += 1;
  }
  const files = wanted.map((entry) => ({
    path: entry.path,
    size: bytes.get(entry.path)?.length ?? largestInventoryFile + 1,
  }));
  return readInventory({ files }, (file) => bytes.get(file));
}

function select(context: CommandContext, { dependencies }: DependencyGraph): readonly Dependency[] {
  const groups = listOption(context, 'group');
  return groups === undefined
    ? dependencies
    : dependencies.filter((one) => one.groups.some((group) => groups.includes(group)));
}

function isJson(context: CommandContext): boolean {
  return textOption(context, 'format') === 'json';
}

async function writeJson(
  context: CommandContext,
  inventory: Inventory,
  dependencies: readonly Dependency[],
): Promise<number> {
  const { units } = inventory.graph;
  await context.terminal.write(
    `${JSON.stringify({ schemaVersion: '1.0', units, dependencies, issues: inventory.issues }, jsonValue, 2)}\n`,
  );
  return finish(inventory);
}

/** Version numbers beyond 2^53 are BigInt; as text they lose nothing. */
function jsonValue(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  const shown = rows.map((row) =>
    row.map((cell, index) => {
      const text = escapeLine(cell);
      widths[index] = Math.min(60, Math.max(widths[index] ?? 0, text.length));
      return text;
    }),
  );
  return shown
    .map(
      (row) =>
        `${row
          .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index]!)))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function end(context: CommandContext, inventory: Inventory, summary: string | undefined): number {
  tellIssues(context, inventory.issues);
  if (summary !== undefined)
    context.terminal.info(
      `${summary} in ${inventory.graph.units.length === 1 ? 'one place' : `${inventory.graph.units.length} places`}.`,
    );
  return finish(inventory);
}
