import { App, DatePicker, Form, Input, Modal } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import type { BatchAnswer, FailedLineInput } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useRefresh } from "../../kernel/remote";
import { ProblemView } from "../../ui/ProblemView";
import { batchesPath } from "./address";
import { readFailedLines } from "./failedLines";

type Paid = { path: string; paidOn: string; reference: string; failed: readonly FailedLineInput[] };

async function record({ path, ...body }: Paid, intent: Intent): Promise<BatchAnswer> {
  const answer = await command<BatchAnswer>(path, body, { intent });
  if (answer.kind === "job") throw new Error("recording does not answer with a job");
  return answer.value;
}

type PaidDialogProps = { id: string; action: string; lines: number; onClose: () => void };

/** What a paper slip or the treasury's own system paid: all lines, but for those named with a reason. */
export function PaidDialog({ id, action, lines, onClose }: PaidDialogProps) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const { running, run } = useCommand(record);
  const [paidOn, setPaidOn] = useState(dayjs());
  const [reference, setReference] = useState("");
  const [text, setText] = useState("");
  const failed = readFailedLines(text, lines);
  const confirm = async () => {
    if (failed === undefined) return;
    const path = `${batchesPath}/${encodeURIComponent(id)}/${action}`;
    const answer = await run({ path, paidOn: paidOn.format("YYYY-MM-DD"), reference: reference.trim(), failed });
    if (answer === undefined) return;
    refresh("/api/payments/");
    void message.success(`已登记，现在是“${answer.stateTitle}”`);
    onClose();
  };
  return (
    <Modal
      open
      title="登记支付结果"
      okText="登记"
      cancelText="取消"
      okButtonProps={{
        loading: running.state === "running",
        disabled: failed === undefined || reference.trim() === "",
      }}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label="支付日期" htmlFor="paid-on">
          <DatePicker
            id="paid-on"
            allowClear={false}
            maxDate={dayjs()}
            value={paidOn}
            onChange={(day) => day && setPaidOn(day)}
          />
        </Form.Item>
        <Form.Item label="凭据号（凭证或对账单编号）" htmlFor="paid-reference" required>
          <Input id="paid-reference" value={reference} onChange={(event) => setReference(event.target.value)} />
        </Form.Item>
        <Form.Item
          label="未支付的明细（每行一笔：行号 原因；全部支付则留空）"
          htmlFor="paid-failed"
          {...(failed === undefined
            ? { validateStatus: "error" as const, help: `每行写“行号 原因”，行号在 1 到 ${lines} 之间且不重复。` }
            : {})}
        >
          <Input.TextArea id="paid-failed" rows={4} value={text} onChange={(event) => setText(event.target.value)} />
        </Form.Item>
        {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
      </Form>
    </Modal>
  );
}
