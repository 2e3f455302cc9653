import { Button, Input, InputNumber, Modal } from "antd";
import { useState } from "react";
import type { MarkInput } from "../../api/generated/types";
import type { Problem } from "../../kernel/problem";
import { ProblemView } from "../../ui/ProblemView";

type ReturnDialogProps = {
  open: boolean;
  /** How many lines the request has. */
  lines: number;
  busy: boolean;
  problem?: Problem | undefined;
  onConfirm: (reason: string, marks: readonly MarkInput[]) => void;
  onCancel: () => void;
};

type Row = { key: number; line: number | undefined; note: string };

const least = 5;

/** Why it is returned, and which lines are meant: what is marked can be changed without losing the approvals so far. */
export function ReturnDialog(props: ReturnDialogProps) {
  const [reason, setReason] = useState("");
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [next, setNext] = useState(1);
  const short = reason.replace(/\s/g, "").length < least;
  const half = rows.some((row) => row.line === undefined || row.note.trim() === "");
  const confirm = () => {
    if (short || half) return;
    const marks = rows.map((row) => ({ field: "line", line: row.line ?? 0, note: row.note.trim() }));
    props.onConfirm(reason.trim(), marks);
  };
  const change = (key: number, part: Partial<Row>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <Modal
      open={props.open}
      title="退回更正"
      okText="退回"
      cancelText="取消"
      okButtonProps={{ loading: props.busy, disabled: short || half }}
      onOk={confirm}
      onCancel={props.onCancel}
      afterClose={() => {
        setReason("");
        setRows([]);
      }}
      destroyOnHidden
      width={640}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only hears the key that the fields inside leave. */}
      <div
        className="sf-stack"
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) confirm();
        }}
      >
        <Input.TextArea
          autoFocus
          rows={3}
          maxLength={500}
          showCount
          aria-label="退回理由"
          placeholder="请写明退回的理由，经办机构会看到"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {rows.map((row, index) => (
          <div key={row.key} className="sf-row">
            <InputNumber
              aria-label={`标注${index + 1}的行号`}
              placeholder="行号"
              min={0}
              max={props.lines}
              precision={0}
              value={row.line ?? null}
              onChange={(line) => change(row.key, { line: line ?? undefined })}
            />
            <Input
              style={{ flex: 1 }}
              aria-label={`标注${index + 1}的说明`}
              placeholder="这一行哪里需要更正（行号 0 指整份申请）"
              value={row.note}
              onChange={(event) => change(row.key, { note: event.target.value })}
            />
            <Button type="text" onClick={() => setRows(rows.filter((one) => one !== row))}>
              去掉
            </Button>
          </div>
        ))}
        <div className="sf-row">
          <Button
            onClick={() => {
              setRows([...rows, { key: next, line: undefined, note: "" }]);
              setNext(next + 1);
            }}
          >
            标注一行
          </Button>
          <span className="sf-muted sf-small">
            {short ? `理由至少 ${least} 个字。` : "按 Ctrl+Enter 退回。"}
            只改标注的行且总额不增，已有的审核意见继续有效。
          </span>
        </div>
        {props.problem ? <ProblemView problem={props.problem} inline /> : null}
      </div>
    </Modal>
  );
}
