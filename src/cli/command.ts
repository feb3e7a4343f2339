/** What a command is. One file in `commands/` exports one; one line in `command-table.ts` registers it. */
import type { Terminal } from './terminal.ts';

export interface CommandOption {
  /** As commander reads them: `-q, --quiet`, `--format <format>`, `--no-input`. */
  readonly flags: string;
  /** One line, sentence case, no full stop. */
  readonly description: string;
  /** May be given several times; the value is a list. */
  readonly repeatable?: boolean;
  /** Each value is split at commas. */
  readonly list?: boolean;
  /** Known values, for checking, help and completion. */
  readonly choices?: readonly string[];
  /** The same for completion alone, where something else checks them. */
  readonly suggestions?: readonly string[];
  /** What the value names, for completion. */
  readonly completes?: 'file' | 'folder' | 'rule';
}

export interface CommandArgument {
  /** `<name>`, `[paths...]`. */
  readonly name: string;
  readonly description: string;
  readonly completes?: 'file' | 'folder' | 'rule' | 'command';
  readonly choices?: readonly string[];
}

/** What a running command gets. Options are keyed in camelCase. */
export interface CommandContext {
  readonly arguments: readonly string[];
  readonly options: { readonly [name: string]: unknown };
  readonly terminal: Terminal;
  readonly environment: { readonly [name: string]: string | undefined };
  /** Absolute. */
  readonly workingFolder: string;
}

export interface Command {
  readonly arguments?: readonly CommandArgument[];
  readonly options?: readonly CommandOption[];
  /** Lines of `theriac …`, each with what it does. */
  readonly examples?: readonly (readonly [line: string, meaning: string])[];
  readonly subcommands?: readonly (Command & { readonly name: string; readonly summary: string })[];
  /** Arguments and flags are handed on unread: for commands that speak another tool's language. */
  readonly passThrough?: boolean;
  /** Returns the exit code. Absent: the command only groups subcommands. */
  readonly run?: (context: CommandContext) => Promise<number>;
}

/** A line of the command table. `load` is called only for the command that runs. */
export interface CommandEntry {
  readonly name: string;
  /** One line, sentence case, no full stop. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** A text option, or undefined. */
export function textOption(context: CommandContext, name: string): string | undefined {
  const value = context.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** A list option, or undefined when it was not given. */
export function listOption(context: CommandContext, name: string): readonly string[] | undefined {
  const value = context.options[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}

/** Whether a flag was given. */
export function flag(context: CommandContext, name: string): boolean {
  return context.options[name] === true;
}
