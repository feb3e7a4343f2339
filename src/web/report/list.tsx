/** The list of findings: only the rows on screen exist, so 20,000 findings stay fluid. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { model, type Row, rows, selected } from './state.ts';

const rowHeight = 58;

export function FindingList() {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(640);
  const list = rows.value;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const chosen = selected.value;
  useEffect(() => {
    const element = box.current;
    const index = list.findIndex((row) => row.kind === 'finding' && row.finding.id === chosen);
    if (!element || index < 0) return;
    const y = index * rowHeight;
    if (y < element.scrollTop) element.scrollTop = y;
    else if (y + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = y + rowHeight - element.clientHeight;
  }, [chosen, list]);

  if (list.length === 0) {
    const none = model.findings.length === 0;
    return (
      <div class="list empty-list">
        <p>
          {none
            ? 'This scan reported no finding. See below what was not looked at.'
            : 'No finding matches these filters.'}
        </p>
      </div>
    );
  }
  const first = Math.max(0, Math.floor(top / rowHeight) - 6);
  const last = Math.min(list.length, Math.ceil((top + height) / rowHeight) + 6);
  return (
    <div
      class="list"
      ref={box}
      role="listbox"
      aria-label={`${list.length} rows`}
      tabIndex={0}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <svg class="spacer" width="1" height={list.length * rowHeight} aria-hidden="true" />
      <div class="window">
        <svg class="spacer" width="1" height={first * rowHeight} aria-hidden="true" />
        {list.slice(first, last).map((row, index) => (
          <ListRow
            key={row.kind === 'finding' ? row.finding.id + index : `group ${row.title}`}
            row={row}
            position={first + index + 1}
            size={list.length}
          />
        ))}
      </div>
    </div>
  );
}

function ListRow({ row, position, size }: { readonly row: Row; readonly position: number; readonly size: number }) {
  if (row.kind === 'group') {
    return (
      <div class="row group" role="presentation">
        <strong>{row.title}</strong> <span>{row.count}</span>
      </div>
    );
  }
  const { finding } = row;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard moves the selection for the whole page (keys.ts).
    <div
      class="row"
      role="option"
      tabIndex={-1}
      aria-selected={selected.value === finding.id}
      aria-posinset={position}
      aria-setsize={size}
      onClick={() => {
        selected.value = finding.id;
      }}
    >
      <span class={`dot fill-bg-${finding.severity}`} title={finding.severity} />
      <span class="row-main">
        <span class="row-title">{model.rules[finding.rule] ?? finding.rule}</span>
        <span class="row-place">
          {finding.place.path}:{finding.place.line}
        </span>
      </span>
      <span class="row-side">
        <span class="severity-word">{finding.severity}</span>
        <span class="score" title={finding.why}>
          {finding.score}
        </span>
      </span>
    </div>
  );
}
