/** Every rule of every scanner, for the commands that list, explain and select them. */
import { type RuleMeta, selectRules, TheriacError } from '../findings/index.ts';
import type { Settings } from '../project/configuration/index.ts';
import { toSelection } from './scan-flags.ts';

/** Sorted by name. */
export async function allRules(): Promise<readonly RuleMeta[]> {
  const { loadRules } = await import('../scan/index.ts');
  return loadRules();
}

/** Throws when a family has no scanner or a selector names nothing: a mistyped `--ignore` would otherwise be a hole in the policy. */
export async function checkSelection(settings: Settings): Promise<void> {
  const rules = await allRules();
  const missing = (settings.only ?? []).filter((id) => !rules.some(({ scanner }) => scanner === id));
  if (missing.length > 0) {
    throw new TheriacError('no-scanner', `This version has no scanner for ${missing.join(', ')}.`);
  }
  const selection = toSelection(settings);
  const perFile = Object.values(settings['per-file-ignores'] ?? {}).flat();
  const { errors } = selectRules(rules, { ...selection, ignore: [...(selection.ignore ?? []), ...perFile] });
  if (errors.length > 0)
    throw new TheriacError(
      'unknown-rule',
      errors.map((error) => `${error[0].toUpperCase()}${error.slice(1)}`).join('\n'),
    );
}
