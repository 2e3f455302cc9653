import { Link, useParams } from "react-router";
import type { CollectionDetail, TicketEmployer, TicketEmployers, VoucherRef } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import type { Fen } from "../../kernel/money";
import { sum } from "../../kernel/money";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { DescriptionList } from "../../ui/DescriptionList";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { bookPeriodText } from "./books";
import { suspenseStates, ticketText } from "./suspense";

/** One ticket of 待转社会保险费: what the treasury, the agency and the tax bureau say, and who paid under it. */
export function TicketPage() {
  const { id = "" } = useParams();
  const ticket = useRemote<TicketEmployers>(`/api/accounting/suspense/${encodeURIComponent(id)}/employers`);
  return (
    <Page title="票号明细" meta={ticketText(id)}>
      <RemoteView remote={ticket} rows={8}>
        {(value) => <Ticket value={value} />}
      </RemoteView>
    </Page>
  );
}

function Ticket({ value: { ticket, employers } }: { value: TicketEmployers }) {
  const { row, transfer, agency, tax } = ticket;
  const state = suspenseStates[row.state];
  return (
    <div className="sf-stack">
      <section className="sf-panel" aria-label="票号">
        <DescriptionList
          items={[
            { label: "区划", value: row.divisionName },
            { label: "险种", value: fundText(row.fund) },
            {
              label: "状态",
              value: <StatusTag tone={state?.tone ?? "neutral"}>{state?.text ?? row.state}</StatusTag>,
            },
            {
              label: "国库划款",
              value: transfer === undefined ? "尚未划款" : <Dated amount={transfer.amount} on={transfer.date} />,
            },
            { label: "应缴（经办）", value: <Total detail={agency} /> },
            { label: "实缴（税务）", value: <Total detail={tax} /> },
            { label: "入账凭证", value: <Voucher of={row.booked} /> },
            { label: "结转凭证", value: <Voucher of={row.cleared} /> },
            ...(row.reasons.length === 0
              ? []
              : [{ label: "未结转原因", value: row.reasons.map((reason) => reason.text).join("；") }]),
          ]}
        />
      </section>
      <DataTable
        id="ticket-employers"
        name={`票号 ${row.ticket} 单位明细`}
        rows={employers}
        columns={columnsOf(row.division)}
        rowKey={(line) => `${line.period}-${line.code}`}
        maxRows={18}
        empty={{
          title: "还没有单位明细",
          next: "在“待转社会保险费”中导入经办或税务的单位明细；按属期合计须与征缴明细一致。",
        }}
      />
    </div>
  );
}

function Dated({ amount, on }: { amount: Fen; on: string }) {
  return (
    <>
      <Amount value={amount} strong /> <span className="sf-muted">{on}</span>
    </>
  );
}

function Total({ detail }: { detail: CollectionDetail | undefined }) {
  if (detail === undefined) return <span className="sf-muted">尚未收到</span>;
  return <Amount value={sum(detail.rows.flatMap((row) => [row.unit, row.personal]))} strong />;
}

function Voucher({ of }: { of: VoucherRef | undefined }) {
  if (of === undefined) return <span className="sf-muted">尚未生成</span>;
  return <Link to={`/accounting/vouchers/${of.book}/${of.voucher}`}>{of.number}</Link>;
}

function columnsOf(division: string): readonly Column<TicketEmployer>[] {
  return [
    {
      key: "name",
      title: "单位名称",
      kind: "text",
      width: 240,
      frozen: true,
      value: (line) => line.name,
      render: (line) => (
        <Link to={`/standing/employers/${line.code}?division=${division}&year=${line.period.slice(0, 4)}`}>
          {line.name}
        </Link>
      ),
    },
    { key: "code", title: "统一社会信用代码", kind: "text", width: 190, value: (line) => line.code },
    { key: "period", title: "属期", kind: "text", width: 110, value: (line) => bookPeriodText(line.period) },
    { key: "heads", title: "人数", kind: "count", width: 80, value: (line) => line.heads },
    { key: "due", title: "应缴合计", kind: "amount", total: true, value: (line) => line.due },
    { key: "paid", title: "实缴合计", kind: "amount", total: true, value: (line) => line.paid },
    { key: "difference", title: "应缴减实缴", kind: "amount", total: true, value: (line) => line.difference },
    { key: "dueUnit", title: "应缴·单位", kind: "amount", total: true, value: (line) => line.dueUnit },
    { key: "duePersonal", title: "应缴·个人", kind: "amount", total: true, value: (line) => line.duePersonal },
    { key: "paidUnit", title: "实缴·单位", kind: "amount", total: true, value: (line) => line.paidUnit },
    { key: "paidPersonal", title: "实缴·个人", kind: "amount", total: true, value: (line) => line.paidPersonal },
  ];
}
