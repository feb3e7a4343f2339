/** `--verify`: only a person on the command line can ask for it, and only their environment says where a provider's own instance is. */
import { TheriacError } from '../findings/index.ts';
import type { Settings } from '../project/configuration/index.ts';
import type { ScanOptions } from '../scan/index.ts';
import { type CommandContext, flag } from './command.ts';

const prefix = 'THERIAC_VERIFY_';

/** The scan's settings of secrets with the providers to ask; nothing without the flag. */
export function verification(context: CommandContext, settings: Settings): Pick<ScanOptions, 'secrets'> {
  if (!flag(context, 'verify')) return {};
  if (settings.offline === true) throw new TheriacError('usage', '--verify needs the network that --offline forbids.');
  const origins: { [provider: string]: string } = {};
  for (const [name, value] of Object.entries(context.environment))
    if (name.startsWith(prefix) && value !== undefined && value !== '')
      origins[name.slice(prefix.length).toLowerCase()] = value;
  return { secrets: { ...settings.secrets, verify: { origins } } };
}
