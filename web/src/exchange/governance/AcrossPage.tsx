import "./Lake.css";
import { Segmented, Select } from "antd";
import { useMemo } from "react";
import { Link } from "react-router";
import type { FundFigure, TableLine } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { fen, unitText } from "../../kernel/money";
import { useParameter } from "../../kernel/parameter";
import type { Period } from "../../kernel/period";
import { parsePeriod, periodAt, periodText } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import type { ChartSeries } from "../../ui/Chart";
import { Chart } from "../../ui/Chart";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { useShownUnit } from "../../ui/unit";
import { tableKey } from "../ingestion/detail/details";
import type { FundRow, Kind, Sum } from "./across";
import { fundMatrix, kindsOf } from "./across";
import { childOf, periodOr, trendOf } from "./lake";
import { MonthSpan } from "./MonthSpan";

/** The same kind of data over all insurances: how much of it each has, month by month or region by region. */
export function AcrossPage() {
  const tables = useRemote<TableLine[]>("/api/catalog/tables");
  return (
    <Page title="各险种对比" meta="同类明细表在各险种的行数和金额" actions={<DivisionSwitch />}>
      <RemoteView remote={tables} rows={10}>
        {(lines) => <Across kinds={kindsOf(lines)} />}
      </RemoteView>
    </Page>
  );
}

type Question = { kind: Kind; division: string; from: Period; to: Period };

function Across({ kinds }: { kinds: readonly Kind[] }) {
  const now = periodAt(new Date());
  const [division] = useDivision();
  const [chosen] = useParameter("kind");
  const [fromText] = useParameter("from");
  const [toText] = useParameter("to");
  const to = periodOr(toText, now);
  const from = periodOr(fromText, trendOf(to));
  const kind = kinds.find(({ id }) => id === chosen) ?? kinds[0];
  const figures = useRemote<FundFigure[]>(kind === undefined ? undefined : `/api/governance/kinds/${kind.id}/figures`, {
    from,
    to,
    division,
  });
  if (kind === undefined) return null;
  const asked = { kind, division, from, to };
  return (
    <>
      <Controls kinds={kinds} asked={asked} />
      <RemoteView remote={figures} rows={10}>
        {(found) => (found.length === 0 ? <Nothing /> : <Figures asked={asked} figures={found} />)}
      </RemoteView>
    </>
  );
}

function Controls({ kinds, asked: { kind, from, to } }: { kinds: readonly Kind[]; asked: Question }) {
  const [, setKind] = useParameter("kind");
  const [, setFrom] = useParameter("from");
  const [, setTo] = useParameter("to");
  const [by, setBy] = useParameter("by");
  const [measure, setMeasure] = useParameter("measure");
  return (
    <div className="sf-row">
      <Select
        aria-label="明细种类"
        style={{ width: 260 }}
        showSearch={{ optionFilterProp: "label" }}
        value={kind.id}
        onChange={setKind}
        options={kinds.map(({ id, name, tables }) => ({ value: id, label: `${name}（${tables.size} 个险种）` }))}
      />
      <MonthSpan from={from} to={to} onFrom={setFrom} onTo={setTo} />
      <Segmented
        aria-label="按什么分列"
        value={by ?? "month"}
        onChange={(value) => setBy(value === "month" ? undefined : value)}
        options={[
          { value: "month", label: "按月份" },
          { value: "region", label: "按地区" },
        ]}
      />
      <Segmented
        aria-label="比较什么"
        value={measure ?? "fen"}
        onChange={(value) => setMeasure(value === "fen" ? undefined : value)}
        options={[
          { value: "fen", label: "金额" },
          { value: "rows", label: "行数" },
        ]}
      />
    </div>
  );
}

function Nothing() {
  return (
    <EmptyState
      title="这段时间各险种都没有这类明细"
      next="换一种明细或放宽月份；各表各月有没有数据见数据湖。"
      action={<Link to="/exchange/lake">查看数据湖</Link>}
    />
  );
}

