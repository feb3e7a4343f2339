/** Where the risk is: folders and what they hold, two levels at a time. Area is risk, colour the worst severity. */
import { type HierarchyRectangularNode, hierarchy, treemap } from 'd3-hierarchy';
import type { ComponentChildren } from 'preact';
import type { HtmlFinding } from '../../reports/html-model.ts';
import { Empty, openFindings } from './charts.tsx';
import { filters, setFilter, severityOrder } from './state.ts';

interface Folder {
  readonly name: string;
  readonly path: string;
  readonly score: number;
  readonly worst: string;
  readonly count: number;
  readonly children: readonly Folder[];
}

const width = 640;
const height = 300;
const header = 20;
const mostChildren = 30;

/** A click looks into the folder. */
export function Treemap() {
  const base = filters.value.folder;
  const inside = openFindings.filter(
    ({ place }) => base === '' || place.path.startsWith(`${base}/`) || place.path === base,
  );
  const tree = folderTree(inside, base, 2);
  if (tree.children.length === 0) return <Empty text="Nothing to draw in this folder." />;
  const root = treemap<Folder>()
    .size([width, height])
    .paddingInner(2)
    .paddingOuter((node) => (node.depth === 1 ? 2 : 0))
    // After the outer padding, which sets all four sides.
    .paddingTop((node) => (node.depth === 1 && node.children ? header : 0))
    .round(true)(
    hierarchy(tree)
      .sum((folder) => (folder.children.length === 0 ? Math.max(folder.score, 1) : 0))
      .sort((a, b) => (b.value ?? 0) - (a.value ?? 0)),
  );
  return (
    <figure class="treemap">
      <figcaption>
        <span>{base === '' ? 'All folders' : base}</span>
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
        {(root.children ?? []).map((group) => (
          <Group key={group.data.path} group={group} />
        ))}
      </svg>
      <Legend />
    </figure>
  );
}

function Group({ group }: { readonly group: HierarchyRectangularNode<Folder> }) {
  if (!group.children) return <Tile tile={group} />;
  const { data, x0, x1, y0, y1 } = group;
  return (
    <>
      <Area folder={data} x={x0} y={y0} width={x1 - x0} height={y1 - y0} kind="group-area">
        <Label text={`${data.name}/  ${data.count}`} width={x1 - x0} height={header} />
      </Area>
      {group.children.map((tile) => (
        <Tile key={tile.data.path} tile={tile} />
      ))}
    </>
  );
}

function Tile({ tile }: { readonly tile: HierarchyRectangularNode<Folder> }) {
  const { data, x0, x1, y0, y1 } = tile;
  return (
    <Area folder={data} x={x0} y={y0} width={x1 - x0} height={y1 - y0} kind={`fill-${data.worst}`}>
      <Label text={data.name} width={x1 - x0} height={y1 - y0} tone="on-fill" />
      {y1 - y0 > 38 && x1 - x0 > 44 && (
        <text x="6" y="30" class="small on-fill">
          {data.count}
        </text>
      )}
    </Area>
  );
}

interface AreaProps {
  readonly folder: Folder;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: string;
  readonly children: ComponentChildren;
}

function Area({ folder, x, y, width: w, height: h, kind, children }: AreaProps) {
  const words = `${folder.path}: ${folder.count} ${folder.count === 1 ? 'finding' : 'findings'}, worst ${folder.worst}`;
  const enter = () => setFilter('folder', folder.path);
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG group cannot be a button element.
    <g
      role="button"
      tabindex={0}
      aria-label={words}
      onClick={enter}
      onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && enter()}
      transform={`translate(${x},${y})`}
    >
      <title>{words}</title>
      <rect class={kind} width={Math.max(0, w)} height={Math.max(0, h)} rx="3" />
      {children}
    </g>
  );
}

/** What fits of a name. */
function Label({
  text,
  width: w,
  height: h,
  tone = '',
}: {
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly tone?: string;
}) {
  const room = Math.floor((w - 10) / 7);
  if (room < 3 || h < 18) return null;
  return (
    <text x="6" y="15" class={tone}>
      {text.length > room ? `${text.slice(0, room - 1)}…` : text}
    </text>
  );
}

export function Legend() {
  return (
    <p class="legend">
      {severityOrder.map((severity) => (
        <span key={severity}>
          <span class={`dot fill-bg-${severity}`} /> {severity}
        </span>
      ))}
    </p>
  );
}

/** `levels` below `base`; the least risky of many are drawn as one. */
function folderTree(findings: readonly HtmlFinding[], base: string, levels: number): Folder {
  const groups = new Map<string, HtmlFinding[]>();
  for (const finding of findings) {
    const rest = base === '' ? finding.place.path : finding.place.path.slice(base.length + 1);
    const name = rest.split('/')[0] ?? '';
    if (name === '') continue;
    const group = groups.get(name);
    if (group) group.push(finding);
    else groups.set(name, [finding]);
  }
  const children = [...groups].map(([name, group]): Folder => {
    const path = base === '' ? name : `${base}/${name}`;
    if (levels > 1) return folderTree(group, path, levels - 1);
    return { name, path, ...totals(group), children: [] };
  });
  children.sort((a, b) => b.score - a.score);
  const rest = children.splice(mostChildren);
  if (rest.length > 0) {
    const score = rest.reduce((sum, one) => sum + one.score, 0);
    const count = rest.reduce((sum, one) => sum + one.count, 0);
    const worst = severityOrder.find((severity) => rest.some((one) => one.worst === severity)) ?? 'info';
    children.push({ name: `${rest.length} more`, path: base, score, count, worst, children: [] });
  }
  return { name: base.slice(base.lastIndexOf('/') + 1), path: base, ...totals(findings), children };
}

function totals(findings: readonly HtmlFinding[]): { score: number; worst: string; count: number } {
  const score = findings.reduce((sum, finding) => sum + finding.score, 0);
  const worst = severityOrder.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'info';
  return { score, worst, count: findings.length };
}
