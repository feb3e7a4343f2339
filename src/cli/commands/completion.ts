/** `theriac completion SHELL`: a script generated from the command table. */
import type { Command, CommandContext } from '../command.ts';
import { commandTable } from '../command-table.ts';
import { completionScript, shells } from '../completion-script.ts';
import { describeCommands } from '../describe-commands.ts';
import { exitCodes } from '../exit-codes.ts';

export const command: Command = {
  arguments: [{ name: '<shell>', description: 'Shell', choices: shells }],
  examples: [
    ['source <(theriac completion bash)', 'for this bash'],
    ['theriac completion zsh > ~/.zfunc/_theriac', 'for every zsh with ~/.zfunc in its fpath'],
    ['theriac completion fish > ~/.config/fish/completions/theriac.fish', 'for every fish'],
    ['theriac completion powershell | Out-String | Invoke-Expression', 'for this PowerShell'],
  ],
  run: async ({ arguments: [shell], terminal }: CommandContext) => {
    const commands = await describeCommands(commandTable);
    const known = shells.find((name) => name === shell) ?? 'bash';
    await terminal.write(completionScript(known, commands));
    return exitCodes.passed;
  },
};
