/** Requirements that cannot hold together: `pip check` without pip, over everything the repository says. */
import { parseMarker, parseVersion, type SpecifierSet, satisfies } from '../../../formats/index.ts';
import {
  type CheckHit,
  type CheckSubject,
  type InventoryCheck,
  inventoryFinding,
  inventoryRule,
} from '../checks/check.ts';
import { type Dependency, placeOf } from '../graph/index.ts';
import { parsePoetryConstraint } from '../inventory/readers/poetry-constraint.ts';
import { scopeLabel } from '../inventory/source-text.ts';

const rule = inventoryRule({
  name: 'conflicting-requirement',
  title: 'Requirements that cannot be satisfied together',
  severity: 'medium',
  cwe: ['CWE-1357'],
});

export const conflictingRequirement: InventoryCheck = {
  rule,
  find(subject) {
    const hits: CheckHit[] = [];
    for (const dependency of subject.inventory.graph.dependencies) {
      if (dependency.ecosystem !== 'pypi' || dependency.firstParty) continue;
      hits.push(...brokenDeclarations(dependency), ...brokenEdges(dependency, subject));
    }
    hits.push(...twoPins(subject));
    return hits.map((hit) => inventoryFinding(rule, subject, hit));
  },
};

/** The locked or pinned version is outside what a manifest or constraint of the same unit asks for. */
function brokenDeclarations(dependency: Dependency): CheckHit[] {
  return dependency.declared.flatMap((declared) => {
    if (declared.role === 'override' || declared.allowed.length === 0 || allows(declared.allowed, dependency.version))
      return [];
    const fixed = dependency.locked;
    if (fixed === undefined || (fixed.path === declared.place.path && fixed.start === declared.place.start)) return [];
    return [
      {
        place: declared.place,
        message: `${dependency.name} ${declared.specifier} is asked for here, but ${fixed.path}:${fixed.line} fixes version ${dependency.version}.`,
        content: `${dependency.key} ${declared.specifier}`,
        remediation: 'Lock again, or change the requirement to what is really used.',
        related: [{ place: fixed, message: `Version ${dependency.version} is fixed here.` }],
      },
    ];
  });
}

/** A package of the lock or environment asks for another version of its dependency than the one that is there. */
function brokenEdges(dependency: Dependency, { inventory }: CheckSubject): CheckHit[] {
  const fixed = dependency.locked ?? placeOf(dependency);
  if (fixed === undefined || dependency.version === undefined) return [];
  return dependency.parents.flatMap(({ id, specifier, marker, whenExtra }) => {
    const parent = inventory.graph.byId.get(id);
    if (
      specifier === undefined ||
      parent === undefined ||
      marker !== undefined ||
      (whenExtra !== undefined && !parent.extras.includes(whenExtra))
    )
      return [];
    const allowed = parsePoetryConstraint(specifier);
    if (allowed.length === 0 || allows(allowed, dependency.version)) return [];
    // With several versions side by side the edge belongs to another one of them.
    if (
      inventory.graph.dependencies.some(
        (other) => other !== dependency && other.unit === dependency.unit && other.key === dependency.key,
      )
    )
      return [];
    return [
      {
        place: fixed,
        message:
          `${parent.name} ${parent.version ?? ''} needs ${dependency.name} ${specifier}, but version ${dependency.version} is fixed here.`.replace(
            '  ',
            ' ',
          ),
        content: `${parent.key} needs ${dependency.key} ${specifier}`,
        remediation: `Use a version of ${dependency.name} that ${parent.name} accepts, or another version of ${parent.name}.`,
      },
    ];
  });
}

/** Two exact versions of one name that are installed together. */
function twoPins({ inventory }: CheckSubject): CheckHit[] {
  const hits: CheckHit[] = [];
  const commands = new Set(inventory.files.filter(({ role }) => role === 'command').map(({ path }) => path));
  const pinned = new Map<string, Dependency[]>();
  for (const one of inventory.graph.dependencies) {
    if (one.evidence !== 'pinned' || one.version === undefined || one.ecosystem !== 'pypi') continue;
    const key = `${one.unit} ${one.key}`;
    pinned.set(key, [...(pinned.get(key) ?? []), one]);
  }
  for (const group of pinned.values()) {
    for (let at = 1; at < group.length; at += 1) {
      const [first, second] = [group[0]!, group[at]!];
      const [here, there] = [second.locked, first.locked];
      // Different conditions, groups or scripts may each have their own version.
      const unconditional = [first, second].every(({ markers }) =>
        markers.every((marker) => typeof parseMarker(marker) === 'string'),
      );
      if (here === undefined || there === undefined || !unconditional || !installedTogether(first, second, commands))
        continue;
      hits.push({
        place: here,
        message: `${second.name} ${second.version} is asked for here and ${first.version} in ${there.path}:${there.line}: only one can be installed.`,
        content: `${first.key} ${first.version} ${second.version}`,
        remediation: 'Keep one version.',
        related: [{ place: there, message: `The other version, ${first.version}.` }],
      });
    }
  }
  return hits;
}

/** On lines of one file, or of a file and one that it includes; each command and environment of tox or CI stands alone. */
function installedTogether(first: Dependency, second: Dependency, commands: ReadonlySet<string>): boolean {
  const requirements = ({ declared, locked }: Dependency) =>
    declared.filter(
      ({ role, place }) => role === 'requirement' && place.path === locked?.path && !commands.has(place.path),
    );
  return requirements(first).some((one) =>
    requirements(second).some(
      (other) =>
        (one.place.path === other.place.path && scopeLabel(one.scope) === scopeLabel(other.scope)) ||
        one.includedFrom.some(({ path }) => path === other.place.path) ||
        other.includedFrom.some(({ path }) => path === one.place.path),
    ),
  );
}

function allows(allowed: readonly SpecifierSet[], version: string | undefined): boolean {
  const parsed = version === undefined ? undefined : parseVersion(version);
  return parsed === undefined || allowed.some((set) => satisfies(parsed, set));
}
