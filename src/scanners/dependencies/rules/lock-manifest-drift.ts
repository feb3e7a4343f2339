/** A lock file that was made from another state of its manifest. */

import { formatSpecifiers, normalizeName, parseSpecifiers } from '../../../formats/index.ts';
import {
  type CheckHit,
  type CheckSubject,
  type InventoryCheck,
  inventoryFinding,
  inventoryRule,
} from '../checks/check.ts';
import type { Declaration, FileFacts, LockOrigin } from '../inventory/index.ts';

const rule = inventoryRule({
  name: 'lock-manifest-drift',
  title: 'Lock file does not belong to this state of its manifest',
  severity: 'medium',
  cwe: ['CWE-1357'],
});

const commands: { readonly [tool: string]: string } = {
  poetry: 'poetry lock',
  pipenv: 'pipenv lock',
  pdm: 'pdm lock',
  uv: 'uv lock',
};

export const lockManifestDrift: InventoryCheck = {
  rule,
  find(subject) {
    const byPath = new Map(subject.inventory.files.map((file) => [file.path, file]));
    return subject.inventory.files
      .flatMap((lock) => lock.origins.flatMap((origin) => drift(subject, lock, origin, byPath) ?? []))
      .map((hit) => inventoryFinding(rule, subject, hit));
  },
};

function drift(
  subject: CheckSubject,
  lock: FileFacts,
  origin: LockOrigin,
  byPath: ReadonlyMap<string, FileFacts>,
): CheckHit | undefined {
  const folder = lock.path.slice(0, lock.path.lastIndexOf('/') + 1);
  if (origin.kind === 'content-hash') {
    const manifest = byPath.get(folder + (origin.tool === 'pipenv' ? 'Pipfile' : 'pyproject.toml'));
    const expected = manifest?.contentHashes?.find(({ tool }) => tool === origin.tool);
    const found = origin.hash.replace(/^sha256:/, '');
    if (manifest === undefined || expected === undefined || expected.hashes.includes(found)) return undefined;
    return {
      place: origin.place,
      message: `${lock.path} was made from another state of ${manifest.path}: its content hash differs, so it may install other versions than the manifest asks for.`,
      content: `${origin.tool} content hash`,
      remediation: `Run \`${commands[origin.tool]}\` and commit the result.`,
    };
  }
  const member =
    origin.folder === '' || origin.folder === '.' ? folder : `${folder}${origin.folder.replace(/\/$/, '')}/`;
  const manifest = byPath.get(`${member}pyproject.toml`);
  if (
    manifest?.project?.name === undefined ||
    subject.inventory.issues.some(({ path, kind }) => path === manifest.path && kind === 'syntax-error')
  )
    return undefined;
  // What tools read from elsewhere (setup.py, dynamic files) is not comparable from here.
  if (manifest.includes.length > 0 || byPath.has(`${member}setup.py`) || byPath.has(`${member}setup.cfg`))
    return undefined;
  const wanted = new Set(
    manifest.declarations
      .filter((one) => one.role === 'requirement' && one.scope.kind !== 'build' && isLocked(one))
      .map(declared),
  );
  const locked = new Set(
    origin.requirements.map((one) => requirementKey(one.key, one.specifier, one.extras, scopeKey(one.scope))),
  );
  const missing = [...wanted].filter((one) => !locked.has(one));
  const extra = [...locked].filter((one) => !wanted.has(one));
  if (missing.length + extra.length === 0) return undefined;
  const [first] = missing;
  const declaration = manifest.declarations.find((one) => declared(one) === first);
  const shown = [
    ...missing.map((one) => `“${display(one)}” is not in the lock`),
    ...extra.map((one) => `“${display(one)}” is only in the lock`),
  ];
  return {
    place: declaration?.place ?? origin.place,
    message: `${lock.path} was made from another state of ${manifest.path}: ${shown.slice(0, 3).join(', ')}${shown.length > 3 ? ` and ${shown.length - 3} more` : ''}.`,
    content: `uv ${origin.member}`,
    remediation: 'Run `uv lock` and commit the result.',
    ...(declaration && { related: [{ place: origin.place, message: 'The lock entry of the project.' }] }),
  };
}

/** uv leaves Hatch environments and the like to their tools. */
function isLocked({ scope }: Declaration): boolean {
  return !(scope.kind === 'group' && scope.name.startsWith('hatch-'));
}

function declared(one: Declaration): string {
  return requirementKey(one.key, one.reference === undefined ? one.specifier : '', one.extras, scopeKey(one.scope));
}

function scopeKey(scope: Declaration['scope']): string {
  return scope.kind === 'main' || scope.kind === 'build' ? scope.kind : `${scope.kind}:${scope.name}`;
}

/** Markers are left out: uv rewrites them (`python_version` becomes `python_full_version`) and adds those of group settings. */
function requirementKey(key: string, specifier: string, extras: readonly string[], scope: string): string {
  const set = parseSpecifiers(specifier);
  const versions =
    typeof set === 'string'
      ? specifier
      : formatSpecifiers([...set].sort((a, b) => (a.operator + a.text < b.operator + b.text ? -1 : 1)));
  const asked = extras.map(normalizeName).sort();
  return `${key}${asked.length > 0 ? `[${asked.join(',')}]` : ''}${versions} ${scope}`;
}

function display(key: string): string {
  return key
    .replace(/ main$/, '')
    .replace(/ extra:(.*)$/, ' (extra $1)')
    .replace(/ group:(.*)$/, ' (group $1)');
}
