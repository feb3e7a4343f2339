/** An application whose versions nothing fixes: every installation may bring others. */
import { type CheckHit, type InventoryCheck, inventoryFinding, inventoryRule } from '../checks/check.ts';
import { placeOf } from '../graph/index.ts';

const rule = inventoryRule({
  name: 'missing-lock-file',
  title: 'Application without lock file',
  severity: 'low',
  confidence: 'medium',
  cwe: ['CWE-1357'],
  contexts: ['application', 'tooling'],
});

const commands: { readonly [manager: string]: string } = {
  poetry: 'poetry lock',
  pdm: 'pdm lock',
  pipenv: 'pipenv lock',
  uv: 'uv lock',
};

export const missingLockFile: InventoryCheck = {
  rule,
  find(subject) {
    const { graph } = subject.inventory;
    // A requirements file with exact versions in the same folder does the lock's work.
    const pinnedFolders = new Set(
      graph.dependencies
        .filter(({ evidence, groups }) => evidence === 'pinned' && groups.includes('main'))
        .map(({ unit }) => folderOf(unit)),
    );
    const hits = graph.units.flatMap((unit): CheckHit[] => {
      const manifest = unit.files.find(({ path }) => /(?:^|\/)(?:pyproject\.toml|Pipfile)$/.test(path));
      if (
        unit.lock !== undefined ||
        manifest === undefined ||
        unit.project?.isLibrary === true ||
        pinnedFolders.has(unit.folder)
      )
        return [];
      const open = graph.dependencies.filter(
        (one) =>
          one.unit === unit.id &&
          one.groups.includes('main') &&
          one.evidence === 'declared' &&
          !one.firstParty &&
          one.source.kind === 'index',
      );
      const place = open.map(placeOf).find((one) => one?.path === manifest.path);
      if (place === undefined) return [];
      return [
        {
          place,
          message: `${manifest.path} asks for ${open.length === 1 ? 'one package' : `${open.length} packages`} by range and no lock file fixes what is installed: each installation may bring other, unchecked versions.`,
          content: 'no lock file',
          remediation: `Run \`${commands[unit.manager ?? ''] ?? 'uv lock'}\` and commit the lock file.`,
        },
      ];
    });
    return hits.map((hit) => inventoryFinding(rule, subject, hit));
  },
};

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
