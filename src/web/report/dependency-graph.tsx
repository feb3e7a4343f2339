/** How vulnerable packages get in: the chains of all of them as one graph, the project on the left. */
import type { HtmlFinding } from '../../reports/html-model.ts';
import { Empty, openFindings } from './charts.tsx';
import { current, selected, severityOrder } from './state.ts';

const mostPackages = 14;
const pathsPerPackage = 4;
const nodeWidth = 128;
const nodeHeight = 22;
const columnStep = 160;
const rowStep = 32;

interface GraphNode {
  readonly name: string;
  column: number;
  row: number;
  /** Worst severity of its own findings; absent for packages that only lead there. */
  worst?: string;
  /** Its first finding. */
  finding?: string;
}

interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: readonly (readonly [string, string])[];
  readonly columns: number;
  readonly rows: number;
}

const withPaths = openFindings.filter(({ paths }) => paths !== undefined && paths.length > 0);
const graph = layOut(withPaths);

export const hasDependencies = withPaths.length > 0;

/** A click on a package shows its finding; the chosen finding's chains stand out. */
export function DependencyGraph() {
  if (graph.nodes.size === 0) return <Empty text="No vulnerable dependency." />;
  const chosen = new Set(
    (current.value?.paths ?? []).flatMap((path) => path.slice(1).map((name, index) => `${path[index]}\0${name}`)),
  );
  const width = (graph.columns - 1) * columnStep + nodeWidth + 8;
  const height = graph.rows * rowStep + 8;
  const placeOf = ({ column, row }: GraphNode) => ({ x: 4 + column * columnStep, y: 4 + row * rowStep });
  return (
    <figure class="graph">
      <svg
        class={graph.columns > 5 ? 'wide' : ''}
        viewBox={`0 0 ${Math.max(width, 560)} ${height}`}
        width={width}
        height={height}
        aria-label="Ways of vulnerable packages"
      >
        {graph.edges.map(([from, to]) => {
          const a = graph.nodes.get(from);
          const b = graph.nodes.get(to);
          if (!a || !b) return null;
          const start = placeOf(a);
          const end = placeOf(b);
          const x1 = start.x + nodeWidth;
          const y1 = start.y + nodeHeight / 2;
          const y2 = end.y + nodeHeight / 2;
          const bend = (end.x - x1) / 2;
          const tone = chosen.size === 0 ? '' : chosen.has(`${from}\0${to}`) ? ' on-path' : ' off-path';
          return (
            <path
              key={`${from} ${to}`}
              class={`edge${tone}`}
              d={`M${x1},${y1} C${x1 + bend},${y1} ${end.x - bend},${y2} ${end.x},${y2}`}
            />
          );
        })}
        {[...graph.nodes.values()].map((node) => (
          <Package key={node.name} node={node} {...placeOf(node)} />
        ))}
      </svg>
      {withPaths.length > graph.nodes.size && <figcaption>The most urgent packages are drawn.</figcaption>}
    </figure>
  );
}

function Package({ node, x, y }: { readonly node: GraphNode; readonly x: number; readonly y: number }) {
  const text = node.name.length > 18 ? `${node.name.slice(0, 17)}…` : node.name;
  const shape = (
    <>
      <title>{node.worst === undefined ? node.name : `${node.name}: worst ${node.worst}`}</title>
      <rect
        class={node.worst === undefined ? 'plain-node' : `fill-${node.worst}`}
        width={nodeWidth}
        height={nodeHeight}
        rx="5"
      />
      <text x="8" y="15" class={node.worst === undefined ? '' : 'on-fill'}>
        {text}
      </text>
    </>
  );
  const { finding } = node;
  if (finding === undefined) return <g transform={`translate(${x},${y})`}>{shape}</g>;
  const choose = () => {
    selected.value = finding;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG group cannot be a button element.
    <g
      role="button"
      tabindex={0}
      class="vulnerable-node"
      aria-label={`${node.name}, worst ${node.worst}`}
      onClick={choose}
      onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && choose()}
      transform={`translate(${x},${y})`}
    >
      {shape}
    </g>
  );
}

/** Columns by the longest chain to a package, rows in the order in which packages are met. */
function layOut(findings: readonly HtmlFinding[]): Graph {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, readonly [string, string]>();
  const drawn = new Set<string>();
  for (const finding of findings) {
    const name = finding.paths?.[0]?.at(-1) ?? '';
    if (!drawn.has(name) && drawn.size === mostPackages) continue;
    drawn.add(name);
    for (const path of finding.paths?.slice(0, pathsPerPackage) ?? []) {
      for (const [index, step] of path.entries()) {
        const node = nodes.get(step) ?? { name: step, column: 0, row: 0 };
        nodes.set(step, node);
        node.column = Math.max(node.column, index);
        const before = path[index - 1];
        if (before !== undefined && before !== step) edges.set(`${before}\0${step}`, [before, step]);
      }
    }
    const node = nodes.get(name);
    if (!node) continue;
    node.finding ??= finding.id;
    const order = severityOrder as readonly string[];
    if (node.worst === undefined || order.indexOf(finding.severity) < order.indexOf(node.worst))
      node.worst = finding.severity;
  }
  const columns = 1 + Math.max(0, ...[...nodes.values()].map(({ column }) => column));
  let rows = 1;
  for (let column = 0; column < columns; column++) {
    const own = [...nodes.values()].filter((node) => node.column === column);
    const parents = (node: GraphNode) =>
      [...edges.values()].flatMap(([from, to]) => (to === node.name ? (nodes.get(from)?.row ?? 0) : []));
    const middle = (node: GraphNode) => {
      const list = parents(node);
      return list.length === 0 ? 0 : list.reduce((sum, row) => sum + row, 0) / list.length;
    };
    const ordered = own.map((node) => ({ node, at: middle(node) })).sort((a, b) => a.at - b.at);
    let next = 0;
    for (const { node, at } of ordered) {
      node.row = Math.max(next, Math.floor(at));
      next = node.row + 1;
    }
    rows = Math.max(rows, next);
  }
  return { nodes, edges: [...edges.values()], columns, rows };
}
