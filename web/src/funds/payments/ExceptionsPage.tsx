import { App, Button } from "antd";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import type { PaymentException } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useRefresh } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { Page } from "../../ui/Page";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { useDivisionFilter } from "../../ui/table/divisionFilter";
import type { Filter } from "../../ui/table/filters";
import { batchAddress } from "./address";
import { exceptionKinds } from "./words";

const shown: readonly Filter[] = [
  {
    key: "state",
    label: "状态",
    kind: "choice",
    single: true,
    options: [
      { value: "open", label: "待处理" },
      { value: "resolved", label: "已处理" },
    ],
  },
  {
    key: "kind",
    label: "类别",
    kind: "choice",
    single: true,
    options: Object.entries(exceptionKinds).map(([value, label]) => ({ value, label })),
  },
];

function columnsOf(mayResolve: boolean, onResolve: (row: PaymentException) => void): Column<PaymentException>[] {
  return [
    {
      key: "state",
      title: "状态",
      kind: "text",
      width: 110,
      frozen: true,
      value: (row) => (row.state === "open" ? "待处理" : "已处理"),
      render: (row) => (
        <StatusTag tone={row.state === "open" ? "bad" : "good"}>{row.state === "open" ? "待处理" : "已处理"}</StatusTag>
      ),
    },
    { key: "kind", title: "类别", kind: "text", width: 130, value: (row) => exceptionKinds[row.kind] ?? row.kind },
    { key: "message", title: "说明", kind: "text", width: 300, value: (row) => row.message },
    {
      key: "batch",
      title: "批次",
      kind: "text",
      width: 270,
      value: (row) => row.batch,
      render: (row) =>
        row.kind === "unknown_batch" || row.batch === "" ? (
          row.batch
        ) : (
          <Link to={batchAddress(row.batch)}>{row.batch}</Link>
        ),
    },
    { key: "instruction", title: "指令号", kind: "text", width: 200, value: (row) => row.instruction },
    { key: "line", title: "行", kind: "count", width: 70, value: (row) => row.line || undefined },
    { key: "amount", title: "金额", kind: "amount", total: true, value: (row) => row.amount },
    { key: "row", title: "回单行", kind: "count", width: 80, value: (row) => row.row },
    { key: "at", title: "发现时间", kind: "time", value: (row) => row.at },
    { key: "resolution", title: "处理情况", kind: "text", width: 220, value: (row) => row.resolution },
    { key: "resolvedBy", title: "处理人", kind: "text", width: 110, value: (row) => row.resolvedBy },
    {
      key: "do",
      title: "操作",
      kind: "text",
      width: 90,
      value: () => "",
      render: (row) =>
        mayResolve && row.state === "open" ? (
          <Button type="link" size="small" onClick={() => onResolve(row)}>
            处理
          </Button>
        ) : null,
    },
  ];
}

async function resolve(input: { id: string; reason: string }, intent: Intent): Promise<PaymentException> {
  const path = `/api/payments/exceptions/${encodeURIComponent(input.id)}/resolve`;
  const answer = await command<PaymentException>(path, { reason: input.reason }, { intent });
  if (answer.kind === "job") throw new Error("resolving does not answer with a job");
  return answer.value;
}

/** Receipt rows that fit nothing: a person finds out why, settles it, and writes down what was done. */
export function ExceptionsPage() {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const mayResolve = useMay("treasury.pay");
  const [asked, setAsked] = useState<PaymentException>();
  const { running, run, reset } = useCommand(resolve);
  const division = useDivisionFilter();
  const filters = useMemo(() => [...shown, ...(division ? [division] : [])], [division]);
  const columns = useMemo(() => columnsOf(mayResolve, setAsked), [mayResolve]);
  const confirm = async (reason: string) => {
    if (asked === undefined || (await run({ id: asked.id, reason })) === undefined) return;
    setAsked(undefined);
    refresh("/api/payments/");
    void message.success("已登记处理情况");
  };
  return (
    <Page title="支付异常" fill hints={mayResolve ? [["enter", "处理"]] : []}>
      <DataTable
        id="exceptions"
        name="支付异常"
        path="/api/payments/exceptions"
        columns={columns}
        rowKey={(row: PaymentException) => row.id}
        filters={filters}
        onOpen={(row) => mayResolve && row.state === "open" && setAsked(row)}
        empty={{ title: "没有支付异常", next: "银行回单中对不上的行会列在这里，由国库查明后登记处理情况。" }}
      />
      <ReasonDialog
        open={asked !== undefined}
        title="处理支付异常"
        effect={`${exceptionKinds[asked?.kind ?? ""] ?? ""}：${asked?.message ?? ""} 登记处理情况不会改变回单和支付数据。`}
        placeholder="查明的原因和处理结果"
        confirmText="登记"
        busy={running.state === "running"}
        problem={running.state === "refused" ? running.problem : undefined}
        onConfirm={(reason) => void confirm(reason)}
        onCancel={() => {
          setAsked(undefined);
          reset();
        }}
      />
    </Page>
  );
}
