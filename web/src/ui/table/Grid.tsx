import "./Grid.css";
import type { KeyboardEvent, ReactNode } from "react";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTypeSize } from "../../kernel/display";

export type GridColumn = {
  key: string;
  title: string;
  head?: ReactNode;
  width: number;
  frozen: boolean;
  align: "left" | "right";
  sort?: "ascending" | "descending" | undefined;
};

type GridProps = {
  label: string;
  columns: readonly GridColumn[];
  /** Rows there are in all; rows that are not loaded yet are drawn as placeholders. */
  rowCount: number;
  rowKey: (index: number) => string;
  /** What stands in one cell; undefined while the row is not loaded. */
  cell: (index: number, column: string) => ReactNode | undefined;
  foot?: ((column: string) => ReactNode) | undefined;
  /** Tall enough for this many rows at most, then scrolls; absent: takes the height that its parent leaves. */
  maxRows?: number | undefined;
  active: number;
  onActive: (index: number) => void;
  onOpen?: ((index: number) => void) | undefined;
  onSelect?: ((index: number) => void) | undefined;
  isSelected?: ((index: number) => boolean) | undefined;
  /** Called with the first and last row in view. */
  onView?: ((first: number, last: number) => void) | undefined;
  onWidth?: ((column: string, width: number) => void) | undefined;
  onMove?: ((column: string, before: string) => void) | undefined;
  onSort?: ((column: string) => void) | undefined;
  sortable?: ReadonlySet<string> | undefined;
};

const overscan = 8;
const narrowest_px = 56;
const unmeasured_px = 560;

/** More than this (about 60 pages) is for a file, not for paper. */
const printedRows = 2_000;

/** Large type is 18 px for 14 px; columns grow with it. Widths are kept as at normal size. */
const largeScale = 18 / 14;

/**
 * A table that draws only the rows in view: any number of rows, frozen columns, a foot that stays, and the keyboard
 * (↑ ↓ PageUp PageDown Home End, Enter opens, space selects). States the ARIA grid roles with the full row count.
 */
