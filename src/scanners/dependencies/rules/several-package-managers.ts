/** Lock files of two managers in one folder: they drift apart, and nobody knows which one counts. */
import { type CheckHit, type InventoryCheck, inventoryFinding, inventoryRule } from '../checks/check.ts';

const rule = inventoryRule({
  name: 'several-package-managers',
  title: 'Lock files of several package managers in one folder',
  severity: 'low',
  cwe: ['CWE-1357'],
});

export const severalPackageManagers: InventoryCheck = {
  rule,
  find(subject) {
    const byFolder = new Map<string, { path: string; manager: string }[]>();
    for (const { path, role, manager } of subject.inventory.files) {
      if (role !== 'lock' || !/(?:^|\/)(?:uv\.lock|poetry\.lock|pdm\.lock|Pipfile\.lock)$/.test(path)) continue;
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), { path, manager: manager ?? '' }]);
    }
    const hits = [...byFolder.values()].flatMap((locks): CheckHit[] => {
      const [first, second] = locks;
      if (first === undefined || second === undefined) return [];
      const names = locks.map(({ path }) => path).join(', ');
      const place = (path: string) => ({ path, line: 1, start: 0, end: 0 });
      return [
        {
          place: place(second.path),
          message: `${locks.length} managers lock this folder (${names}): the versions that one checks are not those that another installs.`,
          content: locks
            .map(({ manager }) => manager)
            .sort()
            .join(' '),
          remediation: 'Keep the lock file of the manager that installs, and remove the others.',
          related: [{ place: place(first.path), message: 'The other lock file.' }],
        },
      ];
    });
    return hits.map((hit) => inventoryFinding(rule, subject, hit));
  },
};
