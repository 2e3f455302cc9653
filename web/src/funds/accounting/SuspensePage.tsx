import { App, Button, Segmented } from "antd";
import { useCallback, useState } from "react";
import { Link, useNavigate } from "react-router";
import type {
  SuspenseAge,
  SuspenseImport,
  SuspensePage as SuspenseList,
  SuspenseSettled,
  SuspenseView,
  VoucherRef,
} from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { fundText } from "../../kernel/funds";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { Amount } from "../../ui/Amount";
import { DescriptionList } from "../../ui/DescriptionList";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { RowProblems } from "../../ui/RowProblems";
import { StatusTag } from "../../ui/StatusTag";
import { TableDrop } from "../../ui/TableDrop";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { fundFilter } from "../../ui/table/filters";
import type { ListAdapter } from "../../ui/table/rows";
import { suspenseStates, ticketAddress } from "./suspense";

const path = "/api/accounting/suspense";

const columns: readonly Column<SuspenseView>[] = [
  {
    key: "ticket",
    title: "票号",
    kind: "text",
    width: 150,
    frozen: true,
    value: ({ row }) => row.ticket,
    render: ({ row }) => <Link to={ticketAddress(row.id)}>{row.ticket}</Link>,
  },
  { key: "division", title: "区划", kind: "text", width: 120, value: ({ row }) => row.divisionName },
  { key: "fund", title: "险种", kind: "text", width: 130, value: ({ row }) => fundText(row.fund) },
  { key: "since", title: "到账日期", kind: "date", value: ({ row }) => row.since },
  { key: "days", title: "账龄（天）", kind: "count", width: 100, value: ({ days }) => days },
  { key: "amount", title: "国库划款", kind: "amount", total: true, value: ({ row }) => row.amount },
  { key: "agency", title: "经办明细", kind: "amount", value: ({ row }) => row.agencyTotal },
  { key: "tax", title: "税务明细", kind: "amount", value: ({ row }) => row.taxTotal },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 100,
    value: ({ row }) => suspenseStates[row.state]?.text ?? row.state,
    render: ({ row }) => (
      <StatusTag tone={row.isRefused ? "bad" : (suspenseStates[row.state]?.tone ?? "neutral")}>
        {suspenseStates[row.state]?.text ?? row.state}
      </StatusTag>
    ),
  },
  {
    key: "reasons",
    title: "未结转原因",
    kind: "text",
    width: 320,
    value: ({ row }) => row.reasons.map((reason) => reason.text).join("；"),
  },
  { key: "booked", title: "入账凭证", kind: "text", width: 130, ...voucherCell(({ row }) => row.booked) },
  { key: "cleared", title: "结转凭证", kind: "text", width: 130, ...voucherCell(({ row }) => row.cleared) },
];

function voucherCell(of: (view: SuspenseView) => VoucherRef | undefined) {
  return {
    value: (view: SuspenseView) => of(view)?.number,
    render: (view: SuspenseView) => {
      const voucher = of(view);
      return voucher === undefined ? null : (
        <Link to={`/accounting/vouchers/${voucher.book}/${voucher.voucher}`}>{voucher.number}</Link>
      );
    },
  };
}

const adapter: ListAdapter = {
  query: ({ q, ...others }) => ({ ...others, ticket: q }),
  totals: (page) => {
    const { amount } = (page ?? {}) as Partial<SuspenseList>;
    return amount === undefined ? undefined : { amount };
  },
};

const filters = [
  {
    key: "state",
    label: "状态",
    kind: "choice" as const,
    single: true,
    options: [
      ...Object.entries(suspenseStates).map(([value, { text }]) => ({ value, label: text })),
      { value: "all", label: "全部" },
    ],
  },
  {
    key: "age",
    label: "账龄",
    kind: "choice" as const,
    single: true,
    options: [
      { value: "30", label: "30天以内" },
      { value: "60", label: "31–60天" },
      { value: "90", label: "61–90天" },
      { value: "over", label: "90天以上" },
    ],
  },
  fundFilter("fund", true),
];

/** What the treasury paid in before its detail is known, until agency's and tax bureau's detail agree with it. */
export function SuspensePage() {
  const [division] = useDivision();
  const navigate = useNavigate();
  const mayWork = useMay("voucher.prepare");
  const all = useRemote<SuspenseList>(path, { division, limit: 1 });
  return (
    <Page title="待转社会保险费" fill actions={<DivisionSwitch />}>
      {mayWork ? <Work division={division} /> : null}
      <RemoteView remote={all} rows={1}>
        {({ open, ages, asOf }) => <Ages open={open} ages={ages} asOf={asOf} />}
      </RemoteView>
      <DataTable
        id="suspense"
        name="待转社会保险费"
        path={`${path}?division=${division}`}
        adapter={adapter}
        columns={columns}
        rowKey={({ row }) => row.id}
        filters={filters}
        searchHint="票号"
        onOpen={({ row }) => void navigate(ticketAddress(row.id))}
        empty={{
          title: "没有待结转的国库划款",
          next: "导入国库划款后先记入“待转社会保险费”；经办和税务明细都与划款一致时自动结转为收入。",
        }}
      />
    </Page>
  );
}