export function Grid(props: GridProps) {
  const { rowCount, active, onView } = props;
  const [size] = useTypeSize();
  const row_px = size === "large" ? 44 : 34;
  const scale = size === "large" ? largeScale : 1;
  const columns = props.columns.map((column) => ({ ...column, width: Math.round(column.width * scale) }));
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: unmeasured_px });
  const bars_px = row_px * (props.foot ? 2 : 1);

  const printing = usePrinting();
  const first = printing ? 0 : Math.max(0, Math.floor(view.top / row_px) - overscan);
  const end = printing ? printedRows : Math.ceil((view.top + view.height) / row_px) + overscan;
  const last = Math.min(rowCount, end) - 1;

  useEffect(() => {
    if (last >= first) onView?.(first, last);
  }, [first, last, onView]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = () => setView((old) => ({ top: old.top, height: element.clientHeight || unmeasured_px }));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const show = (index: number) => {
    const element = scroller.current;
    if (!element) return;
    const top = index * row_px;
    const room = element.clientHeight - bars_px;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + row_px > element.scrollTop + room) element.scrollTop = top + row_px - room;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((view.height - bars_px) / row_px) - 1);
    const next = destination(event.key, active, rowCount, page);
    if (next !== undefined) {
      props.onActive(next);
      show(next);
    } else if (event.key === "Enter" && active >= 0) props.onOpen?.(active);
    else if (event.key === " " && active >= 0) props.onSelect?.(active);
    else return;
    event.preventDefault();
  };

  const minWidth = columns.reduce((total, column) => total + column.width, 0);
  const offsets = frozenOffsets(columns);
  const place = (column: GridColumn) => (column.frozen ? { left: offsets.get(column.key) } : undefined);
  const look = (column: GridColumn) => `sf-cell sf-cell-${column.align}${column.frozen ? " sf-cell-frozen" : ""}`;
  // Frozen columns must be exactly as wide as their offsets say, so only the others stretch.
  const tracks = columns.map((c) => (c.frozen ? `${c.width}px` : `minmax(${c.width}px, ${c.width}fr)`)).join(" ");
  const rowStyle = { gridTemplateColumns: tracks, minWidth, height: row_px };
  const maxHeight = props.maxRows === undefined ? undefined : props.maxRows * row_px + bars_px + 2;

  return (
    <div
      ref={scroller}
      className={props.maxRows === undefined ? "sf-grid sf-grid-fill" : "sf-grid"}
      style={maxHeight === undefined ? undefined : { maxHeight }}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length}
      aria-activedescendant={active >= first && active <= last ? `${id}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={(event) => onRow(event.target, props.onActive)}
      onDoubleClick={(event) => onRow(event.target, props.onOpen)}
      onScroll={(event) => {
        const { scrollTop: top, clientHeight: height } = event.currentTarget;
        setView({ top, height });
      }}
    >
      <div role="rowgroup" className="sf-grid-head" style={{ minWidth }}>
        <div role="row" aria-rowindex={1} className="sf-grid-row" style={rowStyle}>
          {columns.map((column) => (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={props.sortable?.has(column.key) ? (column.sort ?? "none") : undefined}
              className={look(column)}
              style={place(column)}
              draggable={props.onMove !== undefined && column.title !== ""}
              onDragStart={(event) => event.dataTransfer.setData("text/sf-column", column.key)}
              onDragOver={(event) => props.onMove && event.preventDefault()}
              onDrop={(event) => {
                const moved = event.dataTransfer.getData("text/sf-column");
                if (moved !== "" && moved !== column.key) props.onMove?.(moved, column.key);
              }}
            >
              <HeadCell column={column} onSort={props.sortable?.has(column.key) ? props.onSort : undefined} />
              {props.onWidth === undefined || column.title === "" ? null : (
                <WidthHandle
                  width={column.width}
                  onWidth={(width) => props.onWidth?.(column.key, Math.round(width / scale))}
                />
              )}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="sf-grid-body" style={{ height: rowCount * row_px, minWidth }}>
        {range(first, last).map((index) => (
          <div
            key={props.rowKey(index)}
            id={`${id}-${index}`}
            role="row"
            aria-rowindex={index + 2}
            aria-selected={props.isSelected ? props.isSelected(index) : undefined}
            className={index === active ? "sf-grid-row sf-grid-row-active" : "sf-grid-row"}
            style={{ ...rowStyle, transform: `translateY(${index * row_px}px)` }}
            data-index={index}
          >
            {columns.map((column) => (
              <div key={column.key} role="gridcell" className={look(column)} style={place(column)}>
                {props.cell(index, column.key) ?? <span className="sf-cell-loading" />}
              </div>
            ))}
          </div>
        ))}
      </div>
      {props.foot === undefined ? null : (
        <div role="rowgroup" className="sf-grid-foot" style={{ minWidth }}>
          <div role="row" className="sf-grid-row" style={rowStyle}>
            {columns.map((column) => (
              <div key={column.key} role="gridcell" className={look(column)} style={place(column)}>
                {props.foot?.(column.key)}
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

/** While the browser prints, the rows out of view are drawn as well. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The browser takes its picture when the event returns, so the rows must be there by then.
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
  return printing;
}

function HeadCell({ column, onSort }: { column: GridColumn; onSort: ((column: string) => void) | undefined }) {
  if (column.head !== undefined) return column.head;
  if (onSort === undefined) return <span className="sf-cell-text">{column.title}</span>;
  const mark = column.sort === undefined ? "" : column.sort === "ascending" ? " ↑" : " ↓";
  return (
    <button type="button" className="sf-sort" onClick={() => onSort(column.key)}>
      {column.title}
      <span aria-hidden="true">{mark}</span>
    </button>
  );
}

/** The right edge of a head cell: drag it, and the column follows. The column panel does the same by keyboard. */
function WidthHandle({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const start = useRef<{ x: number; width: number } | undefined>(undefined);
  return (
    <div
      className="sf-width"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        const from = start.current;
        if (from) onWidth(Math.max(narrowest_px, Math.round(from.width + event.clientX - from.x)));
      }}
      onPointerUp={() => {
        start.current = undefined;
      }}
    />
  );
}

function onRow(target: EventTarget, act: ((index: number) => void) | undefined): void {
  const row = target instanceof Element ? target.closest("[data-index]") : null;
  if (row !== null) act?.(Number(row.getAttribute("data-index")));
}

/** The row that a key leads to; undefined when the key does not move. */
export function destination(key: string, from: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const within = (index: number) => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case "ArrowDown":
      return within(from + 1);
    case "ArrowUp":
      return within(from - 1);
    case "PageDown":
      return within(from + page);
    case "PageUp":
      return within(from - page);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

function frozenOffsets(columns: readonly GridColumn[]): Map<string, number> {
  const offsets = new Map<string, number>();
  let left = 0;
  for (const column of columns) {
    if (!column.frozen) continue;
    offsets.set(column.key, left);
    left += column.width;
  }
  return offsets;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
}
