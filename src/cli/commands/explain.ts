/** `theriac explain ID`: one finding with its path, its rank and how to accept it. */

import { resolve } from 'node:path';
import { TheriacError } from '../../findings/index.ts';
import { disk, toSlashes } from '../../platform/index.ts';
import { type Explainable, readJsonReport, renderExplanation } from '../../reports/index.ts';
import { audit } from '../audit.ts';
import { type Command, type CommandContext, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { exitCodes } from '../exit-codes.ts';
import { checkSelection } from '../rule-catalogue.ts';
import { scanOptions, scanSettings } from '../scan-flags.ts';
import { resolveTargets } from '../targets.ts';
import { triageOptions, triageSettings } from '../triage-flags.ts';

const shortestId = 6;
const largestReport = 1_000_000_000;

export const command: Command = {
  arguments: [
    { name: '<id>', description: 'Fingerprint of a finding, or its first characters as the report shows them' },
    { name: '[paths...]', description: 'Files and folders to scan', completes: 'file' },
  ],
  options: [
    { flags: '--report <file>', description: 'Take the finding from a saved JSON report', completes: 'file' },
    ...triageOptions,
    ...scanOptions,
  ],
  examples: [
    ['theriac explain 1f3a9c0d2b47', 'everything about the finding with this id'],
    ['theriac explain 1f3a9c0d2b47 --report audit.json', 'the same without another scan'],
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const [given, ...paths] = context.arguments;
  const id = given.toLowerCase();
  if (!/^[0-9a-f]+$/.test(id) || id.length < shortestId) {
    throw new TheriacError(
      'bad-id',
      `"${given}" is no id of a finding: at least ${shortestId} characters of its fingerprint.`,
      {
        hint: '"theriac scan" shows the id of each finding behind its place.',
      },
    );
  }
  const saved = textOption(context, 'report');
  const report = saved === undefined ? await scanned(context, paths) : savedReport(context, saved);
  const found = report.findings.filter(({ fingerprints }) => fingerprints.primary.startsWith(id));
  if (found.length === 0) {
    throw new TheriacError('unknown-finding', `No finding here has an id that starts with ${id}.`, {
      hint: 'It may be fixed, or belong to other paths or rules.',
    });
  }
  const style = { color: terminal.colors('stdout'), width: terminal.width };
  await terminal.write(found.map((finding) => renderExplanation(report, finding, style)).join('\n'));
  return exitCodes.passed;
}

async function scanned(context: CommandContext, paths: readonly string[]): Promise<Explainable> {
  const targets = resolveTargets(paths, context.workingFolder);
  const { settings } = configure(context, targets.folder, { ...scanSettings(context), ...triageSettings(context) });
  await checkSelection(settings);
  return (await audit(context, { targets, settings })).report;
}

function savedReport(context: CommandContext, name: string): Explainable {
  const content = disk.read(toSlashes(resolve(context.workingFolder, name)), largestReport);
  if (!content.ok) throw new TheriacError('bad-report', `Cannot read ${name}: ${content.reason}.`);
  return readJsonReport(new TextDecoder().decode(content.value), name);
}
