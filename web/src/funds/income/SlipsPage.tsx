import { Link, useNavigate } from "react-router";
import type { SlipPage as SlipList, SlipRow } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { DescriptionList } from "../../ui/DescriptionList";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { fundFilter } from "../../ui/table/filters";
import type { ListAdapter } from "../../ui/table/rows";
import { useYear, YearSwitch } from "../../ui/YearSelect";
import { slipStates, slipsPath, slipTones } from "./slips";

const columns: readonly Column<SlipRow>[] = [
  {
    key: "from",
    title: "上解地区",
    kind: "text",
    width: 130,
    frozen: true,
    value: (row) => row.fromName,
    render: (row) => <Link to={`/income/slips/${encodeURIComponent(row.id)}`}>{row.fromName}</Link>,
  },
  { key: "to", title: "收款地区", kind: "text", width: 110, value: (row) => row.toName },
  { key: "fund", title: "险种", kind: "text", width: 130, value: (row) => fundText(row.fund) },
  { key: "type", title: "类型", kind: "text", width: 100, value: (row) => row.typeName },
  { key: "amount", title: "金额", kind: "amount", total: true, value: (row) => row.amount },
  { key: "paidOn", title: "支付日期", kind: "date", value: (row) => row.paidOn },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 110,
    value: (row) => row.stateName,
    render: (row) => <StatusTag tone={slipTones[row.state] ?? "neutral"}>{row.stateName}</StatusTag>,
  },
  { key: "step", title: "等待", kind: "text", width: 190, value: (row) => row.stepName },
  {
    key: "reminders",
    title: "催办",
    kind: "text",
    width: 110,
    value: (row) => (row.reminders === 0 ? "" : `已催办 ${row.reminders} 次`),
    render: (row) =>
      row.reminders === 0 ? null : (
        <StatusTag tone={row.escalated ? "bad" : "warn"}>{`已催办 ${row.reminders} 次`}</StatusTag>
      ),
  },
  { key: "bookedOn", title: "到账日期", kind: "date", value: (row) => row.bookedOn },
  { key: "refundedOn", title: "退汇日期", kind: "date", value: (row) => row.refundedOn },
  { key: "voucher", title: "凭证号", kind: "text", width: 130, value: (row) => row.voucher },
];

const slips: ListAdapter = {
  totals: (page) => {
    const { amount } = (page ?? {}) as Partial<SlipList>;
    return amount === undefined ? undefined : { amount };
  },
};

const filters = [
  { key: "state", label: "状态", kind: "choice" as const, single: true, options: slipStates },
  fundFilter("fund", true),
];

/** Remittances that a division and those below it pay or receive. */
export function SlipsPage() {
  const navigate = useNavigate();
  const [division] = useDivision();
  const [year] = useYear();
  return (
    <Page
      title="上解收入"
      fill
      hints={[["enter", "打开"]]}
      actions={
        <>
          <DivisionSwitch />
          <YearSwitch />
          <Link to="/income/plans">上解计划</Link>
          <Link to="/income/consistency">上下级核对</Link>
        </>
      }
    >
      <Sums division={division} year={year} />
      <DataTable
        id="income-slips"
        name="上解收入单"
        path={`${slipsPath}?division=${division}&year=${year}`}
        adapter={slips}
        columns={columns}
        rowKey={(row) => row.id}
        filters={filters}
        onOpen={(row) => void navigate(`/income/slips/${encodeURIComponent(row.id)}`)}
        empty={{ title: "还没有上解收入单", next: "下级的上解支出支付并记账后，收入单会自动出现在这里。" }}
      />
    </Page>
  );
}

function Sums({ division, year }: { division: string; year: number }) {
  const all = useRemote<SlipList>(slipsPath, { division, year, limit: 1 });
  return (
    <RemoteView remote={all} rows={1}>
      {({ total, amount, booked, inTransit, refunded }) =>
        total === 0 ? null : (
          <section className="sf-panel">
            <DescriptionList
              items={[
                { label: "上解合计", value: <Amount value={amount} strong /> },
                { label: "其中：已记账", value: <Amount value={booked} strong /> },
                { label: "其中：在途", value: <Amount value={inTransit} strong /> },
                { label: "其中：已退汇", value: <Amount value={refunded} strong /> },
              ]}
            />
          </section>
        )
      }
    </RemoteView>
  );
}
