/** `theriac guide`: writes or serves the training guide made of all rule pages. */
import { resolve } from 'node:path';
import { TheriacError } from '../../findings/index.ts';
import { buildGuide } from '../../guide/index.ts';
import { joinPath, serveFiles, toSlashes, writeFile } from '../../platform/index.ts';
import { type Command, type CommandContext, flag, textOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { readRulePage } from '../package-files.ts';
import { allRules } from '../rule-catalogue.ts';
import { interruption } from '../scan-progress.ts';
import { version } from '../version.ts';

export const command: Command = {
  arguments: [{ name: '[folder]', description: 'Where to write it; default: theriac-guide', completes: 'folder' }],
  options: [
    { flags: '--serve', description: 'Serve it on this machine instead of writing it' },
    { flags: '--port <port>', description: 'Port for --serve; default: a free one' },
  ],
  examples: [
    ['theriac guide docs/security', 'write the site'],
    ['theriac guide --serve', 'read it in a browser'],
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const rules = await allRules();
  const files = buildGuide(
    rules.map((rule) => ({ rule, page: readRulePage(rule) })),
    { version },
  );
  if (flag(context, 'serve')) return serve(context, files);
  const folder = toSlashes(resolve(context.workingFolder, context.arguments[0] ?? 'theriac-guide'));
  for (const [path, content] of files) {
    const written = writeFile(joinPath(folder, path), content);
    if (!written.ok) throw new TheriacError('cannot-write', `${path} cannot be written: ${written.reason}.`);
  }
  await context.terminal.write(
    `Wrote ${files.size} pages to ${context.arguments[0] ?? 'theriac-guide'}; open index.html.\n`,
  );
  return exitCodes.passed;
}

async function serve(context: CommandContext, files: ReadonlyMap<string, string>): Promise<number> {
  const asked = textOption(context, 'port');
  const port = Number(asked ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TheriacError('bad-port', `"${asked}" is no port.`);
  const interrupt = interruption();
  const server = await serveFiles(files, port);
  await context.terminal.write(`The guide is at ${server.address} until you press Ctrl-C.\n`);
  await new Promise<void>((resolve) => {
    interrupt.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  interrupt.stop();
  await server.close();
  return exitCodes.passed;
}
