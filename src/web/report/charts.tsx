/** Charts: risk by area, directory treemap, trend. Each is an SVG that can be clicked, tabbed to and read aloud. */
import { type HierarchyRectangularNode, hierarchy, treemap } from 'd3-hierarchy';
import type { HtmlFinding } from '../../reports/html-model.ts';
import { filters, model, setFilter, severityOrder, visible } from './state.ts';

const open = model.findings.filter(({ status }) => status === 'open');

/** Bars by scanner family, stacked by severity; a click filters. */
export function RiskByArea() {
  const areas = [...new Set(open.map(({ scanner }) => scanner))].sort();
  const most = Math.max(1, ...areas.map((area) => open.filter(({ scanner }) => scanner === area).length));
  if (areas.length === 0) return <Empty text="No open finding." />;
  return (
    <div class="bars">
      {areas.map((area) => {
        const own = open.filter(({ scanner }) => scanner === area);
        const counts = severityOrder
          .map((severity) => ({ severity, count: own.filter((finding) => finding.severity === severity).length }))
          .filter(({ count }) => count > 0);
        const words = counts.map(({ severity, count }) => `${count} ${severity}`).join(', ');
        return (
          <button
            type="button"
            key={area}
            class="bar"
            aria-label={`${area}: ${words}`}
            aria-pressed={filters.value.scanner === area}
            onClick={() => setFilter('scanner', filters.value.scanner === area ? '' : area)}
          >
            <span class="bar-name">{area}</span>
            <svg class="bar-track" viewBox="0 0 1000 18" preserveAspectRatio="none" aria-hidden="true">
              <Stack counts={counts} scale={1000 / most} />
            </svg>
            <span class="bar-count">{own.length.toLocaleString('en')}</span>
          </button>
        );
      })}
    </div>
  );
}

function Stack({
  counts,
  scale,
}: {
  readonly counts: readonly { severity: string; count: number }[];
  readonly scale: number;
}) {
  let x = 0;
  return (
    <>
      {counts.map(({ severity, count }) => {
        const width = count * scale;
        const rect = (
          <rect key={severity} class={`fill-${severity}`} x={x} width={Math.max(width - 2, 1)} height="18" />
        );
        x += width;
        return rect;
      })}
    </>
  );
}

interface Folder {
  readonly name: string;
  readonly path: string;
  readonly score: number;
  readonly worst: string;
  readonly count: number;
  readonly children: readonly Folder[];
}

/** Folders by summed risk, coloured by their worst severity; a click looks into the folder. */
export function Treemap() {
  const base = filters.value.folder;
  const inside = open.filter(({ place }) => base === '' || place.path.startsWith(`${base}/`) || place.path === base);
  const tree = folderTree(inside, base);
  if (tree.children.length === 0) return <Empty text="Nothing to draw in this folder." />;
  const width = 640;
  const height = 260;
  const root = treemap<Folder>().size([width, height]).paddingInner(3).round(true)(
    hierarchy(tree)
      .sum((folder) => (folder.children.length === 0 ? Math.max(folder.score, 1) : 0))
      .sort((a, b) => (b.value ?? 0) - (a.value ?? 0)),
  );
  return (
    <figure class="treemap">
      <figcaption>
        {base === '' ? 'All folders' : base}
        {base !== '' && (
          <button
            type="button"
            class="link"
            onClick={() => setFilter('folder', base.includes('/') ? base.slice(0, base.lastIndexOf('/')) : '')}
          >
            Up
          </button>
        )}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-label="Risk by folder">
        {root.leaves().map((leaf) => (
          <Tile key={leaf.data.path} leaf={leaf} />
        ))}
      </svg>
    </figure>
  );
}

