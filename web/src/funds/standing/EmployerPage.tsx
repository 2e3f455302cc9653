import { Select } from "antd";
import { useMemo } from "react";
import { Link, useParams } from "react-router";
import type { EmployerLedger, EmployerLine, EmployerSum, VoucherRef } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { Chart } from "../../ui/Chart";
import { DescriptionList } from "../../ui/DescriptionList";
import { useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { BookSheet, PaperActions, usePaper } from "../accounting/ledgers/BookSheet";
import { suspenseStates, ticketAddress, ticketText } from "../accounting/suspense";
import { voucherAddress } from "../expenditure/links";
import { periodName } from "../expenditure/requestList";
import { contributedByMonth, contributedSummary, monthNames, personAddress, standingPath, yearsOf } from "./standing";
import { YearTotals } from "./YearTotals";

/** 单位台账: what one employer owed and paid, month by month and ticket by ticket. */
export function EmployerPage() {
  const { code = "" } = useParams();
  const [division] = useDivision();
  const [year] = useParameter("year");
  const [paper] = usePaper();
  const ledger = useRemote<EmployerLedger>(`${standingPath}/employers/${encodeURIComponent(code)}`, { division, year });
  const name = ledger.state === "ready" ? ledger.value.name : "";
  return (
    <Page title={name === "" ? "单位台账" : `单位台账　${name}`} actions={<PaperActions />}>
      <RemoteView remote={ledger} rows={10}>
        {(value) => <Ledger ledger={value} paper={paper} />}
      </RemoteView>
    </Page>
  );
}

const columns: readonly Column<EmployerLine>[] = [
  { key: "period", title: "属期", kind: "text", width: 110, value: (line) => periodName(line.period) },
  { key: "fund", title: "险种", kind: "text", width: 130, value: (line) => fundText(line.fund) },
  {
    key: "ticket",
    title: "票号",
    kind: "text",
    width: 140,
    value: (line) => ticketText(line.ticket),
    render: (line) => <Link to={ticketAddress(line.ticket)}>{ticketText(line.ticket)}</Link>,
  },
  { key: "heads", title: "人数", kind: "count", width: 80, value: (line) => line.heads },
  { key: "dueUnit", title: "应缴·单位", kind: "amount", width: 145, total: true, value: (line) => line.dueUnit },
  {
    key: "duePersonal",
    title: "应缴·个人",
    kind: "amount",
    width: 145,
    total: true,
    value: (line) => line.duePersonal,
  },
  { key: "paidUnit", title: "实缴·单位", kind: "amount", width: 145, total: true, value: (line) => line.paidUnit },
  {
    key: "paidPersonal",
    title: "实缴·个人",
    kind: "amount",
    width: 145,
    total: true,
    value: (line) => line.paidPersonal,
  },
  { key: "difference", title: "应缴减实缴", kind: "amount", width: 145, value: (line) => line.difference },
  {
    key: "state",
    title: "票号状态",
    kind: "text",
    width: 100,
    value: (line) => suspenseStates[line.state]?.text ?? line.state,
    render: (line) => (
      <StatusTag tone={suspenseStates[line.state]?.tone ?? "neutral"}>
        {suspenseStates[line.state]?.text ?? line.state}
      </StatusTag>
    ),
  },
  { key: "booked", title: "入账凭证", kind: "text", width: 120, ...voucherCell((line) => line.booked) },
  { key: "cleared", title: "结转凭证", kind: "text", width: 120, ...voucherCell((line) => line.cleared) },
];

function voucherCell(of: (line: EmployerLine) => VoucherRef | undefined) {
  return {
    value: (line: EmployerLine) => of(line)?.number,
    render: (line: EmployerLine) => {
      const voucher = of(line);
      return voucher === undefined ? null : <Link to={voucherAddress(voucher)}>{voucher.number}</Link>;
    },
  };
}

const totalColumns = [
  { key: "fund", title: "险种", text: (total: EmployerSum) => fundText(total.fund) },
  { key: "due", title: "应缴", amount: (total: EmployerSum) => total.due },
  { key: "paid", title: "实缴", amount: (total: EmployerSum) => total.paid },
  { key: "difference", title: "应缴减实缴", amount: (total: EmployerSum) => total.difference },
];

function Ledger({ ledger, paper }: { ledger: EmployerLedger; paper: boolean }) {
  const [, chooseYear] = useParameter("year");
  const [fund, chooseFund] = useParameter("fund");
  const maySeePayments = useMay("request.view");
  const lines = useMemo(
    () => ledger.lines.filter((line) => fund === undefined || line.fund === fund),
    [ledger.lines, fund],
  );
  const series = useMemo(() => contributedByMonth(lines, ledger.year), [lines, ledger.year]);
  const years = [...new Set([...yearsOf(ledger.totals), ledger.year])];
  const funds = [...new Set(ledger.totals.map((total) => total.fund))];
  const list = (
    <BookSheet
      id="standing-employer"
      heading={{
        title: "单位台账",
        owner: "缴费单位",
        book: `${ledger.name}（${ledger.code}）`,
        subject: fund === undefined ? ledger.divisionName : `${ledger.divisionName} ${fundText(fund)}`,
        range: `${ledger.year}年`,
      }}
      columns={paper ? columns.filter(({ key }) => !["booked", "cleared", "state"].includes(key)) : columns}
      rowKey={(line) => `${line.ticket}-${line.period}`}
      rows={lines}
      open={(line) => ticketAddress(line.ticket)}
      maxRows={14}
      empty={{ title: "这一年没有征缴明细", next: "换一个年度或险种。" }}
    />
  );
  if (paper) return list;
  return (
    <div className="sf-stack">
      <section className="sf-panel" aria-label="单位">
        <DescriptionList
          items={[
            { label: "单位名称", value: ledger.name },
            { label: "信用代码", value: ledger.code },
            { label: "征缴区划", value: ledger.divisionName },
            ...(maySeePayments
              ? [{ label: "基金支付", value: <Link to={personAddress(ledger.payee)}>基金支付给该单位的款项</Link> }]
              : []),
          ]}
        />
      </section>
      <div className="sf-row">
        <Select
          aria-label="年度"
          style={{ width: 130 }}
          value={ledger.year}
          options={years.map((one) => ({ value: one, label: `${one}年` }))}
          onChange={(next: number) => chooseYear(String(next))}
        />
        <Select
          aria-label="险种"
          style={{ width: 170 }}
          value={fund ?? ""}
          options={[{ value: "", label: "全部险种" }, ...funds.map((one) => ({ value: one, label: fundText(one) }))]}
          onChange={(next: string) => chooseFund(next === "" ? undefined : next)}
        />
      </div>
      <div className="sf-standing-top">
        <section className="sf-panel">
          <Chart
            title={`${ledger.year}年按月应缴与实缴`}
            summary={contributedSummary(ledger.totals, ledger.year)}
            categories={monthNames}
            series={series}
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
