/** The HTML report's page: summary first, charts, then the findings. */
import { type ComponentChildren, render } from 'preact';
import { useEffect } from 'preact/hooks';
import { RiskByArea, SeverityTiles, Trend } from './charts.tsx';
import { DependencyGraph, hasDependencies } from './dependency-graph.tsx';
import { Detail } from './detail.tsx';
import { FindingList } from './list.tsx';
import {
  type Filters,
  filters,
  type Grouping,
  grouping,
  groupings,
  model,
  moveSelection,
  noFilters,
  selected,
  setFilter,
  valuesOf,
  visible,
} from './state.ts';
import { Treemap } from './treemap.tsx';

function App() {
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <header class="top">
        <div>
          <p class="brand">Theriac</p>
          <h1>{model.project}</h1>
          <p class="meta">
            {model.date} · version {model.version}
            {model.gate && <span class={model.gate.passed ? 'gate passed' : 'gate failed'}>{model.gate.sentence}</span>}
            {model.incomplete && <span class="gate incomplete">Incomplete: not everything could be looked at</span>}
          </p>
        </div>
        <button type="button" class="theme" onClick={toggleTheme} aria-label="Switch between light and dark">
          Light / dark
        </button>
      </header>
      <main>
        <section class="summary" aria-label="Summary">
          <div>
            <h2>What was looked at</h2>
            <p>{model.summary.lookedAt}</p>
          </div>
          <div>
            <h2>What matters most</h2>
            <p>{model.summary.matters}</p>
          </div>
          <div>
            <h2>What to do first</h2>
            {model.summary.first.length === 0 ? (
              <p>Nothing is open.</p>
            ) : (
              <ol>
                {model.summary.first.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ol>
            )}
          </div>
          <div>
            <h2>What was not looked at</h2>
            <p>{model.summary.notLookedAt}</p>
          </div>
        </section>
        <SeverityTiles />
        <section class="charts">
          <div>
            <Chart title="Risk by area">
              <RiskByArea />
            </Chart>
            {model.trend.length > 0 && (
              <Chart title="Trend of open findings">
                <Trend />
              </Chart>
            )}
          </div>
          <div>
            <Chart title="Risk by folder">
              <Treemap />
            </Chart>
            {hasDependencies && (
              <Chart title="How vulnerable packages get in">
                <DependencyGraph />
              </Chart>
            )}
          </div>
        </section>
        <FilterBar />
        <div class="findings">
          <FindingList />
          <Detail />
        </div>
        <Issues />
        <PrintList />
      </main>
      <dialog id="keys">
        <h2>Keys</h2>
        <ul>
          <li>j, k – next, previous finding</li>
          <li>/ – search</li>
          <li>g – group by the next criterion</li>
          <li>Escape – clear search and filters</li>
          <li>? – this list</li>
        </ul>
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </dialog>
    </>
  );
}

function Chart({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="chart">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** `open` is there even when nothing is: the list starts with it. */
function statusValues(): readonly (readonly [string, number])[] {
  const values = valuesOf(({ status }) => [status]);
  return values.some(([value]) => value === 'open') ? values : [['open', 0], ...values];
}

const selects: readonly {
  readonly name: keyof Filters;
  readonly label: string;
  readonly values: readonly (readonly [string, number])[];
}[] = [
  { name: 'status', label: 'Status', values: statusValues() },
  { name: 'severity', label: 'Severity', values: valuesOf(({ severity }) => [severity]) },
  { name: 'scanner', label: 'Area', values: valuesOf(({ scanner }) => [scanner]) },
  { name: 'confidence', label: 'Confidence', values: valuesOf(({ confidence }) => [confidence]) },
  { name: 'context', label: 'Code', values: valuesOf(({ context }) => [context]) },
  { name: 'rule', label: 'Rule', values: valuesOf(({ rule }) => [rule]) },
  { name: 'cwe', label: 'CWE', values: valuesOf(({ cwe }) => cwe) },
];

function FilterBar() {
  const f = filters.value;
  return (
    <section class="filters" aria-label="Filters">
      <input
        id="search"
        type="search"
        placeholder="Search message, rule, path, fingerprint"
        aria-label="Search"
        value={f.search}
        onInput={(event) => setFilter('search', event.currentTarget.value)}
      />
      {selects.map(({ name, label, values }) => (
        <label key={name}>
          {label}
          <select value={f[name]} onChange={(event) => setFilter(name, event.currentTarget.value)}>
            <option value="">all</option>
            {values.map(([value, count]) => (
              <option key={value} value={value}>{`${value} (${count})`}</option>
            ))}
          </select>
        </label>
      ))}
      <label>
        Group by
        <select
          value={grouping.value}
          onChange={(event) => {
            grouping.value = event.currentTarget.value as Grouping;
          }}
        >
          {groupings.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p class="count" role="status">
        {visible.value.length.toLocaleString('en')} of {model.findings.length.toLocaleString('en')} findings
        {f.folder && (
          <button type="button" class="link" onClick={() => setFilter('folder', '')}>
            {`in ${f.folder} ×`}
          </button>
        )}
      </p>
    </section>
  );
}

function Issues() {
  if (model.issues.length === 0) return null;
  return (
    <section class="issues">
      <h2>Not looked at, and notes</h2>
      <ul>
        {model.issues.slice(0, 200).map((issue, index) => (
          <li key={`${issue.message}${index}`} class={issue.incomplete ? 'missed' : ''}>
            {issue.path && <code>{issue.line === undefined ? issue.path : `${issue.path}:${issue.line}`}</code>}{' '}
            {issue.message}
          </li>
        ))}
      </ul>
      {model.issues.length > 200 && <p>and {model.issues.length - 200} more in the JSON report</p>}
    </section>
  );
}

/** Paper has no scrolling: the first 200 visible findings as a plain list, shown only in print. */
function PrintList() {
  return (
    <section class="print-only" aria-hidden="true">
      <h2>Findings</h2>
      <ul>
        {visible.value.slice(0, 200).map((finding, index) => (
          <li key={finding.id + index}>
            <strong>{finding.severity}</strong> {model.rules[finding.rule] ?? finding.rule} – {finding.place.path}:
            {finding.place.line}. {finding.message}
          </li>
        ))}
      </ul>
      {visible.value.length > 200 && <p>and {visible.value.length - 200} more</p>}
    </section>
  );
}

function onKey(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.key === 'Escape') {
    filters.value = noFilters;
    target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
  const action: Record<string, () => void> = {
    j: () => moveSelection(1),
    ArrowDown: () => moveSelection(1),
    k: () => moveSelection(-1),
    ArrowUp: () => moveSelection(-1),
    '/': () => document.getElementById('search')?.focus(),
    g: () => {
      grouping.value = groupings[(groupings.indexOf(grouping.value) + 1) % groupings.length] ?? 'rank';
    },
    '?': () => (document.getElementById('keys') as HTMLDialogElement).showModal(),
  };
  const run = action[event.key];
  if (!run) return;
  if (event.key.startsWith('Arrow') && !target.closest('.list') && target !== document.body) return;
  event.preventDefault();
  run();
}

function toggleTheme(): void {
  const dark = document.documentElement.dataset['theme']
    ? document.documentElement.dataset['theme'] === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset['theme'] = dark ? 'light' : 'dark';
}

if (model.findings[0]) selected.value = model.findings.find(({ status }) => status === 'open')?.id ?? '';
const root = document.getElementById('app');
if (root) {
  root.textContent = '';
  render(<App />, root);
}
