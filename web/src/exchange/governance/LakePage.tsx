import "./Lake.css";
import { Segmented, Select } from "antd";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import type { LakeCell, TableLine } from "../../api/generated/types";
import { funds } from "../../kernel/funds";
import { grouped } from "../../kernel/group";
import { fen, yuan } from "../../kernel/money";
import { useParameter } from "../../kernel/parameter";
import type { Period } from "../../kernel/period";
import { monthOf, periodAt, periodText, plusMonths, timeText, yearOf } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { sourcesOf } from "../catalog/catalog";
import { tableKey } from "../ingestion/detail/details";
import type { MatrixCell, MatrixRow } from "./lake";
import { lakePath, matrixOf, monthsBetween, periodOr, shortCount } from "./lake";
import { MonthSpan } from "./MonthSpan";

/** What the lake holds: a cell a table and month, and what is missing. */
export function LakePage() {
  const now = periodAt(new Date());
  const [division] = useDivision();
  const [fund] = useParameter("fund");
  const [fromText] = useParameter("from");
  const [toText] = useParameter("to");
  const [from, to] = [periodOr(fromText, plusMonths(now, -12)), periodOr(toText, now)];
  const one = funds.find(({ id }) => id === fund)?.id;
  const lake = useRemote<LakeCell[]>(lakePath, { division, fund: one, from, to });
  const tables = useRemote<TableLine[]>("/api/catalog/tables");
  return (
    <Page title="数据湖" meta="各表各月入库行数" actions={<DivisionSwitch />}>
      <RemoteView remote={tables} rows={12}>
        {(lines) => (
          <>
            <Controls tables={lines} from={from} to={to} />
            <RemoteView remote={lake} rows={12}>
              {(cells) => <Matrix tables={lines} cells={cells} from={from} to={to} now={now} />}
            </RemoteView>
          </>
        )}
      </RemoteView>
    </Page>
  );
}

function Controls({ tables, from, to }: { tables: readonly TableLine[]; from: Period; to: Period }) {
  const [fund, setFund] = useParameter("fund");
  const [all, setAll] = useParameter("all");
  const [, setFrom] = useParameter("from");
  const [, setTo] = useParameter("to");
  return (
    <div className="sf-row">
      <Select
        aria-label="险种或部门"
        style={{ width: 150 }}
        value={fund ?? ""}
        onChange={(value) => setFund(value === "" ? undefined : value)}
        options={[{ value: "", label: "全部来源" }, ...sourcesOf(tables)]}
      />
      <MonthSpan from={from} to={to} onFrom={setFrom} onTo={setTo} />
      <Segmented
        aria-label="显示哪些表"
        value={all ?? "0"}
        onChange={(value) => setAll(value === "0" ? undefined : value)}
        options={[
          { value: "0", label: "有数据的表" },
          { value: "1", label: "全部表" },
        ]}
      />
      <span className="sf-grow" />
      <Legend />
    </div>
  );
}

function Legend() {
  return (
    <ul className="sf-lake-legend sf-small sf-muted" aria-label="图例">
      <li>
        少
        {[1, 2, 3, 4, 5].map((heat) => (
          <span key={heat} className="sf-lake-swatch" data-heat={heat} />
        ))}
        多
      </li>
      <li>
        <b className="sf-lake-fewer">▼</b> 比上月少一半以上
      </li>
      <li>
        <b className="sf-lake-late">迟</b> 上月未到
      </li>
      <li>
        <b className="sf-lake-missing">缺</b> 应有而无
      </li>
    </ul>
  );
}

type MatrixProps = {
  tables: readonly TableLine[];
  cells: readonly LakeCell[];
  from: Period;
  to: Period;
  now: Period;
};

function Matrix({ tables, cells, from, to, now }: MatrixProps) {
  const [fund] = useParameter("fund");
  const [all] = useParameter("all");
  const months = useMemo(() => monthsBetween(from, to), [from, to]);
  const groups = useMemo(() => {
    const rows = matrixOf(
      tables.filter((table) => fund === undefined || table.source === fund),
      cells,
      months,
      now,
    );
    return grouped(
      rows.filter((row) => all === "1" || row.rows > 0),
      (row) => row.sourceName,
    );
  }, [tables, cells, months, now, fund, all]);
  if (groups.size === 0) {
    return (
      <EmptyState
        title="这段时间还没有明细数据入库"
        next="经办机构、税务报送的明细通过校验后，会按表和月份出现在这里。"
        action={<Link to="/exchange/details">查看明细接收</Link>}
      />
    );
  }
  return (
    <section className="sf-panel sf-lake" aria-label="表与月份">
      <table>
        <thead>
          <tr>
            <th scope="col">数据表</th>
            {months.map((month) => (
              <th key={month} scope="col" title={periodText(month)}>
                {monthOf(month) === 1 || month === months[0] ? <small>{yearOf(month)}年</small> : null}
                {monthOf(month)}月
              </th>
            ))}
            <th scope="col">合计行数</th>
          </tr>
        </thead>
        {[...groups].map(([id, rows]) => (
          <tbody key={id}>
            <tr>
              <th scope="rowgroup" colSpan={months.length + 2}>
                {id}
                <span className="sf-muted"> {rows.length} 张表</span>
              </th>
            </tr>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function Row({ row }: { row: MatrixRow }) {
  return (
    <tr>
      <th scope="row">
        <span className="sf-lake-name" title={row.name}>
          {row.name}
        </span>
        {row.missing === 0 ? null : <span className="sf-lake-gaps">缺 {row.missing} 个月</span>}
      </th>
      {row.cells.map((cell) => (
        <td key={cell.period} data-heat={cell.heat} data-state={cell.state}>
          <Cell row={row} cell={cell} />
        </td>
      ))}
      <td className="sf-right">{row.rows === 0 ? "" : row.rows.toLocaleString("zh-CN")}</td>
    </tr>
  );
}

/** The cell leads to its figures and keeps the division and the span for the way back. */
function Cell({ row, cell: { period, state, cell } }: { row: MatrixRow; cell: MatrixCell }) {
  const [parameters] = useSearchParams();
  if (state === "missing") return <span title={`${periodText(period)}应有而无`}>缺</span>;
  if (state === "awaited") return <span title={`${periodText(period)}尚未收到`}>迟</span>;
  if (cell === undefined) return null;
  const next = new URLSearchParams({ from: period, to: period });
  const division = parameters.get("division");
  if (division !== null) next.set("division", division);
  if (parameters.size > 0) next.set("back", parameters.toString());
  const facts = [
    `${row.name} ${periodText(period)}`,
    `${cell.rows.toLocaleString("zh-CN")} 行，${yuan(fen(cell.fen))} 元，${cell.batches} 个批次`,
    `最近入库 ${timeText(cell.lastAt)}`,
    ...(state === "fewer" ? ["比上一次少一半以上"] : []),
  ];
  return (
    <Link to={`/exchange/lake/${tableKey(row.id)}?${next.toString()}`} title={facts.join("\n")}>
      {state === "fewer" ? <span aria-hidden="true">▼</span> : null}
      {shortCount(cell.rows)}
      <span className="sf-sr">
        {" "}
        行，{row.name}，{periodText(period)}
      </span>
    </Link>
  );
}
