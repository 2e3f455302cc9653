import { Select } from "antd";
import { useMemo, useState } from "react";
import { Link, useParams } from "react-router";
import type { PersonEntry, PersonLedger, PersonLine, PersonTotal, Unmasked } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { Amount } from "../../ui/Amount";
import { Chart } from "../../ui/Chart";
import { DescriptionList } from "../../ui/DescriptionList";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { BookSheet, PaperActions, usePaper } from "../accounting/ledgers/BookSheet";
import { voucherAddress } from "../expenditure/links";
import { periodName, requestAddress, requestsPath } from "../expenditure/requestList";
import { Unmask } from "../expenditure/Unmask";
import { entryStates, monthNames, paidByMonth, paidSummary, standingPath, yearsOf } from "./standing";
import { YearTotals } from "./YearTotals";

/** 个人台账: what the funds paid to one payee, with every failure and refund, and where each is written. */
export function PersonPage() {
  const { payee = "" } = useParams();
  const [paper] = usePaper();
  const ledger = useRemote<PersonLedger>(`${standingPath}/persons/${encodeURIComponent(payee)}`);
  const name = ledger.state === "ready" ? ledger.value.name : "";
  return (
    <Page title={name === "" ? "个人台账" : `个人台账　${name}`} actions={<PaperActions />}>
      {ledger.state === "failed" && ledger.problem.code === "not_found" ? (
        <EmptyState
          title="没有支付记录"
          next="各项基金还没有向该收款人支付过，或支付的区划、险种不在您的权限范围内。"
          action={<Link to="/standing/persons">查找其他人</Link>}
        />
      ) : (
        <RemoteView remote={ledger} rows={10}>
          {(value) => <Ledger key={value.payee} ledger={value} paper={paper} />}
        </RemoteView>
      )}
    </Page>
  );
}

/** The request with its lines narrowed to this payee's. */
function lineAddress(entry: PersonEntry): string {
  return `${requestAddress(entry.request)}?q=${encodeURIComponent(entry.name)}`;
}

const columns: readonly Column<PersonLine>[] = [
  { key: "period", title: "期别", kind: "text", width: 100, value: ({ entry }) => periodName(entry.period) },
  { key: "fund", title: "险种", kind: "text", width: 120, value: ({ entry }) => fundText(entry.fund) },
  { key: "kind", title: "支出类型", kind: "text", width: 120, value: ({ kindName }) => kindName },
  { key: "item", title: "待遇项目", kind: "text", width: 120, value: ({ itemName }) => itemName },
  { key: "amount", title: "金额", kind: "amount", width: 120, value: ({ entry }) => entry.amount },
  {
    key: "paid",
    title: "实发",
    kind: "amount",
    width: 120,
    total: true,
    value: ({ entry }) => (entry.state === "paid" ? entry.amount : undefined),
  },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 100,
    value: ({ entry }) => entryStates[entry.state]?.text ?? entry.state,
    render: ({ entry }) => (
      <StatusTag tone={entryStates[entry.state]?.tone ?? "neutral"}>
        {entryStates[entry.state]?.text ?? entry.state}
      </StatusTag>
    ),
  },
  { key: "paidOn", title: "支付日期", kind: "date", width: 132, value: ({ entry }) => entry.paidOn },
  {
    key: "voucher",
    title: "支付凭证",
    kind: "text",
    width: 120,
    value: ({ entry }) => entry.voucher?.number,
    render: ({ entry: { voucher } }) =>
      voucher === undefined ? null : <Link to={voucherAddress(voucher)}>{voucher.number}</Link>,
  },
  {
    key: "request",
    title: "用款申请",
    kind: "text",
    width: 250,
    value: ({ entry }) => entry.request,
    render: ({ entry }) => <Link to={requestAddress(entry.request)}>{entry.request}</Link>,
  },
  {
    key: "source",
    title: "来源文件行",
    kind: "text",
    width: 110,
    value: ({ entry }) => (entry.sourceLine === 0 ? "网上填报" : `第 ${entry.sourceLine} 行`),
    render: ({ entry }) => (
      <Link to={lineAddress(entry)}>{entry.sourceLine === 0 ? "网上填报" : `第 ${entry.sourceLine} 行`}</Link>
    ),
  },
  { key: "refundedOn", title: "退汇日期", kind: "date", width: 132, value: ({ entry }) => entry.refundedOn },
  {
    key: "refund",
    title: "退汇凭证",
    kind: "text",
    width: 120,
    value: ({ entry }) => entry.refundVoucher?.number,
    render: ({ entry: { refundVoucher } }) =>
      refundVoucher === undefined ? null : <Link to={voucherAddress(refundVoucher)}>{refundVoucher.number}</Link>,
  },
  { key: "reason", title: "失败或退汇原因", kind: "text", width: 180, value: ({ entry }) => entry.reason },
  { key: "account", title: "收款账号", kind: "text", width: 190, value: ({ entry }) => entry.account },
  { key: "division", title: "区划", kind: "text", width: 110, value: ({ divisionName }) => divisionName },
  { key: "round", title: "支付轮次", kind: "count", width: 90, hidden: true, value: ({ entry }) => entry.round },
];

