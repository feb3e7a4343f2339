/** Flags about decisions, and the settings they stand for. */
import { resolve } from 'node:path';
import { disk, joinPath, toSlashes } from '../platform/index.ts';
import type { EffectiveSettings, Settings } from '../project/configuration/index.ts';
import { type Decisions, readDecisions, type ScanReport } from '../scan/index.ts';
import { type CommandContext, type CommandOption, listOption, textOption } from './command.ts';

const largestFile = 256_000_000;

export const triageOptions: readonly CommandOption[] = [
  { flags: '--baseline <file>', description: "Known findings: Theriac's baseline, or Bandit's", completes: 'file' },
  { flags: '--waivers <file>', description: 'Accepted risks (default: .theriac/waivers.yaml)', completes: 'file' },
  { flags: '--vex <file>', description: 'VEX statements that count', repeatable: true, completes: 'file' },
  { flags: '--policy <file>', description: 'Policy for --fail-on policy', completes: 'file' },
];

/** The settings these flags were given for; paths become absolute, as they are relative to the working folder. */
export function triageSettings(context: CommandContext): Settings {
  const settings: Settings = {};
  const absolute = (path: string): string => toSlashes(resolve(context.workingFolder, path));
  for (const name of ['baseline', 'waivers', 'policy'] as const) {
    const value = textOption(context, name);
    if (value !== undefined) settings[name] = absolute(value);
  }
  const vex = listOption(context, 'vex');
  if (vex !== undefined) settings.vex = vex.map(absolute);
  return settings;
}

/** Reads all decisions for a scan of `root`. Named paths are absolute (flags) or relative to the root (configuration). */
export function loadDecisions(root: string, report: ScanReport, settings: EffectiveSettings): Decisions {
  const { baseline, waivers, policy, vex } = settings;
  const shown = (path: string): string => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path);
  return readDecisions({
    read: (path) => {
      const content = disk.read(isAbsolutePath(path) ? path : joinPath(root, path), largestFile);
      return content.ok ? content.value : undefined;
    },
    ...(baseline !== undefined && { baseline: shown(baseline) }),
    ...(waivers !== undefined && { waivers: shown(waivers) }),
    ...(policy !== undefined && { policy: shown(policy) }),
    ...(vex && { vex: vex.map(shown) }),
    paths: report.project.files.map(({ path }) => path),
    rules: report.rules,
    today: report.today,
  });
}

function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}
