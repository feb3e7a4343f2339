/** A requirements file in which some entries have hashes and others have none. */
import { type CheckHit, type InventoryCheck, inventoryFinding, inventoryRule } from '../checks/check.ts';

const rule = inventoryRule({
  name: 'incomplete-hashes',
  title: 'Some locked packages have no hash',
  severity: 'medium',
  cwe: ['CWE-353'],
  tags: ['dependencies', 'integrity', 'owasp-a08'],
  tier: 'weakness',
});

export const incompleteHashes: InventoryCheck = {
  rule,
  find(subject) {
    const { graph } = subject.inventory;
    const hits = graph.units.flatMap((unit): CheckHit[] => {
      const fixed = graph.dependencies.filter(
        (one) =>
          one.unit === unit.id &&
          (one.evidence === 'locked' || one.evidence === 'pinned') &&
          one.version !== undefined &&
          one.ecosystem === 'pypi' &&
          one.source.kind === 'index' &&
          !one.firstParty,
      );
      const bare = fixed.filter(({ hashes, locked }) => hashes.length === 0 && locked !== undefined);
      const hashedFiles = new Set(fixed.filter(({ hashes }) => hashes.length > 0).map(({ locked }) => locked?.path));
      const places = bare.filter(({ locked }) => hashedFiles.has(locked!.path));
      const [first] = places;
      if (first === undefined) return [];
      const names = places.map(({ name, version }) => `${name} ${version}`);
      return [
        {
          place: first.locked!,
          message: `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''} ${names.length === 1 ? 'has' : 'have'} no hash while other entries of this file do: a changed file on the index would be installed unnoticed, and pip refuses the mixture.`,
          content: 'hashes missing',
          remediation: 'Make the file anew with hashes for every entry.',
          properties: { packages: names },
        },
      ];
    });
    return hits.map((hit) => inventoryFinding(rule, subject, hit));
  },
};