function Tile({ leaf }: { readonly leaf: HierarchyRectangularNode<Folder> }) {
  const { data } = leaf;
  const width = leaf.x1 - leaf.x0;
  const height = leaf.y1 - leaf.y0;
  const enter = () => setFilter('folder', data.path);
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG group cannot be a button element.
    <g
      role="button"
      tabIndex={0}
      aria-label={`${data.path}: ${data.count} findings, worst ${data.worst}`}
      onClick={enter}
      onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && enter()}
      transform={`translate(${leaf.x0},${leaf.y0})`}
    >
      <title>{`${data.path} – ${data.count} findings, worst ${data.worst}`}</title>
      <rect class={`fill-${data.worst}`} width={width} height={height} rx="3" />
      {width > 60 && height > 20 && (
        <text x="6" y="15" class={`on-${data.worst}`}>
          {data.name.length > width / 7 ? `${data.name.slice(0, Math.max(1, Math.floor(width / 7) - 1))}…` : data.name}
        </text>
      )}
      {width > 60 && height > 36 && (
        <text x="6" y="30" class={`small on-${data.worst}`}>
          {data.count}
        </text>
      )}
    </g>
  );
}

/** One level below `base`: folders and files, each with what lies under it. */
function folderTree(findings: readonly HtmlFinding[], base: string): Folder {
  const groups = new Map<string, HtmlFinding[]>();
  for (const finding of findings) {
    const rest = base === '' ? finding.place.path : finding.place.path.slice(base.length + 1);
    const name = rest.split('/')[0] || finding.place.path;
    const group = groups.get(name);
    if (group) group.push(finding);
    else groups.set(name, [finding]);
  }
  const children = [...groups].map(([name, group]) => {
    const path = base === '' || name === base ? name : `${base}/${name}`;
    return { name, path, ...totals(group), children: [] };
  });
  return { name: base, path: base, ...totals(findings), children };
}

function totals(findings: readonly HtmlFinding[]): { score: number; worst: string; count: number } {
  const score = findings.reduce((sum, finding) => sum + finding.score, 0);
  const worst = severityOrder.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'info';
  return { score, worst, count: findings.length };
}

/** Open findings over time, one line a severity; drawn only when a history was given. */
export function Trend() {
  const points = model.trend;
  if (points.length < 2) return <Empty text="No history was given: the trend appears once earlier scans are known." />;
  const width = 640;
  const height = 200;
  const most = Math.max(1, ...points.flatMap(({ counts }) => Object.values(counts)));
  const x = (index: number) => 36 + (index * (width - 48)) / (points.length - 1);
  const y = (count: number) => height - 24 - (count * (height - 40)) / most;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`Open findings from ${points[0]?.date} to ${points.at(-1)?.date}`}
    >
      {[0, 0.5, 1].map((part) => (
        <g key={part}>
          <line class="grid" x1="36" x2={width - 12} y1={y(part * most)} y2={y(part * most)} />
          <text class="axis" x="30" y={y(part * most) + 4} text-anchor="end">
            {Math.round(part * most)}
          </text>
        </g>
      ))}
      {severityOrder.map((severity) => (
        <polyline
          key={severity}
          class={`trend stroke-${severity}`}
          points={points.map(({ counts }, index) => `${x(index)},${y(counts[severity] ?? 0)}`).join(' ')}
        />
      ))}
      <text class="axis" x="36" y={height - 6}>
        {points[0]?.date}
      </text>
      <text class="axis" x={width - 12} y={height - 6} text-anchor="end">
        {points.at(-1)?.date}
      </text>
    </svg>
  );
}

/** Tiles with the number of visible findings by severity; a click filters. */
export function SeverityTiles() {
  const counts = new Map<string, number>();
  for (const finding of filters.value.severity ? open : visible.value)
    counts.set(finding.severity, (counts.get(finding.severity) ?? 0) + 1);
  return (
    <div class="tiles">
      {severityOrder.map((severity) => (
        <button
          type="button"
          key={severity}
          class={`tile tile-${severity}`}
          aria-pressed={filters.value.severity === severity}
          onClick={() => setFilter('severity', filters.value.severity === severity ? '' : severity)}
        >
          <strong>{(counts.get(severity) ?? 0).toLocaleString('en')}</strong>
          <span>{severity}</span>
        </button>
      ))}
    </div>
  );
}

export function Empty({ text }: { readonly text: string }) {
  return <p class="empty">{text}</p>;
}
