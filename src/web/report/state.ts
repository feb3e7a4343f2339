/** The page's state: the model, filters, selection; everything else is computed from these. */
import { computed, signal } from '@preact/signals';
import type { HtmlFinding, HtmlModel } from '../../reports/html-model.ts';

export const severityOrder = ['critical', 'high', 'medium', 'low', 'info'] as const;
export const groupings = ['rank', 'rule', 'file', 'severity'] as const;
export type Grouping = (typeof groupings)[number];

export interface Filters {
  readonly severity: string;
  readonly scanner: string;
  readonly context: string;
  readonly confidence: string;
  readonly status: string;
  readonly rule: string;
  readonly cwe: string;
  /** Path prefix. */
  readonly folder: string;
  readonly search: string;
}

export const noFilters: Filters = {
  severity: '',
  scanner: '',
  context: '',
  confidence: '',
  status: 'open',
  rule: '',
  cwe: '',
  folder: '',
  search: '',
};

export const model: HtmlModel = JSON.parse(document.getElementById('data')?.textContent ?? '{}') as HtmlModel;
export const filters = signal<Filters>(noFilters);
export const grouping = signal<Grouping>('rank');
export const selected = signal<string>('');

/** Lower-cased text each finding is searched by; made once. */
const haystacks = new Map<HtmlFinding, string>(
  model.findings.map((finding) => [
    finding,
    [finding.message, finding.rule, finding.place.path, finding.cwe.join(' '), finding.id].join('\n').toLowerCase(),
  ]),
);

export function setFilter<K extends keyof Filters>(name: K, value: Filters[K]): void {
  filters.value = { ...filters.value, [name]: value };
}

function matches(finding: HtmlFinding, f: Filters, words: readonly string[]): boolean {
  if (f.severity && finding.severity !== f.severity) return false;
  if (f.scanner && finding.scanner !== f.scanner) return false;
  if (f.context && finding.context !== f.context) return false;
  if (f.confidence && finding.confidence !== f.confidence) return false;
  if (f.status === 'open' ? finding.status !== 'open' : f.status && finding.status !== f.status) return false;
  if (f.rule && finding.rule !== f.rule) return false;
  if (f.cwe && !finding.cwe.includes(f.cwe)) return false;
  if (f.folder && finding.place.path !== f.folder && !finding.place.path.startsWith(`${f.folder}/`)) return false;
  const text = haystacks.get(finding) ?? '';
  return words.every((word) => text.includes(word));
}

export const visible = computed<readonly HtmlFinding[]>(() => {
  const f = filters.value;
  const words = f.search.toLowerCase().split(/\s+/).filter(Boolean);
  return model.findings.filter((finding) => matches(finding, f, words));
});

/** A row of the list: a heading of a group, or a finding. */
export type Row =
  | { readonly kind: 'group'; readonly title: string; readonly count: number }
  | { readonly kind: 'finding'; readonly finding: HtmlFinding };

const groupKey: Record<Exclude<Grouping, 'rank'>, (finding: HtmlFinding) => string> = {
  rule: ({ rule }) => rule,
  file: ({ place }) => place.path,
  severity: ({ severity }) => severity,
};

export const rows = computed<readonly Row[]>(() => {
  const findings = visible.value;
  if (grouping.value === 'rank') return findings.map((finding) => ({ kind: 'finding', finding }));
  const keyOf = groupKey[grouping.value];
  const groups = new Map<string, HtmlFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups].flatMap(([title, group]): Row[] => [
    { kind: 'group', title, count: group.length },
    ...group.map((finding): Row => ({ kind: 'finding', finding })),
  ]);
});

export const current = computed<HtmlFinding | undefined>(() => model.findings.find(({ id }) => id === selected.value));

/** Selects the finding `by` places further down (or up). */
export function moveSelection(by: number): void {
  const list = rows.value.flatMap((row) => (row.kind === 'finding' ? [row.finding] : []));
  if (list.length === 0) return;
  const index = list.findIndex(({ id }) => id === selected.value);
  const next = index < 0 ? 0 : Math.min(list.length - 1, Math.max(0, index + by));
  selected.value = list[next]?.id ?? '';
}

/** Values of a field with their counts, most frequent first, among all findings. */
export function valuesOf(field: (finding: HtmlFinding) => readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const finding of model.findings)
    for (const value of field(finding)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
