/** The data map: which personal data is defined, stored, logged, sent and returned, each with its place; and the services it may go to. */
import type { PersonalCategory } from './categories.ts';
import { categoryTitles, personalCategories } from './categories.ts';

export type DataRole = 'defined' | 'stored' | 'logged' | 'sent' | 'returned' | 'in-file';

export interface DataMapEntry {
  readonly category: PersonalCategory;
  /** The field as written: `Customer.email`. Never a value. */
  readonly field: string;
  readonly role: DataRole;
  /** What holds or receives it: `Django model Customer`, `logging`, `openai`. */
  readonly holder: string;
  readonly path: string;
  /** 1-based; within the cell of a notebook. */
  readonly line: number;
}

export interface ServiceUse {
  /** `sentry_sdk`, or a host: `api.example.org`. */
  readonly name: string;
  readonly service: string;
  readonly class: string;
  readonly path: string;
  readonly line: number;
}

export interface DataMap {
  readonly entries: readonly DataMapEntry[];
  readonly services: readonly ServiceUse[];
}

/** Sorted and without repetitions: the same for any order of files. */
export function makeDataMap(entries: readonly DataMapEntry[], services: readonly ServiceUse[]): DataMap {
  return { entries: unique(entries, entryKey), services: unique(services, serviceKey) };
}

const pad = (line: number): string => String(line).padStart(9, '0');
const entryKey = (e: DataMapEntry): string =>
  [personalCategories.indexOf(e.category), e.path, pad(e.line), e.role, e.field, e.holder].join('\0');
const serviceKey = (s: ServiceUse): string => [s.class, s.service, s.path, pad(s.line), s.name].join('\0');

function unique<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const byKey = new Map(all.map((one) => [keyOf(one), one]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one);
}

/** Diagram for a record of processing: category → holder, by role. At most `most` edges; the rest is counted. */
export function mermaidOf(map: DataMap, most = 80): string {
  const edges = new Map<string, number>();
  const nodes = new Map<string, string>();
  const id = (kind: string, text: string): string => {
    const key = `${kind}:${text}`;
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const made = `${kind}${nodes.size}`;
    nodes.set(key, made);
    lines.push(`  ${made}["${text.replace(/["\\\]<>&#;`]/g, ' ')}"]`);
    return made;
  };
  const lines: string[] = [];
  let left = 0;
  for (const { category, role, holder } of map.entries) {
    const key = `${category}\0${role}\0${holder}`;
    if (edges.has(key) || edges.size < most) edges.set(key, (edges.get(key) ?? 0) + 1);
    else left++;
  }
  const arrows = [...edges].map(([key, count]) => {
    const [category, role, holder] = key.split('\0');
    return `  ${id('c', categoryTitles[category as PersonalCategory])} -->|${role}${count > 1 ? ` ×${count}` : ''}| ${id('h', holder)}`;
  });
  return [
    'flowchart LR',
    ...lines,
    ...arrows,
    ...(left > 0 ? [`  %% ${left} more entries are in the table`] : []),
  ].join('\n');
}
