/** The one exception that people see: what went wrong, what to do, and how the process ends. */
export class TheriacError extends Error {
  /** Stable, kebab-case: `unknown-rule`. */
  readonly code: string;
  /** What to do about it; a sentence. */
  readonly hint: string | undefined;
  readonly exitCode: number;

  constructor(code: string, message: string, options: { readonly hint?: string; readonly exitCode?: number } = {}) {
    super(message);
    this.name = 'TheriacError';
    this.code = code;
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? 2;
  }
}
