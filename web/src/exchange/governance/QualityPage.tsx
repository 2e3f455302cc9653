import "./Lake.css";
import { useMemo } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { QualityMonth, QualityRow, TableLine } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { parsePeriod, periodText } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import type { ChartSeries } from "../../ui/Chart";
import { Chart } from "../../ui/Chart";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import type { Criteria, Filter } from "../../ui/table/filters";
import { fundFilter } from "../../ui/table/filters";
import { detailAddress } from "../ingestion/detail/details";
import { percentText } from "../ingestion/detail/states";
import { CrossRules, QualityParts } from "../reconciliation/CrossRules";
import { axisFrom, measures, qualityPath } from "./quality";

/** How good what came is: a score a sender, table and month, worst first, with the way to the reasons. */
export function QualityPage() {
  const [partText, setPart] = useParameter("part");
  const part = partText === "cross" ? "cross" : "scores";
  return (
    <Page
      title="数据质量"
      meta="每次报送、每张表一个得分"
      fill
      actions={<DivisionSwitch />}
      hints={[["enter", "打开"]]}
    >
      <QualityParts part={part} onPart={(next) => setPart(next === "scores" ? undefined : next)} />
      {part === "cross" ? <CrossRules /> : <Scores />}
    </Page>
  );
}

function Scores() {
  const navigate = useNavigate();
  const [division] = useDivision();
  const tables = useRemote<TableLine[]>("/api/catalog/tables");
  const filters = useMemo(() => filtersOf(tables.state === "ready" ? tables.value : []), [tables]);
  return (
    <>
      <Trend division={division} />
      <DataTable
        id="quality"
        name="质量得分"
        path={`${qualityPath}?division=${division}`}
        adapter={adapter}
        columns={columns}
        rowKey={(row) => `${row.batch} ${row.table}`}
        filters={filters}
        onOpen={(row) => void navigate(detailAddress(row.batch, row.table))}
        empty={{ title: "还没有可评价的数据", next: "明细数据接收后，这里按报送单位、表和月份给出得分。" }}
      />
    </>
  );
}

/** Worst first unless newest first is chosen. */
const adapter = {
  query: ({ sort, ...criteria }: Criteria) => ({ ...criteria, ...(sort === "-at" ? {} : { sort: "score" }) }),
};

function filtersOf(tables: readonly TableLine[]): Filter[] {
  const nodes = tables.map((table) => ({ value: table.id, label: `${table.sourceName} ${table.name}` }));
  return [
    fundFilter("fund", true),
    { key: "table", label: "数据表", kind: "tree", nodes },
    { key: "period", label: "期别", kind: "period" },
    { key: "sender", label: "报送单位编号", kind: "text", placeholder: "例如 630100SB" },
  ];
}

/** The months of a year, of what the list is narrowed to. */
function Trend({ division }: { division: string }) {
  const [parameters] = useSearchParams();
  const pick = (key: string) => parameters.get(key) ?? undefined;
  const months = useRemote<QualityMonth[]>(`${qualityPath}/months`, {
    division,
    fund: pick("fund"),
    table: pick("table"),
    sender: pick("sender"),
  });
  const points = useMemo(() => (months.state === "ready" ? months.value : []), [months]);
  const from = useMemo(() => axisFrom(points.flatMap((point) => measures.map(({ key }) => point[key]))), [points]);
  const categories = useMemo(() => points.map((point) => monthText(point.period)), [points]);
  const series = useMemo(
    () =>
      measures.map(
        ({ key, name }): ChartSeries => ({
          name,
          kind: "line",
          measure: "number",
          unit: "%",
          values: points.map((point) => point[key] / 10),
        }),
      ),
    [points],
  );
  return (
    <RemoteView remote={months} rows={5}>
      {() =>
        points.length === 0 ? null : (
          <section className="sf-panel">
            <Chart
              title="各月得分"
              summary={`最近 ${points.length} 个月的综合、完整性、一致性和准确性得分`}
              categories={categories}
              series={series}
              from={from}
              height={180}
            />
            <p className="sf-muted sf-small">
              完整性：已填单元格占比；一致性：没有提示的入库行占比；准确性：未退回的行占比；综合为三项平均，各月按收到行数加权。
            </p>
          </section>
        )
      }
    </RemoteView>
  );
}

function monthText(text: string): string {
  const month = parsePeriod(text);
  return month === undefined ? text : periodText(month);
}

function score(key: (typeof measures)[number]["key"], name: string): Column<QualityRow> {
  return {
    key,
    title: name,
    kind: "text",
    width: 120,
    value: (row) => percentText(row[key]),
    render: (row) => <Score permille={row[key]} />,
  };
}

function Score({ permille }: { permille: number }) {
  return (
    <span className="sf-score">
      <span className="sf-score-bar" aria-hidden="true">
        <span style={{ width: `${permille / 10}%` }} />
      </span>
      <span className="sf-score-value">{percentText(permille)}</span>
    </span>
  );
}

const columns: readonly Column<QualityRow>[] = [
  {
    key: "tableName",
    title: "数据表",
    kind: "text",
    width: 220,
    frozen: true,
    value: (row) => row.tableName,
    render: (row) => (
      <Link className="sf-cell-text" to={detailAddress(row.batch, row.table)}>
        {row.tableName}
      </Link>
    ),
  },
  ...measures.map(({ key, name }) => score(key, name)),
  { key: "period", title: "期别", kind: "text", width: 110, value: (row) => monthText(row.period) },
  { key: "division", title: "区划", kind: "text", width: 110, value: (row) => divisionText(row.division) },
  { key: "sender", title: "报送单位", kind: "text", width: 200, value: (row) => row.senderName ?? row.sender },
  { key: "fund", title: "险种", kind: "text", width: 120, value: (row) => row.fund && fundText(row.fund) },
  { key: "received", title: "收到行数", kind: "count", width: 90, value: (row) => row.received },
  { key: "returned", title: "退回", kind: "count", width: 70, value: (row) => row.returned },
  { key: "duplicate", title: "重复", kind: "count", width: 70, value: (row) => row.duplicate },
  { key: "noted", title: "有提示", kind: "count", width: 80, value: (row) => row.noted },
  { key: "at", title: "收到时间", kind: "time", sortable: true, value: (row) => row.at },
];
