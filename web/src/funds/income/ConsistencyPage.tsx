import { Select } from "antd";
import type { Consistency, ConsistencyDivision, ConsistencyRow } from "../../api/generated/types";
import { funds } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { useRemote } from "../../kernel/remote";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { useYear, YearSwitch } from "../../ui/YearSelect";

const months: readonly Column<ConsistencyRow>[] = [
  {
    key: "period",
    title: "截至",
    kind: "text",
    width: 110,
    frozen: true,
    value: (row) => `${Number(row.period.slice(4))}月末`,
  },
  { key: "lowerPaid", title: "下级上解上级支出", kind: "amount", width: 190, value: (row) => row.lowerPaid },
  { key: "opening", title: "加：年初在途", kind: "amount", width: 170, value: (row) => row.openingInTransit },
  { key: "inTransit", title: "减：期末在途", kind: "amount", width: 170, value: (row) => row.inTransit },
  { key: "upper", title: "本级下级上解收入", kind: "amount", width: 190, value: (row) => row.upperReceived },
  { key: "difference", title: "差额", kind: "amount", value: (row) => row.difference },
  {
    key: "agrees",
    title: "核对",
    kind: "text",
    width: 100,
    value: (row) => (row.difference === 0 ? "一致" : "不一致"),
    render: (row) =>
      row.difference === 0 ? <StatusTag tone="good">一致</StatusTag> : <StatusTag tone="bad">不一致</StatusTag>,
  },
];

const below: readonly Column<ConsistencyDivision>[] = [
  { key: "name", title: "上解地区", kind: "text", width: 140, frozen: true, value: (row) => row.name },
  { key: "paid", title: "账面上解支出", kind: "amount", total: true, width: 180, value: (row) => row.paid },
  { key: "slips", title: "收入单合计", kind: "amount", total: true, width: 180, value: (row) => row.slips },
  { key: "booked", title: "其中：已记账", kind: "amount", total: true, width: 180, value: (row) => row.booked },
  { key: "inTransit", title: "其中：在途", kind: "amount", total: true, width: 180, value: (row) => row.inTransit },
];

/** Whether the upper book and the books below agree, month by month, and what is in transit. */
export function ConsistencyPage() {
  const [division] = useDivision();
  const [year] = useYear();
  const [asked, choose] = useParameter("fund");
  const fund = asked ?? "enterprise-pension";
  const found = useRemote<Consistency>("/api/income/consistency", { division, fund, year });
  return (
    <Page
      title="上下级核对"
      meta={found.state === "ready" ? <Verdict agrees={found.value.agrees} /> : null}
      actions={
        <>
          <DivisionSwitch />
          <Select
            aria-label="险种"
            style={{ width: 230 }}
            value={fund}
            options={funds.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={choose}
          />
          <YearSwitch />
        </>
      }
    >
      <RemoteView remote={found} rows={10}>
        {(value) => (
          <>
            <DataTable
              id="consistency-months"
              name={`${year}年上下级上解核对`}
              rows={value.months}
              columns={months}
              rowKey={(row) => row.period}
              maxRows={12}
            />
            {value.divisions.length === 0 ? (
              <EmptyState
                title="本年还没有下级上解"
                next="下级的上解支出记账后，这里按地区列出账面、收入单和在途金额。"
              />
            ) : (
              <DataTable
                id="consistency-divisions"
                name="分地区核对"
                rows={value.divisions}
                columns={below}
                rowKey={(row) => row.division}
                maxRows={10}
              />
            )}
          </>
        )}
      </RemoteView>
    </Page>
  );
}

function Verdict({ agrees }: { agrees: boolean }) {
  return agrees ? <StatusTag tone="good">上下级账一致</StatusTag> : <StatusTag tone="bad">上下级账不一致</StatusTag>;
}
