import "./DataTable.css";
import { ReloadOutlined } from "@ant-design/icons";
import { Button, Checkbox, Skeleton, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useCallback, useMemo, useState } from "react";
import { exactSum } from "../../kernel/money";
import { usePreference } from "../../kernel/preferences";
import { Amount } from "../Amount";
import { AmountLink } from "../AmountLink";
import { EmptyState } from "../EmptyState";
import { ProblemView } from "../ProblemView";
import { useShownUnit } from "../unit";
import { ColumnsPanel } from "./ColumnsPanel";
import type { Column, Placed } from "./columns";
import { alignOf, arrange, headText, moved, parseSort, readLayout, sorted, sortText } from "./columns";
import { ExportMenu } from "./ExportMenu";
import { FilterBar } from "./FilterBar";
import type { Filter } from "./filters";
import { useCriteria } from "./filters";
import { footedColumn, totalsOf } from "./foot";
import type { GridColumn } from "./Grid";
import { Grid } from "./Grid";
import { RowCell } from "./RowCell";
import type { ListAdapter, Rows } from "./rows";
import { fetchAllRows, usePagedRows } from "./rows";

export type DataTableProps<Row> = {
  /** Stable: what a person chose about this table is remembered under it. */
  id: string;
  /** What the rows are, for the heading of exports and for screen readers: 用款申请. */
  name: string;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** A list on the server, read page by page; its filters, search and sort go along as query values. */
  path?: string;
  /** Where that list differs from the convention; stable, or it is read again. */
  adapter?: ListAdapter;
  /** Or rows that are all here. */
  rows?: readonly Row[];
  filters?: readonly Filter[];
  searchHint?: string;
  /** Enter or double click. */
  onOpen?: (row: Row) => void;
  /** What can be done with the selected rows; also turns selecting on. */
  bulk?: (selected: readonly Row[], clear: () => void) => ReactNode;
  /** When nothing matches and no filter is set: what to do next. */
  empty?: { title: string; next: string; action?: ReactNode };
  /** Scrolls within this many rows; absent: takes the height that its parent leaves. */
  maxRows?: number;
};

const selectKey = "·select";

/** The list of every screen: see the props for what it needs to be told; the rest it knows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, filters = [], rowKey } = props;
  const unit = useShownUnit();
  const [criteria, change] = useCriteria(["q", "sort", ...filters.map((filter) => filter.key)]);
  const [layout, setLayout] = usePreference(`table:${props.id}`, readLayout);
  const [active, setActive] = useState(-1);
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(new Map());
  const sort = parseSort(criteria.sort ?? null);
  const paged = usePagedRows<Row>(props.path, criteria, props.adapter);
  const source = useHere(props, columns, paged, criteria.sort);
  const { rows, total, loadMore } = source;
  const everyRow = rows.length === total;
  const totals = useMemo(
    () => source.totals ?? (everyRow ? totalsOf(columns, rows) : {}),
    [source.totals, everyRow, columns, rows],
  );
  const placed = useMemo(() => arrange(columns, layout).filter((one) => one.visible), [columns, layout]);
  const footedAs = useMemo(
    () => new Map(columns.map((column) => [column.key, footedColumn(column, rows, totals[column.key], unit)] as const)),
    [columns, rows, totals, unit],
  );

  const toggle = (index: number) => {
    const row = rows[index];
    if (row === undefined || props.bulk === undefined) return;
    const next = new Map(selected);
    if (!next.delete(rowKey(row))) next.set(rowKey(row), row);
    setSelected(next);
  };
  const toggleAll = () =>
    setSelected(selected.size === rows.length ? new Map() : new Map(rows.map((row) => [rowKey(row), row] as const)));
  const onView = useCallback(
    (_: number, last: number) => last >= rows.length - 20 && loadMore(),
    [rows.length, loadMore],
  );
  const onSort = (key: string) => change("sort", nextSort(key, sort));
  const cell = (index: number, key: string): ReactNode => {
    const row = rows[index];
    if (row === undefined) return undefined;
    if (key === selectKey) {
      return <SelectBox label="选择本行" checked={selected.has(rowKey(row))} onChange={() => toggle(index)} />;
    }
    const column = columns.find((one) => one.key === key);
    return column && <RowCell column={column} row={row} footedAs={footedAs.get(key)?.[index]} />;
  };

  const gridColumns = placed.map((one): GridColumn => gridColumn(one, headText(one.column, unit), sort));
  if (props.bulk !== undefined) {
    const all = rows.length > 0 && selected.size === rows.length;
    const head = (
      <SelectBox label="选择已载入的全部行" checked={all} some={selected.size > 0 && !all} onChange={toggleAll} />
    );
    gridColumns.unshift({ key: selectKey, title: "", head, width: 40, frozen: true, align: "left" });
  }
  const hasFoot = rows.length > 0 && placed.some(({ column }) => totals[column.key] !== undefined);
  const foot = (key: string): ReactNode => {
    const amount = totals[key];
    const column = columns.find((one) => one.key === key);
    if (amount !== undefined) {
      return <AmountLink to={column?.kind === "amount" ? column.totalTo : undefined} value={amount} />;
    }
    return key === placed[0]?.column.key ? "合计" : null;
  };
  const shownColumns = placed.map((one) => one.column);
  const allRows = (onProgress: (done: number, total: number) => void) =>
    props.path === undefined
      ? Promise.resolve(rows)
      : fetchAllRows<Row>(props.path, criteria, onProgress, new AbortController().signal, props.adapter);

  return (
    <section className={props.maxRows === undefined ? "sf-table sf-table-fill" : "sf-table"} aria-label={props.name}>
      <div className="sf-table-bar sf-no-print">
        <FilterBar filters={filters} criteria={criteria} onChange={change} searchHint={props.searchHint} />
        {props.path === undefined ? null : (
          <Tooltip title="刷新">
            <Button type="text" aria-label="刷新" icon={<ReloadOutlined />} onClick={source.reload} />
          </Tooltip>
        )}
        <ColumnsPanel columns={columns} layout={layout} onChange={setLayout} />
        <ExportMenu name={props.name} columns={shownColumns} unit={unit} allRows={allRows} />
      </div>
      {selected.size === 0 || props.bulk === undefined ? null : (
        <div className="sf-table-bulk sf-no-print">
          <span>
            已选 <b>{selected.size.toLocaleString()}</b> 条
            <SelectedSum columns={columns} rows={[...selected.values()]} />
          </span>
          {props.bulk([...selected.values()], () => setSelected(new Map()))}
          <Button type="text" onClick={() => setSelected(new Map())}>
            取消选择
          </Button>
        </div>
      )}
      {source.problem && (
        <ProblemView problem={source.problem} retry={source.reload} inline={source.state === "ready"} />
      )}
      {source.state === "loading" ? <TableSkeleton /> : null}
      {source.state === "ready" && total === 0 ? (
        <Nothing {...props} filtered={Object.keys(criteria).length > 0} />
      ) : null}
      {source.state === "ready" && total > 0 ? (
        <Grid
          label={props.name}
          columns={gridColumns}
          rowCount={rows.length}
          rowKey={(index) => keyAt(rows, rowKey, index)}
          cell={cell}
          foot={hasFoot ? foot : undefined}
          maxRows={props.maxRows}
          active={Math.min(active, rows.length - 1)}
          onActive={setActive}
          onOpen={(index) => rows[index] !== undefined && props.onOpen?.(rows[index])}
          onSelect={toggle}
          isSelected={props.bulk && ((index) => selected.has(keyAt(rows, rowKey, index)))}
          onView={onView}
          onWidth={(key, width) => setLayout({ ...layout, widths: { ...layout.widths, [key]: width } })}
          onMove={(key, before) => before !== selectKey && setLayout(moved(columns, layout, key, before))}
          onSort={onSort}
          sortable={new Set(columns.filter((column) => column.sortable).map((column) => column.key))}
        />
      ) : null}
      {source.state === "ready" ? (
        <div className="sf-table-count" role="status">
          共 <b>{total.toLocaleString()}</b> 条
          {everyRow ? null : `，已载入 ${rows.length.toLocaleString()} 条，向下滚动继续载入`}
        </div>
      ) : null}
    </section>
  );
}

/** Rows that are all here look like a list that has been read to its end. */
function useHere<Row>(
  props: DataTableProps<Row>,
  columns: readonly Column<Row>[],
  paged: Rows<Row>,
  sort: string | undefined,
): Rows<Row> {
  const here = props.rows;
  const rows = useMemo(() => here && sorted(here, columns, parseSort(sort ?? null)), [here, columns, sort]);
  if (rows === undefined) return paged;
  const nothing = () => undefined;
  return {
    state: "ready",
    rows,
    total: rows.length,
    totals: undefined,
    more: false,
    loadMore: nothing,
    reload: nothing,
  };
}

