import "./History.css";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";
import type { HistoryOverview, HistoryTrial, OverviewCell, OverviewRow } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { useParameter } from "../../kernel/parameter";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { FileDrop } from "../../ui/FileDrop";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { historyPath, overviewText, trialStates } from "./history";
import { YearInput } from "./YearInput";

const fileBytesMax = 30 * 1024 * 1024;

/** The migration modules by year, the files on trial, and where the next file goes. */
export function HistoryPage() {
  const [division] = useDivision();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const mayImport = useMay("history.import");
  const [to, setTo] = useParameter("to");
  const overview = useRemote<HistoryOverview>(`${historyPath}overview`, { division, to });
  return (
    <Page
      title="历史数据"
      meta={<Links year={overview.state === "ready" ? overview.value.to : undefined} />}
      actions={<DivisionSwitch />}
      hints={[["enter", "打开"]]}
    >
      {mayImport ? (
        <FileDrop<HistoryTrial>
          path={`${historyPath}trials`}
          query={{ division }}
          accept=".xlsx,.xls,.csv,.txt"
          maxBytes={fileBytesMax}
          hint="历年预算、执行、决算和月报、季报、年报：xlsx、xls、CSV、TXT。先试导入，核对后才计入"
          onDone={(_, answer) => {
            refresh(historyPath);
            if (answer.kind === "done") void navigate(`/exchange/history/trials/${answer.value.id}`);
          }}
        />
      ) : null}
      <Trials division={division} />
      <RemoteView remote={overview} rows={16}>
        {(found) => (
          <>
            <div className="sf-row">
              <YearInput label="截止年度" year={found.to} onChange={(year) => setTo(String(year))} />
              <span className="sf-muted">
                {divisionText(found.division)}，{found.from}—{found.to} 年，{found.waiting} 个文件待导入
              </span>
              <OtherYears overview={found} onChoose={(year) => setTo(String(year))} />
            </div>
            <Matrix overview={found} />
          </>
        )}
      </RemoteView>
    </Page>
  );
}

/** Years with data that the table does not show. */
function OtherYears({ overview, onChoose }: { overview: HistoryOverview; onChoose: (year: number) => void }) {
  const others = overview.filled.filter((year) => year < overview.from || year > overview.to);
  if (others.length === 0) return null;
  return (
    <span className="sf-row sf-tight">
      另有数据：
      {others.map((year) => (
        <Button key={year} type="link" size="small" onClick={() => onChoose(year)}>
          {year}年
        </Button>
      ))}
    </span>
  );
}

function Links({ year }: { year: number | undefined }) {
  return (
    <>
      <Link to={`/exchange/history/query${year === undefined ? "" : `?year=${year}`}`}>查询与核对</Link>
      <Link to="/exchange/history/versions">版本与撤回</Link>
    </>
  );
}

const trialColumns: readonly Column<HistoryTrial>[] = [
  {
    key: "fileName",
    title: "文件",
    kind: "text",
    width: 340,
    value: (row) => row.fileName,
    render: (row) => <Link to={`/exchange/history/trials/${row.id}`}>{row.fileName}</Link>,
  },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 100,
    value: (row) => trialStates[row.state].text,
    render: (row) => <StatusTag tone={trialStates[row.state].tone}>{trialStates[row.state].text}</StatusTag>,
  },
  { key: "division", title: "区划", kind: "text", width: 120, value: (row) => divisionText(row.division) },
  { key: "by", title: "上传人", kind: "text", width: 100, value: (row) => row.byName },
  { key: "at", title: "上传时间", kind: "time", value: (row) => row.at },
  { key: "repeats", title: "重复上传", kind: "count", width: 90, value: (row) => row.repeats },
];

const trialRowsShown = 6;

function Trials({ division }: { division: string }) {
  const navigate = useNavigate();
  return (
    <DataTable
      id="history-trials"
      name="历史数据文件"
      path={`${historyPath}trials?division=${division}`}
      columns={trialColumns}
      rowKey={(row) => row.id}
      maxRows={trialRowsShown}
      onOpen={(row) => void navigate(`/exchange/history/trials/${row.id}`)}
      empty={{ title: "还没有历史数据文件", next: "将历年报表文件拖到上方，或放入收件目录 history/区划代码。" }}
    />
  );
}

const parts = [
  { start: "1-", title: "（一）预决算及执行报表历史数据工程" },
  { start: "2-", title: "（二）人社历史数据工程" },
];

function Matrix({ overview }: { overview: HistoryOverview }) {
  const years = overview.modules[0]?.years.map((cell) => cell.year) ?? [];
  return (
    <section className="sf-panel sf-history-matrix" aria-label="各模块各年度">
      <table>
        <thead>
          <tr>
            <th scope="col">
              迁移模块（{overview.modules.length} 个）
              <Legend />
            </th>
            {years.map((year) => (
              <th key={year} scope="col">
                {year}年
              </th>
            ))}
          </tr>
        </thead>
        {parts.map(({ start, title }) => (
          <tbody key={start}>
            <tr>
              <th scope="rowgroup" colSpan={years.length + 1}>
                {title}
              </th>
            </tr>
            {overview.modules
              .filter((row) => row.number.startsWith(start))
              .map((row) => (
                <Row key={row.number} row={row} />
              ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function Legend() {
  return (
    <span className="sf-muted sf-small">
      {"　"}
      <span className="sf-history-swatch" data-state="whole" />
      齐全{"　"}
      <span className="sf-history-swatch" data-state="part" />
      部分{"　"}
      <span className="sf-history-swatch" />
      没有{"　"}红线：有校验不成立
    </span>
  );
}

function Row({ row }: { row: OverviewRow }) {
  return (
    <tr>
      <th scope="row">
        <span className="sf-history-number">{row.number}</span>
        {row.name}
      </th>
      {row.years.map((cell) => (
        <td key={cell.year} data-state={cell.state} data-failed={cell.failed > 0}>
          <Cell row={row} cell={cell} />
        </td>
      ))}
    </tr>
  );
}

function Cell({ row, cell }: { row: OverviewRow; cell: OverviewCell }) {
  const text = overviewText(row.kind, cell);
  if (text === "") return <span className="sf-sr">没有</span>;
  const facts = [
    `${cell.reports} 份，${cell.regions} 个地区，${cell.figures.toLocaleString("zh-CN")} 个数据`,
    ...(cell.failed > 0 ? [`${cell.failed} 条校验不成立`] : []),
  ];
  return (
    <Link to={addressOf(row, cell.year)} title={facts.join("\n")}>
      {text}
      {cell.failed > 0 ? <span className="sf-sr">，有校验不成立</span> : null}
    </Link>
  );
}

function addressOf(row: OverviewRow, year: number): string {
  if (row.kind === "report") return `/exchange/history/query?module=${row.number}&year=${year}`;
  if (row.kind === "detail") return `/exchange/history/query?view=details&fund=${row.fund ?? ""}&year=${year}`;
  return row.kind === "subjects"
    ? `/exchange/history/query?view=subjects&year=${year}`
    : `/exchange/history/versions?year=${year}`;
}