function Ages({ open, ages, asOf }: { open: SuspenseList["open"]; ages: readonly SuspenseAge[]; asOf: string }) {
  return (
    <section className="sf-panel" aria-label="账龄">
      <DescriptionList
        items={[
          { label: "待结转合计", value: <Amount value={open} strong /> },
          { label: "截至", value: asOf },
          ...ages.map((age) => ({
            label: age.name,
            value: (
              <>
                <Amount value={age.amount} strong={age.count > 0} /> <span className="sf-muted">{age.count} 笔</span>
              </>
            ),
          })),
        ]}
      />
    </section>
  );
}

type Source = "transfers" | "agency" | "tax" | "agencyEmployers" | "taxEmployers";

const employerColumns =
  "区划、险种、票号、属期、统一社会信用代码、单位名称、人数、单位缴费（元）、个人缴费（元）；按票号、属期合计须与征缴明细一致";

const sources: Record<Source, { text: string; columns: string; path: string; query: Record<string, string> }> = {
  transfers: {
    text: "国库划款",
    columns: "区划、险种、日期、凭证号、金额（元）、银行账号",
    path: `${path}/transfers`,
    query: {},
  },
  agency: {
    text: "经办征缴明细",
    columns: "区划、险种、属期、票号、单位缴费（元）、个人缴费（元）",
    path: `${path}/details`,
    query: { source: "agency" },
  },
  tax: {
    text: "税务征缴明细",
    columns: "区划、险种、属期、票号、单位缴费（元）、个人缴费（元）",
    path: `${path}/details`,
    query: { source: "tax" },
  },
  agencyEmployers: {
    text: "经办单位明细",
    columns: employerColumns,
    path: `${path}/employers`,
    query: { source: "agency" },
  },
  taxEmployers: { text: "税务单位明细", columns: employerColumns, path: `${path}/employers`, query: { source: "tax" } },
};

/** The three tables that come in, and trying again what the books refused. */
function Work({ division }: { division: string }) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [source, setSource] = useState<Source>("transfers");
  const [report, setReport] = useState<SuspenseImport>();
  const send = useCallback(
    (body: { division: string }, intent: Intent) => command<SuspenseSettled>(`${path}/settle`, body, { intent }),
    [],
  );
  const { running, run } = useCommand(send);
  const settle = async () => {
    const done = await run({ division });
    if (done?.kind !== "done") return;
    const { tried, booked, cleared } = done.value;
    refresh(path);
    void message.info(tried === 0 ? "没有需要重试的划款" : `重试 ${tried} 笔，入账 ${booked}，结转 ${cleared}`);
  };
  const chosen = sources[source];
  return (
    <details className="sf-panel">
      <summary>导入国库划款、经办和税务明细</summary>
      <div className="sf-stack" style={{ marginTop: 8 }}>
        <div className="sf-row">
          <Segmented
            aria-label="导入内容"
            value={source}
            onChange={setSource}
            options={(Object.keys(sources) as Source[]).map((value) => ({ value, label: sources[value].text }))}
          />
          <Button onClick={settle} loading={running.state === "running"}>
            重试未入账的
          </Button>
        </div>
        <p className="sf-muted">{`列：${chosen.columns}。同一文件重复导入不会重复记账。`}</p>
        <TableDrop<SuspenseImport>
          key={source}
          path={chosen.path}
          query={chosen.query}
          what={chosen.text}
          onDone={(done) => {
            setReport(done);
            refresh(path);
          }}
        />
        {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
        {report === undefined ? null : <Report report={report} />}
      </div>
    </details>
  );
}

function Report({ report }: { report: SuspenseImport }) {
  const { rows, imported, unchanged, booked, cleared, problems } = report;
  return (
    <section className="sf-stack" aria-label="导入结果">
      <div className="sf-row" role="status">
        <StatusTag tone={problems.length > 0 ? "warn" : "good"}>
          {problems.length > 0 ? `有 ${problems.length} 处错误` : "导入完成"}
        </StatusTag>
        <span>{`共 ${rows} 行：新导入 ${imported}，没有变化 ${unchanged}；入账 ${booked} 笔，结转 ${cleared} 笔。`}</span>
      </div>
      <RowProblems id="suspense-problems" problems={problems} />
    </section>
  );
}
