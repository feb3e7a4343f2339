/** `theriac vex export`: the decisions on vulnerable dependencies, for those who use this product. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { formatOpenVex, TheriacError } from '../../findings/index.ts';
import { toSlashes, writeFile } from '../../platform/index.ts';
import { audit } from '../audit.ts';
import { type Command, type CommandContext, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { exitCodes } from '../exit-codes.ts';
import { gitAuthor } from '../git-author.ts';
import { scanOptions, scanSettings } from '../scan-flags.ts';
import { resolveTargets } from '../targets.ts';
import { triageOptions, triageSettings } from '../triage-flags.ts';

export const command: Command = {
  subcommands: [
    {
      name: 'export',
      summary: 'Write OpenVEX from the decisions on dependencies',
      arguments: [{ name: '[folder]', description: 'A folder of the repository', completes: 'folder' }],
      options: [
        { flags: '--file <path>', description: 'Where to (default: standard output)', completes: 'file' },
        { flags: '--author <name>', description: "Who states it (default: git's user.name)" },
        { flags: '--id <iri>', description: 'Identifier of the document (default: made from its content)' },
        ...triageOptions,
        ...scanOptions,
      ],
      run,
    },
  ],
};

async function run(context: CommandContext): Promise<number> {
  const { terminal, environment, workingFolder } = context;
  const targets = resolveTargets(context.arguments.slice(0, 1), workingFolder);
  const flags = { ...scanSettings(context), ...triageSettings(context) };
  const { settings } = configure(context, targets.folder, { ...flags, only: ['dependencies'] });
  const { report } = await audit(context, { targets, settings });
  const author = textOption(context, 'author') ?? (gitAuthor(targets.root, environment) || 'unknown');
  const timestamp = `${report.today}T00:00:00Z`;
  const content = formatOpenVex(report.findings, { id: '', author, timestamp });
  const id =
    textOption(context, 'id') ??
    `https://openvex.dev/docs/public/vex-${createHash('sha256').update(content).digest('hex')}`;
  const document = formatOpenVex(report.findings, { id, author, timestamp });
  const path = textOption(context, 'file');
  if (path === undefined) await terminal.write(document);
  else {
    const written = writeFile(toSlashes(resolve(workingFolder, path)), document);
    if (!written.ok) throw new TheriacError('cannot-write', `Cannot write ${path}: ${written.reason}.`);
    terminal.info(`Wrote OpenVEX to ${path}.`);
  }
  for (const { message, incomplete } of report.issues) if (incomplete) terminal.warn(message);
  return report.incomplete ? exitCodes.incomplete : exitCodes.passed;
}
