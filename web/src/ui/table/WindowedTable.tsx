import "./DataTable.css";
import { useState } from "react";
import { usePreference } from "../../kernel/preferences";
import { Amount } from "../Amount";
import { EmptyState } from "../EmptyState";
import { ProblemView } from "../ProblemView";
import { useShownUnit } from "../unit";
import { ColumnsPanel } from "./ColumnsPanel";
import type { Column } from "./columns";
import { alignOf, arrange, headText, moved, readLayout } from "./columns";
import { FilterBar } from "./FilterBar";
import type { Filter } from "./filters";
import { useCriteria } from "./filters";
import { Grid } from "./Grid";
import { RowCell } from "./RowCell";
import type { ListAdapter } from "./rows";
import { useWindowedRows } from "./rows";

type WindowedTableProps<Row> = {
  id: string;
  name: string;
  columns: readonly Column<Row>[];
  /** Answers {items, total, totals?} to ?offset=&limit=. */
  path: string;
  filters?: readonly Filter[];
  searchHint?: string;
  maxRows?: number;
  /** Where the list differs from the convention; stable, or it is read again. */
  adapter?: ListAdapter;
  /** Enter or double click. */
  onOpen?: (row: Row) => void;
};

/** A list of 100,000 rows and more, such as the payees of one request: only the part in view is fetched and drawn. */
export function WindowedTable<Row>(props: WindowedTableProps<Row>) {
  const { columns, filters = [] } = props;
  const unit = useShownUnit();
  const [criteria, change] = useCriteria(["q", ...filters.map((filter) => filter.key)]);
  const [layout, setLayout] = usePreference(`table:${props.id}`, readLayout);
  const [active, setActive] = useState(-1);
  const { row, total, totals, problem, reload, onView } = useWindowedRows<Row>(props.path, criteria, props.adapter);
  const placed = arrange(columns, layout).filter((one) => one.visible);
  const cell = (index: number, key: string) => {
    const [value, column] = [row(index), columns.find((one) => one.key === key)];
    return value === undefined || column === undefined ? undefined : <RowCell column={column} row={value} />;
  };
  const foot = (key: string) => {
    const amount = totals?.[key];
    if (amount !== undefined) return <Amount value={amount} />;
    return key === placed[0]?.column.key ? "合计" : null;
  };
  return (
    <section className={props.maxRows === undefined ? "sf-table sf-table-fill" : "sf-table"} aria-label={props.name}>
      <div className="sf-table-bar sf-no-print">
        <FilterBar filters={filters} criteria={criteria} onChange={change} searchHint={props.searchHint} />
        <ColumnsPanel columns={columns} layout={layout} onChange={setLayout} />
      </div>
      {problem && <ProblemView problem={problem} retry={reload} inline={total !== undefined} />}
      {total === 0 ? <EmptyState title={`没有${props.name}`} next="请检查筛选条件。" /> : null}
      {total === 0 || (total === undefined && problem) ? null : (
        <Grid
          label={props.name}
          columns={placed.map((one) => ({
            key: one.column.key,
            title: headText(one.column, unit),
            width: one.width,
            frozen: one.frozen,
            align: alignOf(one.column),
          }))}
          rowCount={total ?? 12}
          rowKey={String}
          cell={cell}
          foot={totals ? foot : undefined}
          maxRows={props.maxRows}
          active={active}
          onActive={setActive}
          onOpen={(index) => {
            const opened = row(index);
            if (opened !== undefined) props.onOpen?.(opened);
          }}
          onView={onView}
          onWidth={(key, width) => setLayout({ ...layout, widths: { ...layout.widths, [key]: width } })}
          onMove={(key, before) => setLayout(moved(columns, layout, key, before))}
        />
      )}
      {total === undefined ? null : (
        <div className="sf-table-count" role="status">
          共 <b>{total.toLocaleString()}</b> 条
        </div>
      )}
    </section>
  );
}
