import { DownloadOutlined, PrinterOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { BatchAnswer, BatchView, Instruction } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command, download } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { fundText } from "../../kernel/funds";
import { yuan } from "../../kernel/money";
import { dateText, timeText } from "../../kernel/period";
import { problemOf } from "../../kernel/problem";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { Amount } from "../../ui/Amount";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { DescriptionList } from "../../ui/DescriptionList";
import { KeyCaps } from "../../ui/KeyCaps";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { Shortcut } from "../../ui/shortcuts";
import type { Column } from "../../ui/table/columns";
import type { Filter } from "../../ui/table/filters";
import type { ListAdapter } from "../../ui/table/rows";
import { WindowedTable } from "../../ui/table/WindowedTable";
import { requestAddress } from "../expenditure/requestList";
import { batchAddress, batchesPath } from "./address";
import { PaidDialog } from "./PaidDialog";
import { bankText, batchTones, channelText, lineStates } from "./words";

const columns: readonly Column<Instruction>[] = [
  { key: "line", title: "行", kind: "count", width: 80, frozen: true, value: (row) => row.line },
  { key: "number", title: "指令号", kind: "text", width: 200, value: (row) => row.number },
  { key: "name", title: "收款人", kind: "text", width: 140, value: (row) => row.name },
  { key: "account", title: "收款账号", kind: "text", width: 190, value: (row) => row.account },
  { key: "bankName", title: "开户行", kind: "text", width: 170, value: (row) => row.bankName },
  { key: "amount", title: "金额", kind: "amount", width: 130, value: (row) => row.amount },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 120,
    value: (row) => lineStates[row.state]?.text ?? row.state,
    render: (row) => (
      <StatusTag tone={lineStates[row.state]?.tone ?? "neutral"}>{lineStates[row.state]?.text ?? row.state}</StatusTag>
    ),
  },
  { key: "reason", title: "原因", kind: "text", width: 180, value: (row) => row.reason },
  { key: "receipt", title: "回单", kind: "text", width: 200, value: (row) => row.receipt },
];

const filters: readonly Filter[] = [
  {
    key: "line",
    label: "状态",
    kind: "choice",
    single: true,
    options: Object.entries(lineStates).map(([value, { text }]) => ({ value, label: text })),
  },
];

const instructions: ListAdapter = { query: ({ q, line }) => ({ text: q, state: line }) };

/** One batch: what was instructed, by whom, what the bank answered line by line. */
export function BatchPage() {
  const { id = "" } = useParams();
  const path = `${batchesPath}/${encodeURIComponent(id)}`;
  const remote = useRemote<BatchView>(path);
  const batch = remote.state === "ready" ? remote.value.batch : undefined;
  return (
    <Page
      title="支付批次"
      meta={
        <>
          <span>{id}</span>
          {batch ? <StatusTag tone={batchTones[batch.state] ?? "neutral"}>{batch.stateTitle}</StatusTag> : null}
        </>
      }
      actions={remote.state === "ready" ? <BatchActions key={id} view={remote.value} /> : undefined}
    >
      <RemoteView remote={remote} rows={10}>
        {(view) => (
          <>
            <Head view={view} />
            <WindowedTable
              id="instructions"
              name="支付指令"
              path={`${path}/lines`}
              adapter={instructions}
              columns={columns}
              filters={filters}
              searchHint="姓名、指令号或账号末几位"
              maxRows={16}
            />
          </>
        )}
      </RemoteView>
    </Page>
  );
}

