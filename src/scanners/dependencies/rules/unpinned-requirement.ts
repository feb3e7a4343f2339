/** Packages that a deployment installs without an exact version: requirements files of applications, `pip install` in images. */

import { normalizeName } from '../../../formats/index.ts';
import { type CheckHit, type InventoryCheck, inventoryFinding, inventoryRule } from '../checks/check.ts';
import type { Dependency } from '../graph/index.ts';
import type { Place } from '../inventory/index.ts';

const rule = inventoryRule({
  name: 'unpinned-requirement',
  title: 'Deployment installs a package without exact version',
  severity: 'low',
  confidence: 'medium',
  cwe: ['CWE-1357'],
  contexts: ['application', 'tooling'],
});

/** Installers that are upgraded before the real work; their version changes nothing that runs. */
const installers = new Set(['pip', 'setuptools', 'wheel', 'uv', 'pipx']);

export const unpinnedRequirement: InventoryCheck = {
  rule,
  find(subject) {
    const { graph, files } = subject.inventory;
    const roles = new Map(files.map(({ path, role }) => [path, role]));
    const libraries = graph.units.filter(({ project }) => project?.isLibrary === true).map(({ folder }) => folder);
    const ownNames = new Set(
      graph.units.flatMap(({ project }) => (project?.name === undefined ? [] : [normalizeName(project.name)])),
    );
    const images = files.filter(({ path, role }) => role === 'command' && /docker|container/i.test(path));
    const deployed = new Set(images.flatMap(({ includes }) => includes.map(({ path }) => path)));
    const open = new Map<string, { one: Dependency; place: Place }[]>();
    for (const one of graph.dependencies) {
      if (one.evidence !== 'declared' || one.ecosystem !== 'pypi' || one.firstParty || one.source.kind !== 'index')
        continue;
      if (installers.has(one.key) || ownNames.has(one.key)) continue;
      const place = one.declared.find(({ role, scope }) => role === 'requirement' && scope.kind === 'main')?.place;
      if (place === undefined || place.path.endsWith('.ipynb')) continue;
      const role = roles.get(place.path);
      // Requirements of a library are ranges on purpose, unless an image is built from the file.
      const isRequirements = role === 'manifest' && /\.(?:txt|pip)$/.test(place.path);
      const ofLibrary = libraries.some((folder) => folder === '' || place.path.startsWith(`${folder}/`));
      if (role === 'command' || (isRequirements && (!ofLibrary || deployed.has(place.path))))
        open.set(place.path, [...(open.get(place.path) ?? []), { one, place }]);
    }
    const hits = [...open.entries()].map(([path, list]): CheckHit => {
      const sorted = [...list].sort((a, b) => a.place.start - b.place.start);
      const names = sorted.map(({ one }) => one.name);
      const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
      return {
        place: sorted[0]!.place,
        message: `${shown} ${names.length === 1 ? 'is' : 'are'} installed without exact version: what runs is what the index offers on the day, checked by nobody.`,
        content: path,
        remediation:
          'Name exact versions, best with hashes: compile the file with `uv pip compile` or `pip-compile --generate-hashes` and install that.',
        properties: { packages: names },
      };
    });
    return hits.map((hit) => inventoryFinding(rule, subject, hit));
  },
};
