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