function Head({ view: { batch } }: { view: BatchView }) {
  const { progress, payer } = batch;
  return (
    <section className="sf-panel" aria-label="批次概况">
      <DescriptionList
        items={[
          { label: "用款申请", value: <Link to={requestAddress(batch.request)}>{batch.request}</Link> },
          { label: "轮次", value: `第 ${batch.round} 轮，${batch.lines.toLocaleString()} 笔` },
          { label: "险种", value: fundText(payer.fund) },
          { label: "支付方式", value: channelText[batch.channel] },
          { label: "付款账户", value: `${payer.name} ${payer.number}` },
          { label: "付款银行", value: bankText(payer.bank) },
          { label: "金额", value: <Amount value={progress.amount} /> },
          { label: "已支付", value: <Amount value={progress.paid} /> },
          { label: "失败", value: <Amount value={progress.failed} /> },
          { label: "退汇", value: <Amount value={progress.refunded} /> },
          { label: "待回单", value: <Amount value={progress.open} /> },
          { label: "已回单", value: `${progress.answered.toLocaleString()} 笔` },
          {
            label: "发送",
            value: batch.sentAt === undefined ? "未发送" : `${batch.sentBy?.name ?? ""} ${timeText(batch.sentAt)}`,
          },
          { label: "支付日期", value: batch.paidOn === undefined ? "—" : dateText(batch.paidOn) },
          { label: "用途", value: batch.purpose, wide: true },
          ...(batch.file === undefined
            ? []
            : [{ label: "文件 SM3", value: <code>{batch.file.sm3}</code>, wide: true }]),
        ]}
      />
    </section>
  );
}

async function send(input: { id: string }, intent: Intent): Promise<BatchAnswer> {
  const answer = await command<BatchAnswer>(`${batchesPath}/${encodeURIComponent(input.id)}/send`, {}, { intent });
  if (answer.kind === "job") throw new Error("sending does not answer with a job");
  return answer.value;
}

/** What the server offers the caller on this batch. */
function BatchActions({ view }: { view: BatchView }) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { running, run, reset } = useCommand(send);
  const [open, setOpen] = useState<string>();
  const mayPay = useMay("treasury.pay");
  const { batch, actions } = view;
  const close = () => {
    setOpen(undefined);
    reset();
  };
  const confirm = async () => {
    const answer = await run({ id: batch.id });
    if (answer === undefined) return;
    close();
    refresh("/api/payments/");
    refresh("/api/expenditure/");
    void message.success(`已发送，现在是“${answer.stateTitle}”`);
  };
  const file = () =>
    download(`${batchesPath}/${encodeURIComponent(batch.id)}/file`).catch(
      (error: unknown) => void message.error(problemOf(error).detail),
    );
  const record = actions.find((action) => action === "paid-on-paper" || action === "treasury-result");
  return (
    <>
      {mayPay && batch.file !== undefined ? (
        <Button icon={<DownloadOutlined />} onClick={() => void file()}>
          银行文件
        </Button>
      ) : null}
      {mayPay ? (
        <Button icon={<PrinterOutlined />} onClick={() => void navigate(`${batchAddress(batch.id)}/slip`)}>
          拨款凭证
        </Button>
      ) : null}
      {actions.includes("send") ? (
        <Button type="primary" onClick={() => setOpen("send")}>
          发送银行 <KeyCaps keys="s" />
        </Button>
      ) : null}
      {actions.includes("send") && open === undefined ? (
        <Shortcut keys="s" label="发送银行" action={() => setOpen("send")} />
      ) : null}
      {record === undefined ? null : (
        <Button type="primary" onClick={() => setOpen(record)}>
          登记支付结果
        </Button>
      )}
      <ConfirmDialog
        open={open === "send"}
        title="发送银行"
        effect={
          <>
            从 {batch.payer.name}（{batch.payer.number}）支付 {batch.lines.toLocaleString()} 笔，合计{" "}
            <b>{yuan(batch.progress.amount)} 元</b>。发送后不能撤回。
          </>
        }
        confirmText="发送"
        busy={running.state === "running"}
        problem={running.state === "refused" ? running.problem : undefined}
        onConfirm={() => void confirm()}
        onCancel={close}
      />
      {record !== undefined && open === record ? (
        <PaidDialog id={batch.id} action={record} lines={batch.lines} onClose={close} />
      ) : null}
    </>
  );
}
