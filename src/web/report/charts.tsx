/** Charts: risk by area, trend, severities. Each can be clicked, tabbed to and read aloud. */
import { filters, model, setFilter, severityOrder, visible } from './state.ts';

export const openFindings = model.findings.filter(({ status }) => status === 'open');

/** Bars by scanner family, stacked by severity; a click filters. */
export function RiskByArea() {
  const areas = [...new Set(openFindings.map(({ scanner }) => scanner))].sort();
  const most = Math.max(1, ...areas.map((area) => openFindings.filter(({ scanner }) => scanner === area).length));
  if (areas.length === 0) return <Empty text="No open finding." />;
  return (
    <div class="bars">
      {areas.map((area) => {
        const own = openFindings.filter(({ scanner }) => scanner === area);
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

/** Open findings over time, severities on top of each other; drawn only when a history was given. */
export function Trend() {
  const points = model.trend;
  if (points.length < 2) return <Empty text="One scan so far: the trend appears with the next one." />;
  const width = 640;
  const height = 220;
  const totals = points.map(({ counts }) => Object.values(counts).reduce((sum, count) => sum + count, 0));
  const most = Math.max(1, ...totals);
  const x = (index: number) => 40 + (index * (width - 96)) / (points.length - 1);
  const y = (count: number) => height - 24 - (count * (height - 40)) / most;
  const below = points.map(() => 0);
  const layers = [...severityOrder].reverse().map((severity) => {
    const bottom = [...below];
    points.forEach(({ counts }, index) => {
      below[index] = (below[index] ?? 0) + (counts[severity] ?? 0);
    });
    const top = below.map((count, index) => `${x(index)},${y(count)}`);
    const back = bottom.map((count, index) => `${x(index)},${y(count)}`).reverse();
    return {
      severity,
      outline: [...top, ...back].join(' '),
      empty: below.every((count, index) => count === bottom[index]),
    };
  });
  return (
    <figure class="trend-chart">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Open findings: ${totals[0]} on ${points[0]?.date}, ${totals.at(-1)} on ${points.at(-1)?.date}`}
      >
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line class="grid" x1="40" x2={width - 56} y1={y(part * most)} y2={y(part * most)} />
            <text class="axis" x="34" y={y(part * most) + 4} text-anchor="end">
              {Math.round(part * most).toLocaleString('en')}
            </text>
          </g>
        ))}
        {layers
          .filter(({ empty }) => !empty)
          .map(({ severity, outline }) => (
            <polygon key={severity} class={`area fill-${severity}`} points={outline} />
          ))}
        <text class="axis now" x={width - 50} y={y(totals.at(-1) ?? 0) + 4}>
          {(totals.at(-1) ?? 0).toLocaleString('en')}
        </text>
        <text class="axis" x="40" y={height - 6}>
          {points[0]?.date}
        </text>
        <text class="axis" x={width - 56} y={height - 6} text-anchor="end">
          {points.at(-1)?.date}
        </text>
      </svg>
    </figure>
  );
}

/** Tiles with the number of visible findings by severity; a click filters. */
export function SeverityTiles() {
  const counts = new Map<string, number>();
  for (const finding of filters.value.severity ? openFindings : visible.value)
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