/** What fits on a sheet of paper. */
const paperColumns = columns.filter(({ key }) =>
  ["period", "fund", "item", "amount", "paid", "state", "paidOn", "voucher"].includes(key),
);

const totalColumns = [
  { key: "fund", title: "险种", text: (total: PersonTotal) => fundText(total.fund) },
  { key: "entries", title: "记录数", text: (total: PersonTotal) => String(total.entries) },
  { key: "paid", title: "实发", amount: (total: PersonTotal) => total.paid },
  { key: "refunded", title: "退汇", amount: (total: PersonTotal) => total.refunded },
  { key: "failed", title: "支付失败", amount: (total: PersonTotal) => total.failed },
];

function Ledger({ ledger, paper }: { ledger: PersonLedger; paper: boolean }) {
  const years = yearsOf(ledger.totals);
  const [asked, chooseYear] = useParameter("year");
  const [fund, chooseFund] = useParameter("fund");
  const year = years.find((one) => String(one) === asked) ?? (asked === "all" ? undefined : years[0]);
  const lines = useMemo(
    () =>
      ledger.lines.filter(
        ({ entry }) =>
          (year === undefined || entry.period.startsWith(String(year))) && (fund === undefined || entry.fund === fund),
      ),
    [ledger.lines, year, fund],
  );
  const funds = [...new Set(ledger.totals.map((total) => total.fund))];
  const shownYear = year ?? years[0] ?? 0;
  const series = useMemo(() => paidByMonth(lines, shownYear), [lines, shownYear]);
  const range = year === undefined ? "全部年度" : `${year}年`;
  const list = (
    <BookSheet
      id="standing-person"
      heading={{
        title: "个人台账",
        owner: "收款人",
        book: `${ledger.name}（${ledger.idNumber}）`,
        subject: fund === undefined ? undefined : fundText(fund),
        range,
      }}
      columns={paper ? paperColumns : columns}
      rowKey={({ entry }) => entry.id}
      rows={lines}
      open={({ entry }) => lineAddress(entry)}
      maxRows={14}
      empty={{ title: "这一年没有支付记录", next: "换一个年度或险种。" }}
    />
  );
  if (paper) return list;
  return (
    <div className="sf-stack">
      <section className="sf-panel" aria-label="收款人">
        <Who ledger={ledger} />
      </section>
      <div className="sf-row">
        <Select
          aria-label="年度"
          style={{ width: 130 }}
          value={year === undefined ? "all" : String(year)}
          options={[
            ...years.map((one) => ({ value: String(one), label: `${one}年` })),
            { value: "all", label: "全部年度" },
          ]}
          onChange={chooseYear}
        />
        <Select
          aria-label="险种"
          style={{ width: 170 }}
          value={fund ?? ""}
          options={[{ value: "", label: "全部险种" }, ...funds.map((one) => ({ value: one, label: fundText(one) }))]}
          onChange={(next: string) => chooseFund(next === "" ? undefined : next)}
        />
        {ledger.left > 0 ? (
          <span className="sf-muted">{`记录较多，只列出最近的；另有 ${ledger.left.toLocaleString()} 条更早的记录未列出。`}</span>
        ) : null}
      </div>
      <div className="sf-standing-top">
        <section className="sf-panel">
          <Chart
            title={`${shownYear}年按月实发`}
            summary={paidSummary(ledger.totals, shownYear)}
            categories={monthNames}
            series={series}
            stacked
            height={220}
          />
        </section>
        <section className="sf-panel">
          <YearTotals name="分年度、分险种合计" totals={ledger.totals} columns={totalColumns} />
        </section>
      </div>
      {list}
    </div>
  );
}

/** Whom the ledger is of; the whole number is shown by the newest line's own audited unmasking. */
function Who({ ledger }: { ledger: PersonLedger }) {
  const [whole, setWhole] = useState<Unmasked>();
  const mayUnmask = useMay("person.unmask");
  const newest = ledger.lines[0]?.entry;
  return (
    <div className="sf-stack">
      <DescriptionList
        items={[
          { label: "姓名或户名", value: ledger.name },
          { label: "证件号", value: whole?.idNumber ?? ledger.idNumber },
          { label: "最近收款账号", value: whole?.account ?? newest?.account ?? "" },
          { label: "累计实发", value: <Amount value={ledger.paid} strong /> },
        ]}
      />
      {mayUnmask && newest !== undefined ? (
        <Unmask
          path={`${requestsPath}/${encodeURIComponent(newest.request)}/lines/${newest.line}`}
          whole={whole}
          onWhole={setWhole}
        />
      ) : null}
    </div>
  );
}
