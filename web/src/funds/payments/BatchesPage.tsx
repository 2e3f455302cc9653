import { Button } from "antd";
import { useMemo } from "react";
import { Link, useNavigate } from "react-router";
import type { BatchPage, BatchRow } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { sum, yuan } from "../../kernel/money";
import { useMay } from "../../kernel/user";
import { BulkResult } from "../../ui/BulkResult";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Page } from "../../ui/Page";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { useDivisionFilter } from "../../ui/table/divisionFilter";
import type { Filter } from "../../ui/table/filters";
import { fundFilter } from "../../ui/table/filters";
import type { ListAdapter } from "../../ui/table/rows";
import { useBulk } from "../../ui/useBulk";
import { batchAddress, batchesPath } from "./address";
import { bankText, batchTones, channelText } from "./words";

const columns: readonly Column<BatchRow>[] = [
  {
    key: "id",
    title: "批次编号",
    kind: "text",
    width: 330,
    frozen: true,
    value: (row) => row.id,
    render: (row) => <Link to={batchAddress(row.id)}>{row.id}</Link>,
  },
  { key: "fund", title: "险种", kind: "text", width: 110, value: (row) => fundText(row.fund) },
  { key: "round", title: "轮次", kind: "count", width: 70, value: (row) => row.round },
  {
    key: "channel",
    title: "支付方式",
    kind: "text",
    width: 140,
    value: (row) => channelText[row.channel as keyof typeof channelText] ?? row.channel,
  },
  { key: "bank", title: "付款银行", kind: "text", width: 160, value: (row) => bankText(row.bank) },
  { key: "lines", title: "笔数", kind: "count", width: 80, value: (row) => row.lines },
  { key: "amount", title: "金额", kind: "amount", total: true, value: (row) => row.amount },
  { key: "paid", title: "已支付", kind: "amount", total: true, value: (row) => row.paid },
  { key: "failed", title: "失败", kind: "amount", width: 130, total: true, value: (row) => row.failed },
  { key: "open", title: "待回单", kind: "amount", total: true, value: (row) => row.open },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 140,
    value: (row) => row.stateTitle,
    render: (row) => <StatusTag tone={batchTones[row.state] ?? "neutral"}>{row.stateTitle}</StatusTag>,
  },
  { key: "createdAt", title: "生成时间", kind: "time", value: (row) => row.createdAt },
  { key: "sentAt", title: "发送时间", kind: "time", value: (row) => row.sentAt },
  { key: "answeredAt", title: "回单时间", kind: "time", hidden: true, value: (row) => row.answeredAt },
];

/** The list takes text and gives its sums beside the rows. */
const batchList: ListAdapter = {
  query: ({ q, sort: _, ...filters }) => ({ ...filters, text: q }),
  totals: (page) => {
    if (page === undefined) return undefined;
    const { amount, paid, failed, open } = page as BatchPage;
    return { amount, paid, failed, open };
  },
};

const state: Filter = {
  key: "state",
  label: "状态",
  kind: "choice",
  single: true,
  options: [
    { value: "waiting", label: "待发送或待登记" },
    { value: "sent", label: "已发送" },
    { value: "answered", label: "已回单" },
  ],
};

const mine: Filter = {
  key: "mine",
  label: "待办",
  kind: "choice",
  single: true,
  options: [{ value: "todo", label: "等我办理" }],
};

/** Payment batches of a division and below; what waits is sent one by one or many at once. */
export function BatchesPage() {
  const navigate = useNavigate();
  const division = useDivisionFilter();
  const filters = useMemo(() => [mine, ...(division ? [division] : []), fundFilter("fund", true), state], [division]);
  const maySend = useMay("treasury.pay");
  const bulk = useBulk<BatchRow>({ path: "/api/payments/sends", affects: "/api/payments/" });
  return (
    <Page title="拨款与支付" fill hints={[["enter", "打开"], ...(maySend ? ([["空格", "选择"]] as const) : [])]}>
      {bulk.outcomes.length === 0 ? null : (
        <BulkResult action="批量发送" outcomes={bulk.outcomes} onRetry={bulk.retry} onClose={bulk.close} />
      )}
      <DataTable
        id="batches"
        name="支付批次"
        path={batchesPath}
        adapter={batchList}
        columns={columns}
        rowKey={(row: BatchRow) => row.id}
        filters={filters}
        searchHint="批次编号或用途"
        onOpen={(row) => void navigate(batchAddress(row.id))}
        {...(maySend
          ? {
              bulk: (rows: readonly BatchRow[], clear: () => void) => (
                <Button type="primary" onClick={() => bulk.ask(rows, clear)}>
                  发送所选
                </Button>
              ),
            }
          : {})}
        empty={{ title: "还没有支付批次", next: "国库审核同意用款申请后，系统自动生成支付批次。" }}
      />
      <SendDialog bulk={bulk} />
    </Page>
  );
}

type SendDialogProps = { bulk: ReturnType<typeof useBulk<BatchRow>> };

function SendDialog({ bulk: { asked, running, confirm, cancel } }: SendDialogProps) {
  const total = sum(asked?.map((row) => row.amount) ?? []);
  return (
    <ConfirmDialog
      open={asked !== undefined}
      title="批量发送"
      effect={`将所选 ${asked?.length ?? 0} 个批次发送银行，合计 ${yuan(total)} 元。发送后不能撤回。`}
      confirmText="发送"
      busy={running.state === "running"}
      problem={running.state === "refused" ? running.problem : undefined}
      onConfirm={() => confirm()}
      onCancel={cancel}
    />
  );
}