type FiguresProps = { asked: Question; figures: readonly FundFigure[] };

function Figures({ asked, figures }: FiguresProps) {
  const [by] = useParameter("by");
  const [measure] = useParameter("measure");
  const isRegion = by === "region";
  const isRows = measure === "rows";
  const matrix = useMemo(
    () => fundMatrix(figures, (figure) => (isRegion ? childOf(figure.division, asked.division) : figure.period)),
    [figures, isRegion, asked.division],
  );
  const names = useMemo(() => matrix.rows.map(({ fund }) => fundText(fund)), [matrix]);
  const series = useMemo((): ChartSeries[] => {
    const totals = matrix.rows.map(({ total }) => total);
    return isRows
      ? [{ name: "行数", kind: "bar", measure: "number", unit: "行", values: totals.map(({ rows }) => rows) }]
      : [{ name: "金额", kind: "bar", measure: "money", values: totals.map((total) => fen(total.fen)) }];
  }, [matrix, isRows]);
  return (
    <div className="sf-stack">
      <section className="sf-panel">
        <Chart
          title={asked.kind.name}
          summary={`各险种${asked.kind.name}的${isRows ? "行数" : "金额"}`}
          categories={names}
          series={series}
          height={240}
        />
      </section>
      <FundTable asked={asked} matrix={matrix} isRegion={isRegion} isRows={isRows} />
    </div>
  );
}

type FundTableProps = {
  asked: Question;
  matrix: ReturnType<typeof fundMatrix>;
  isRegion: boolean;
  isRows: boolean;
};

function FundTable({ asked, matrix, isRegion, isRows }: FundTableProps) {
  const unit = useShownUnit();
  const titleOf = (column: string) => {
    if (isRegion) return column === asked.division ? `${divisionText(column)}本级` : divisionText(column);
    const month = parsePeriod(column);
    return month === undefined ? column : periodText(month);
  };
  const rows = [...matrix.rows, { ...matrix.total, fund: "" }];
  return (
    <section className="sf-panel sf-lake sf-across" aria-label={isRegion ? "险种与地区" : "险种与月份"}>
      <table>
        <thead>
          <tr>
            <th scope="col">险种（{isRows ? "行" : unitText[unit]}）</th>
            {matrix.columns.map((column) => (
              <th key={column} scope="col">
                {titleOf(column)}
              </th>
            ))}
            <th scope="col">合计</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.fund}>
              <th scope="row">{row.fund === "" ? "合计" : fundText(row.fund)}</th>
              {matrix.columns.map((column) => (
                <td key={column}>
                  <Cell asked={asked} row={row} column={column} isRegion={isRegion} isRows={isRows} />
                </td>
              ))}
              <td>
                <Figure sum={row.total} isRows={isRows} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type CellProps = { asked: Question; row: FundRow; column: string; isRegion: boolean; isRows: boolean };

/** A cell leads to the table's own page, where its passport is. */
function Cell({ asked, row, column, isRegion, isRows }: CellProps) {
  const sum = row.cells.get(column);
  const table = asked.kind.tables.get(row.fund);
  if (sum === undefined || sum.rows === 0) return null;
  if (table === undefined) return <Figure sum={sum} isRows={isRows} />;
  const span: Record<string, string> = isRegion
    ? { from: asked.from, to: asked.to, at: column }
    : { from: column, to: column };
  const address = new URLSearchParams({ ...span, division: asked.division });
  return (
    <Link to={`/exchange/lake/${tableKey(table)}?${address.toString()}`}>
      <Figure sum={sum} isRows={isRows} />
    </Link>
  );
}

function Figure({ sum, isRows }: { sum: Sum; isRows: boolean }) {
  return isRows ? sum.rows.toLocaleString("zh-CN") : <Amount value={fen(sum.fen)} />;
}
