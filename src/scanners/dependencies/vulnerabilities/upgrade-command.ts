/** The command of the project's own package manager that moves one dependency to a version. */
import type { Dependency } from '../graph/index.ts';
import type { Manager } from '../inventory/facts.ts';

/** A sentence with the exact command or edit; resolvers may run build code of packages, so Theriac only prints it. */
export function upgradeCommand(
  manager: Manager | undefined,
  { name, direct, locked, groups }: Pick<Dependency, 'name' | 'direct' | 'locked' | 'groups'>,
  version: string,
): string {
  const pin = `'${name}==${version}'`;
  const group =
    groups.length === 1 && groups[0] !== 'main' && !groups[0]?.startsWith('extra:') ? `--group ${groups[0]} ` : '';
  switch (manager) {
    case 'uv':
      return `Run: uv lock --upgrade-package ${pin}`;
    case 'poetry':
      return direct
        ? `Run: poetry add ${group}${pin} (or poetry update --lock ${name}, which takes the newest allowed version).`
        : `Run: poetry update --lock ${name}`;
    case 'pdm':
      return `Run: pdm update --no-sync ${name}`;
    case 'pipenv':
      return `Run: pipenv upgrade ${pin}`;
    case 'pip-tools':
      return `Run: pip-compile --upgrade-package ${pin}`;
    case 'conda':
      return `Change the version in the environment file to ${version}.`;
    default:
      return locked ? `Write ${name}==${version} in ${locked.path}.` : `Write ${name}>=${version}.`;
  }
}
