import "../../../ui/PaperPage.css";
import "./Ledgers.css";
import { PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import type { Page } from "../../../kernel/api";
import { get } from "../../../kernel/api";
import { useParameter } from "../../../kernel/parameter";
import { dayAt } from "../../../kernel/period";
import { remote } from "../../../kernel/problem";
import { Amount } from "../../../ui/Amount";
import { EmptyState } from "../../../ui/EmptyState";
import { RemoteView } from "../../../ui/RemoteView";
import type { Column } from "../../../ui/table/columns";
import { alignOf, cellText } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import type { Totals } from "../../../ui/table/foot";
import { totalsOf } from "../../../ui/table/foot";
import type { ListAdapter } from "../../../ui/table/rows";
import { fetchAllRows } from "../../../ui/table/rows";
import { UnitProvider } from "../../../ui/unit";

export type Heading = {
  /** 明细账. */
  title: string;
  /** What the next is: 账套 unless said. */
  owner?: string;
  book: string;
  /** 1001 银行存款. */
  subject?: string | undefined;
  range: string;
};

type BookSheetProps<Row> = {
  id: string;
  heading: Heading;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  path?: string;
  adapter?: ListAdapter;
  rows?: readonly Row[];
  open?: (row: Row) => string | undefined;
  empty: { title: string; next: string };
  /** Scrolls within this many rows; absent: takes the height that is left. */
  maxRows?: number;
  /** Over the rows, on the screen and on paper. */
  sums?: ReactNode;
};

/** More rows than a bundle of paper holds are for a file. */
const paperRowsMax = 2_000;

/** Whether the page shows the book as it goes on paper; kept in the address. */
export function usePaper(): readonly [boolean, (paper: boolean) => void] {
  const [paper, choose] = useParameter("paper");
  return [paper === "1", (next) => choose(next ? "1" : undefined)] as const;
}

type PaperActionsProps = {
  back?: string;
  /** What stands beside the way onto paper. */
  children?: ReactNode;
};

/** The way onto paper, and from there to the printer and back. */
export function PaperActions({ back = "返回", children }: PaperActionsProps) {
  const [paper, choose] = usePaper();
  return paper ? (
    <>
      <Button onClick={() => choose(false)}>{back}</Button>
      <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
        打印
      </Button>
    </>
  ) : (
    <>
      {children}
      <Button icon={<PrinterOutlined />} onClick={() => choose(true)}>
        打印版式
      </Button>
    </>
  );
}

/** A book as a list on the screen, or on paper. */
export function BookSheet<Row>(props: BookSheetProps<Row>) {
  const navigate = useNavigate();
  const [paper] = usePaper();
  if (paper) return props.rows === undefined ? <FetchedPaper {...props} /> : <Paper {...props} rows={props.rows} />;
  const { id, heading, columns, rowKey, path, adapter, rows, open, empty } = props;
  return (
    <>
      {props.sums}
      <DataTable
        id={id}
        name={[heading.title, heading.subject, heading.range].filter(Boolean).join(" ")}
        columns={columns}
        rowKey={rowKey}
        {...(path === undefined ? {} : { path })}
        {...(adapter === undefined ? {} : { adapter })}
        {...(rows === undefined ? {} : { rows })}
        {...(props.maxRows === undefined ? {} : { maxRows: props.maxRows })}
        onOpen={(row) => {
          const to = open?.(row);
          if (to !== undefined) void navigate(to);
        }}
        empty={empty}
      />
    </>
  );
}

function FetchedPaper<Row>(props: BookSheetProps<Row>) {
  const { path = "", adapter } = props;
  const query = useQuery({
    queryKey: ["paper", path],
    queryFn: async ({ signal }) => {
      const head = await get<Page<Row>>(path, { limit: 1 }, signal);
      const rows = head.total > paperRowsMax ? [] : await fetchAllRows<Row>(path, {}, () => undefined, signal, adapter);
      return { rows, total: head.total, totals: adapter?.totals?.(head) as Totals | undefined };
    },
  });
  return (
    <RemoteView remote={remote(query)} rows={10}>
      {({ rows, total, totals }) =>
        total > paperRowsMax ? (
          <EmptyState
            title={`共 ${total.toLocaleString()} 行，一次最多打印 ${paperRowsMax.toLocaleString()} 行`}
            next="请缩小期间后分次打印，或在列表中导出为文件。"
          />
        ) : (
          <Paper {...props} rows={rows} totals={totals} />
        )
      }
    </RemoteView>
  );
}

type PaperProps<Row> = BookSheetProps<Row> & { rows: readonly Row[]; totals?: Totals | undefined };

function Paper<Row>({ heading, columns, rowKey, rows, totals, sums }: PaperProps<Row>) {
  const shown = columns.filter((column) => column.hidden !== true);
  const all = totals ?? totalsOf(columns, rows);
  const hasTotals = shown.some((column) => all[column.key] !== undefined);
  return (
    <UnitProvider unit="yuan">
      <article className="sf-panel sf-paper sf-book-paper" aria-label={heading.title}>
        <h2>{heading.title}</h2>
        <div className="sf-paper-line">
          <span>
            {heading.owner ?? "账套"}：{heading.book}
          </span>
          {heading.subject === undefined ? null : <span>{heading.subject}</span>}
          <span>{heading.range}</span>
          <span>单位：元</span>
        </div>
        {sums}
        <table className="sf-paper-table">
          <thead>
            <tr>
              {shown.map((column) => (
                <th key={column.key} scope="col" className={alignOf(column) === "right" ? "sf-right" : ""}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)}>
                {shown.map((column) => (
                  <td key={column.key} className={paperLook(column)}>
                    {column.kind === "amount" ? (
                      <PaperAmount column={column} row={row} />
                    ) : (
                      cellText(column, row, "yuan")
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {hasTotals ? (
            <tfoot>
              <tr>
                {shown.map((column, index) => (
                  <td key={column.key} className={alignOf(column) === "right" ? "sf-right" : ""}>
                    {all[column.key] === undefined ? index === 0 ? "合计" : null : <Amount value={all[column.key]} />}
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
        <div className="sf-paper-line">
          <span>共 {rows.length.toLocaleString()} 行</span>
          <span>会计主管：　　　　　　</span>
          <span>复核：　　　　　　</span>
          <span>打印日期：{dayAt(new Date())}</span>
        </div>
      </article>
    </UnitProvider>
  );
}

/** Short texts stay on one line. */
function paperLook<Row>(column: Column<Row>): string {
  if (alignOf(column) === "right") return "sf-right sf-nowrap";
  return column.kind === "date" || (column.width ?? narrow_px) < narrow_px ? "sf-nowrap" : "";
}

const narrow_px = 160;

/** Zero turnover is left blank, as books are kept. */
function PaperAmount<Row>({ column, row }: { column: Extract<Column<Row>, { kind: "amount" }>; row: Row }) {
  const value = column.value(row);
  return value === undefined || value === null || value === 0 ? null : <Amount value={value} />;
}
