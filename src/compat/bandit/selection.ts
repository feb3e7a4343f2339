/** Which tests run: the lists of the configuration or of a profile, with those of the command line. */
import { TheriacError } from '../../findings/index.ts';
import { allTests, idOf, listIds } from './catalogue.ts';
import type { BanditOptions } from './options.ts';
import { isRecord } from './records.ts';

export interface Selection {
  readonly tests: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

export function selectTests(options: BanditOptions, config: Readonly<Record<string, unknown>>): Selection {
  const warnings: string[] = [];
  const lists = profileLists(options.profile, config);
  const include = toIds([...lists.include, ...words(options.tests)], warnings);
  const exclude = toIds([...lists.exclude, ...words(options.skips)], warnings);
  const both = [...include].filter((id) => exclude.has(id));
  if (both.length > 0) {
    throw new TheriacError('usage', `${both.join(', ')} cannot be selected and skipped at once.`);
  }
  spreadLists(include);
  spreadLists(exclude);
  const chosen = include.size > 0 ? [...include] : allTests.map(({ id }) => id);
  return { tests: new Set(chosen.filter((id) => !exclude.has(id))), warnings };
}

interface Lists {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

function profileLists(profile: string | undefined, config: Readonly<Record<string, unknown>>): Lists {
  if (profile === undefined) return { include: texts(config['tests']), exclude: texts(config['skips']) };
  const profiles = config['profiles'];
  const found = isRecord(profiles) && Object.hasOwn(profiles, profile) ? profiles[profile] : undefined;
  if (!isRecord(found)) throw new TheriacError('usage', `The configuration has no profile "${profile}".`);
  return { include: texts(found['include']), exclude: texts(found['exclude']) };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? words(value) : [];
}

function words(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function toIds(names: readonly string[], warnings: string[]): Set<string> {
  const ids = new Set<string>();
  for (const name of names) {
    const id = idOf(name);
    if (id === undefined) warnings.push(`There is no test "${name}".`);
    else ids.add(id);
  }
  return ids;
}

/** `B001` stands for all lists of names, unless one of them is named as well. */
function spreadLists(ids: Set<string>): void {
  if (!ids.delete('B001') || [...ids].some((id) => listIds.has(id))) return;
  for (const id of listIds) ids.add(id);
}
