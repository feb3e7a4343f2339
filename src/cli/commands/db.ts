/** `theriac db`: the advisory store – fetch, show, check, copy. */
import { openStore, readStoreHeader, type StoreHeader, updateStore } from '../../advisories/index.ts';
import { TheriacError } from '../../findings/index.ts';
import { dataFolder, disk, joinPath, toSlashes, writeFile } from '../../platform/index.ts';
import { type Command, type CommandContext, flag, textOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

const maxStore = 256 * 1024 * 1024;
const place = {
  flags: '--db <file>',
  description: 'The store; default: in the user data folder (THERIAC_DB_DIR)',
  completes: 'file',
} as const;
const format = { flags: '--format <format>', description: 'Format', choices: ['text', 'json'] } as const;

export const command: Command = {
  examples: [
    ['theriac db update', 'fetch what is new'],
    ['theriac db update --from mirror/', 'build from copies of the feeds, without network'],
    ['theriac db status', 'show age and content'],
  ],
  subcommands: [
    {
      name: 'update',
      summary: 'Fetch advisories, exploited vulnerabilities and exploit probabilities',
      options: [
        place,
        {
          flags: '--from <source>',
          description: 'OSV zip, folder with copies, another store, or the base address of a mirror',
          completes: 'file',
        },
        { flags: '--kev <address>', description: 'Address of the KEV catalogue' },
        { flags: '--epss <address>', description: 'Address of the EPSS scores' },
        { flags: '--full', description: 'Build anew even when little has changed' },
      ],
      run: update,
    },
    { name: 'status', summary: "Show the store's age and content", options: [place, format], run: status },
    {
      name: 'verify',
      summary: "Check the store's hash and that every package can be read",
      options: [place],
      run: verify,
    },
    {
      name: 'export',
      summary: 'Copy the store to a file, for a machine without network',
      arguments: [{ name: '<file>', description: 'Where to', completes: 'file' }],
      options: [place],
      run: exportStore,
    },
    {
      name: 'import',
      summary: 'Take a store from a file',
      arguments: [{ name: '<file>', description: 'Where from', completes: 'file' }],
      options: [place],
      run: importStore,
    },
  ],
};

async function update(context: CommandContext): Promise<number> {
  const from = textOption(context, 'from');
  const kev = textOption(context, 'kev');
  const epss = textOption(context, 'epss');
  if (from === undefined && context.environment['THERIAC_OFFLINE']) {
    throw new TheriacError('offline', 'THERIAC_OFFLINE is set, so nothing is fetched.', {
      hint: 'Use "theriac db update --from FILE".',
    });
  }
  const result = await updateStore({
    path: storePath(context),
    ...(from !== undefined && { from: /^https?:\/\//.test(from) ? from : absolute(context, from) }),
    feeds: { ...(kev && { kev }), ...(epss && { epss }) },
    full: flag(context, 'full'),
    onProgress: (message) => context.terminal.status(message),
  });
  for (const warning of result.warnings) context.terminal.warn(warning);
  await context.terminal.write(`${describe(result.header, result.bytes)}\n${words[result.kind]}\n`);
  return exitCodes.passed;
}

const words = {
  full: 'Built from the whole export.',
  incremental: 'Only what changed was fetched.',
  copied: 'Copied from another store.',
  unchanged: 'No advisory changed.',
} as const;

async function status(context: CommandContext): Promise<number> {
  const bytes = readStore(context);
  const header = readStoreHeader(bytes);
  const text =
    textOption(context, 'format') === 'json'
      ? JSON.stringify({ ...header, bytes: bytes.length }, undefined, 2)
      : describe(header, bytes.length);
  await context.terminal.write(`${text}\n`);
  return exitCodes.passed;
}

async function verify(context: CommandContext): Promise<number> {
  const store = openStore(readStore(context));
  for (const name of store.packageNames) store.packageAdvisories(name);
  await context.terminal.write(`The hash is right; ${store.packageNames.length} packages can be read.\n`);
  return exitCodes.passed;
}

async function exportStore(context: CommandContext): Promise<number> {
  const bytes = readStore(context);
  openStore(bytes);
  const target = absolute(context, context.arguments[0] ?? '');
  const written = writeFile(target, bytes);
  if (!written.ok) throw new TheriacError('cannot-write', `${target} cannot be written: ${written.reason}.`);
  await context.terminal.write(`${describe(readStoreHeader(bytes), bytes.length)}\n`);
  return exitCodes.passed;
}

async function importStore(context: CommandContext): Promise<number> {
  const result = await updateStore({ path: storePath(context), from: absolute(context, context.arguments[0] ?? '') });
  await context.terminal.write(`${describe(result.header, result.bytes)}\n`);
  return exitCodes.passed;
}

function describe(header: StoreHeader, bytes: number): string {
  const sources = header.sources.map(
    ({ name, records, date }) => `${name} ${records.toLocaleString('en')}${date ? ` (newest ${date})` : ''}`,
  );
  return [
    `${header.advisories.toLocaleString('en')} advisories for ${header.packages.toLocaleString('en')} packages, newest of ${header.date}, ${(bytes / 1024 / 1024).toFixed(2)} MB`,
    `Sources: ${sources.join(', ')}`,
    ...(header.unreadable > 0
      ? [
          `${header.unreadable} parts of the data could not be read, such as ${header.unreadableExamples.slice(0, 3).join('; ')}`,
        ]
      : []),
  ].join('\n');
}

function readStore(context: CommandContext): Uint8Array {
  const bytes = disk.read(storePath(context), maxStore);
  if (bytes.ok) return bytes.value;
  throw new TheriacError('no-store', `There is no advisory store at ${storePath(context)} (${bytes.reason}).`, {
    hint: 'Run "theriac db update", or "theriac db update --from FILE" with a copy.',
  });
}

function storePath(context: CommandContext): string {
  const given = textOption(context, 'db');
  return given === undefined
    ? joinPath(dataFolder(context.environment), 'advisories.theriac')
    : absolute(context, given);
}

function absolute(context: CommandContext, path: string): string {
  const slashes = toSlashes(path);
  return /^(?:\/|[A-Za-z]:\/)/.test(slashes) ? slashes : joinPath(context.workingFolder, slashes);
}
