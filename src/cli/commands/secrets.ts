/** `theriac secrets`: credentials where a scan of the tree does not look, and the review of an accepted list. */
import type { Command } from '../command.ts';
import { auditCommand } from './secrets-audit.ts';
import { baselineCommand } from './secrets-baseline.ts';
import { historyCommand } from './secrets-history.ts';
import { stagedCommand } from './secrets-staged.ts';

export const command: Command = {
  subcommands: [historyCommand, stagedCommand, baselineCommand, auditCommand],
};
