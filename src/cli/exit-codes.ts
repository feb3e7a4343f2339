/** Exit codes of every command (experience.md A2). */
export const exitCodes = {
  /** The gate passed. */
  passed: 0,
  /** The gate failed. */
  failed: 1,
  /** Could not run: usage, configuration, internal error. */
  couldNotRun: 2,
  /** Ran, but not everything could be looked at, and the gate would else pass. */
  incomplete: 3,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The code of a run that ends in a gate: `--exit-zero` turns only 1 into 0, `--allow-incomplete` only 3. */
export function decideExit(
  incomplete: boolean,
  passed: boolean,
  settings: { readonly 'exit-zero': boolean; readonly 'allow-incomplete': boolean },
): number {
  if (!passed) return settings['exit-zero'] ? exitCodes.passed : exitCodes.failed;
  return incomplete && !settings['allow-incomplete'] ? exitCodes.incomplete : exitCodes.passed;
}
