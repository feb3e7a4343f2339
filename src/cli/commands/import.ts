/** `theriac import`: reports of other tools as one report, with the repository's decisions and gate. */
import { importFormats } from '../../reports/index.ts';
import { audit, decide } from '../audit.ts';
import { type Command, type CommandContext, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { decideExit } from '../exit-codes.ts';
import { checkOutputs, writeReports } from '../outputs.ts';
import { reportOptions, reportSettings } from '../report-flags.ts';
import { resolveTargets } from '../targets.ts';
import { triageOptions, triageSettings } from '../triage-flags.ts';

export const command: Command = {
  arguments: [{ name: '<files...>', description: 'Reports as the tools wrote them', completes: 'file' }],
  options: [
    {
      flags: '--from <format>',
      description: `Where the content does not say: ${importFormats.join(', ')}`,
      choices: importFormats,
    },
    ...reportOptions,
    ...triageOptions,
  ],
  examples: [
    ['theriac import bandit.json semgrep.sarif', 'findings of both, each weakness once'],
    ['theriac import trivy.json --format sarif', 'one format for every tool'],
    ['theriac scan --import bandit.json', "the same beside Theriac's own findings"],
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { terminal, workingFolder } = context;
  const targets = resolveTargets([], workingFolder);
  const { settings } = configure(context, targets.folder, { ...reportSettings(context), ...triageSettings(context) });
  const outputs = checkOutputs(settings.format, settings.output ?? []);
  const importFormat = textOption(context, 'from');
  const audited = await audit(context, {
    targets: { ...targets, paths: undefined },
    settings,
    imports: context.arguments,
    importsOnly: true,
    ...(importFormat !== undefined && { importFormat }),
  });
  const gate = decide(audited, settings);
  await writeReports(audited.report, gate, { outputs, severity: settings.severity, terminal, workingFolder });
  return decideExit(audited.report.incomplete, gate.passed, settings);
}