function gridColumn<Row>(placed: Placed<Row>, title: string, sort: ReturnType<typeof parseSort>): GridColumn {
  const { column, width, frozen } = placed;
  const direction = sort?.descending ? "descending" : "ascending";
  return {
    key: column.key,
    title,
    width,
    frozen,
    align: alignOf(column),
    sort: sort?.key === column.key ? direction : undefined,
  };
}

/** Ascending, then descending, then as the server orders. */
function nextSort(key: string, sort: ReturnType<typeof parseSort>): string | undefined {
  if (sort?.key !== key) return sortText({ key, descending: false });
  return sort.descending ? undefined : sortText({ key, descending: true });
}

function keyAt<Row>(rows: readonly Row[], rowKey: (row: Row) => string, index: number): string {
  const row = rows[index];
  return row === undefined ? `#${index}` : rowKey(row);
}

function SelectBox(props: { label: string; checked: boolean; some?: boolean; onChange: () => void }) {
  return (
    <Checkbox
      aria-label={props.label}
      tabIndex={-1}
      checked={props.checked}
      indeterminate={props.some ?? false}
      onChange={props.onChange}
    />
  );
}

function SelectedSum<Row>({ columns, rows }: { columns: readonly Column<Row>[]; rows: readonly Row[] }) {
  const column = columns.find((one) => one.kind === "amount" && one.total);
  if (column?.kind !== "amount") return null;
  const total = exactSum(rows.flatMap((row) => column.value(row) ?? []));
  if (total === undefined) return null;
  return (
    <>
      ，{column.title}合计 <Amount value={total} />
    </>
  );
}

function TableSkeleton() {
  return (
    <div className="sf-panel" aria-busy="true">
      <Skeleton active title={false} paragraph={{ rows: 8, width: "100%" }} />
    </div>
  );
}

function Nothing<Row>({ name, empty, filtered }: DataTableProps<Row> & { filtered: boolean }) {
  if (filtered) return <EmptyState title={`没有符合条件的${name}`} next="请去掉部分筛选条件后再试。" />;
  return <EmptyState {...(empty ?? { title: `还没有${name}`, next: "有新数据时会出现在这里。" })} />;
}
