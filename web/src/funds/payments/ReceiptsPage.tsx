import { App, Select } from "antd";
import { useMemo, useState } from "react";
import type { ReceiptAnswer, ReceiptFile } from "../../api/generated/types";
import { useRefresh } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { FileDrop } from "../../ui/FileDrop";
import { Page } from "../../ui/Page";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { useDivisionFilter } from "../../ui/table/divisionFilter";
import { banks, bankText, receiptStates } from "./words";

const columns: readonly Column<ReceiptFile>[] = [
  { key: "name", title: "文件", kind: "text", width: 260, frozen: true, value: (row) => row.name },
  { key: "bank", title: "银行", kind: "text", width: 170, value: (row) => bankText(row.bank) },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 120,
    value: (row) => receiptStates[row.state]?.text ?? row.state,
    render: (row) => (
      <StatusTag tone={receiptStates[row.state]?.tone ?? "neutral"}>
        {receiptStates[row.state]?.text ?? row.state}
      </StatusTag>
    ),
  },
  { key: "rows", title: "行数", kind: "count", width: 90, value: (row) => row.rows },
  { key: "total", title: "金额", kind: "amount", total: true, value: (row) => row.total },
  { key: "matched", title: "匹配", kind: "count", width: 90, value: (row) => row.matched },
  { key: "ignored", title: "重复", kind: "count", width: 90, value: (row) => row.ignored },
  { key: "exceptions", title: "异常", kind: "count", width: 90, value: (row) => row.exceptions },
  { key: "refusal", title: "拒收原因", kind: "text", width: 260, value: (row) => row.refusal },
  { key: "receivedAt", title: "接收时间", kind: "time", value: (row) => row.receivedAt },
  { key: "by", title: "来源", kind: "text", width: 120, value: (row) => row.by },
  { key: "sm3", title: "SM3 摘要", kind: "text", width: 220, hidden: true, value: (row) => row.sm3 },
];

/** Receipt files from the banks: dropped into the inbox, or given in here. */
export function ReceiptsPage() {
  const division = useDivisionFilter();
  const filters = useMemo(() => (division ? [division] : []), [division]);
  return (
    <Page title="银行回单" fill>
      {useMay("treasury.pay") ? <ReceiptDrop /> : null}
      <DataTable
        id="receipts"
        name="银行回单"
        path="/api/payments/receipts"
        columns={columns}
        rowKey={(row: ReceiptFile) => row.sm3}
        filters={filters}
        empty={{ title: "还没有银行回单", next: "银行回单到达收件目录，或在上方上传后，会出现在这里。" }}
      />
    </Page>
  );
}

const largest_bytes = 64 * 1024 * 1024;

function ReceiptDrop() {
  const { notification } = App.useApp();
  const refresh = useRefresh();
  const [bank, setBank] = useState<string>();
  return (
    <section className="sf-panel sf-stack" aria-label="上传回单">
      <div className="sf-row">
        <label htmlFor="receipt-bank">上传回单，来自</label>
        <Select
          id="receipt-bank"
          style={{ width: 220 }}
          placeholder="选择银行"
          options={banks}
          {...(bank === undefined ? {} : { value: bank })}
          onChange={setBank}
        />
      </div>
      {bank === undefined ? (
        <p className="sf-muted">不同银行的回单格式不同，请先选择银行，再上传文件。</p>
      ) : (
        <FileDrop<ReceiptAnswer>
          key={bank}
          path={`/api/payments/receipts?bank=${bank}`}
          hint="银行原样发来的回单文件，不超过 64 MB"
          maxBytes={largest_bytes}
          onDone={(file, answer) => {
            refresh("/api/payments/");
            if (answer.kind === "done") notification.info({ title: file.name, description: resultText(answer.value) });
          }}
        />
      )}
    </section>
  );
}

function resultText(answer: ReceiptAnswer): string {
  if (answer.repeated) return "这份回单以前已经处理过，没有改变任何数据。";
  const exceptions = answer.exceptions === 0 ? "没有异常" : `${answer.exceptions} 行转入支付异常`;
  return `共 ${answer.rows} 行，匹配 ${answer.matched} 行，重复 ${answer.ignored} 行，${exceptions}。`;
}
