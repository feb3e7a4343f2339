/** `theriac licences`: what dependencies are licensed under, how that is known, and what it asks. */
import { TheriacError } from '../../findings/index.ts';
import { writeFile } from '../../platform/index.ts';
import { escapeLine } from '../../reports/index.ts';
import { placeOf } from '../../scanners/dependencies/graph/index.ts';
import {
  type AssessedLicence,
  assessLicences,
  obligations,
  policyOf,
  uses,
  writeNotice,
} from '../../scanners/dependencies/licences/index.ts';
import { type Command, type CommandContext, listOption, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { absolute, finish, inventoryOptions, readInput, tellIssues } from '../inventory-input.ts';
import { resolveTargets } from '../targets.ts';

const verdictWords = { fine: 'fits', look: 'look', conflict: 'conflict' } as const;

export const command: Command = {
  arguments: [{ name: '[path]', description: 'Folder of the repository', completes: 'folder' }],
  options: [
    { flags: '--format <format>', description: 'Format', choices: ['text', 'json', 'csv'] },
    { flags: '--use <use>', description: 'How the project is used or passed on', choices: uses },
    { flags: '--allow <licences>', description: 'SPDX ids that are fine; others are worth a look', list: true },
    { flags: '--deny <licences>', description: 'SPDX ids that may not be used', list: true },
    { flags: '--notice <file>', description: 'Write notices and licence texts to pass on', completes: 'file' },
    ...inventoryOptions,
  ],
  examples: [
    ['theriac licences --environment .venv', 'of everything that is installed'],
    ['theriac licences --environment .venv --use distributed', 'for a product that is passed on'],
    ['theriac licences --environment .venv --notice NOTICE.txt', 'what has to go with every copy'],
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const elsewhere = textOption(context, 'environment') ?? textOption(context, 'sbom');
  const { folder } = resolveTargets(elsewhere === undefined ? context.arguments : [], context.workingFolder);
  const { settings } = configure(context, folder);
  const use = uses.find((name) => name === textOption(context, 'use'));
  const allow = listOption(context, 'allow');
  const deny = listOption(context, 'deny');
  const policy = policyOf({
    ...settings.dependencies,
    ...(use && { use }),
    ...(allow && { 'allow-licences': allow }),
    ...(deny && { 'deny-licences': deny }),
  });
  const inventory = await readInput(context, context.arguments);
  const { assessed, withoutMetadata } = assessLicences(inventory, policy);
  const notice = textOption(context, 'notice');
  if (notice !== undefined) {
    const text = writeNotice(assessed, (path) => inventory.text(path));
    const written = writeFile(absolute(context, notice), new TextEncoder().encode(text));
    if (!written.ok) throw new TheriacError('cannot-write', `Cannot write ${notice}: ${written.reason}.`);
    context.terminal.info(`Notices of ${assessed.length} packages in ${notice}.`);
  }
  const missing = withoutMetadata.map(({ name, version }) => `${name}${version === undefined ? '' : ` ${version}`}`);
  const format = textOption(context, 'format') ?? 'text';
  if (format === 'json') {
    const licences = assessed.map(toJson);
    const document = { schemaVersion: '1.0', use: policy.use, licences, notAssessed: missing };
    await context.terminal.write(`${JSON.stringify(document, undefined, 2)}\n`);
  } else await context.terminal.write(format === 'csv' ? toCsv(assessed) : toText(assessed));
  tellIssues(context, inventory.issues);
  if (missing.length > 0)
    context.terminal.warn(
      `${missing.length} of ${missing.length + assessed.length} dependencies were not assessed: nothing here states their licence. --environment FOLDER reads what is installed.`,
    );
  return finish(inventory);
}

function toText(assessed: readonly AssessedLicence[]): string {
  const words = assessed.map(({ licence }) => licence.expression ?? licence.family ?? 'unknown');
  const wide = (list: readonly string[]) => Math.min(44, Math.max(0, ...list.map(({ length }) => length)));
  const names = assessed.map(({ dependency: { name, version } }) => `${name} ${version ?? ''}`.trim());
  const lines = assessed.map(({ licence, verdict, incompatible }, index) =>
    [
      (names[index] ?? '').padEnd(wide(names)),
      (words[index] ?? '').padEnd(wide(words)),
      verdictWords[verdict].padEnd(8),
      `${sources[licence.evidence.from]}${licence.confidence === 'high' ? '' : `, ${licence.confidence} confidence`}`,
      ...[licence.contradiction, incompatible].filter((text) => text !== undefined),
    ].join('  '),
  );
  const kinds = [...new Set(assessed.flatMap(({ licence }) => licence.kinds))].sort();
  const counts = kinds.map((kind) => {
    const count = assessed.filter(({ licence }) => licence.kinds.includes(kind)).length;
    return `${String(count).padStart(5)}  ${kind}: ${obligations[kind]}`;
  });
  return `${[...lines, '', ...counts].map((line) => escapeLine(line).trimEnd()).join('\n')}\n`;
}

const sources = {
  expression: 'licence expression',
  file: 'licence file',
  classifier: 'classifiers',
  text: 'licence field',
  none: 'no evidence',
} as const;

function toJson({ dependency, licence, verdict, asks, incompatible }: AssessedLicence): object {
  const place = placeOf(dependency);
  return {
    package: dependency.name,
    version: dependency.version,
    groups: dependency.groups,
    ...licence,
    verdict,
    obligations: asks,
    incompatible,
    ...(place && { path: place.path, line: place.line }),
  };
}

function toCsv(assessed: readonly AssessedLicence[]): string {
  // A cell that begins like a formula would be one in a spreadsheet.
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const rows = assessed.map(({ dependency, licence, verdict, asks, incompatible }) => [
    dependency.name,
    dependency.version ?? '',
    licence.expression ?? licence.family ?? 'unknown',
    licence.kinds.join(' '),
    verdictWords[verdict],
    licence.evidence.from,
    licence.confidence,
    incompatible ?? licence.contradiction ?? '',
    asks.join(' '),
  ]);
  const head = ['package', 'version', 'licence', 'kind', 'verdict', 'evidence', 'confidence', 'remark', 'obligations'];
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
