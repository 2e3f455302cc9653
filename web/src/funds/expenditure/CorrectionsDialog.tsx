import { Input, Modal } from "antd";
import { useState } from "react";
import type { CorrectionInput, LineView } from "../../api/generated/types";
import type { Problem } from "../../kernel/problem";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { requestsPath } from "./requestList";

type CorrectionsDialogProps = {
  id: string;
  busy: boolean;
  problem?: Problem | undefined;
  onConfirm: (lines: readonly CorrectionInput[], note: string) => void;
  onCancel: () => void;
};

/** As many failed lines as one corrects by hand; they come in the order of the file. */
const shown = 200;

type Edits = Readonly<Record<number, CorrectionInput>>;

/** Name, account and bank of failed lines; lines that are left empty stay as they are. Amounts never change. */
export function CorrectionsDialog({ id, busy, problem, onConfirm, onCancel }: CorrectionsDialogProps) {
  const path = `${requestsPath}/${encodeURIComponent(id)}/lines`;
  const failed = useRemote<{ items: readonly LineView[]; total: number }>(path, { state: "failed", limit: shown });
  const refunded = useRemote<{ items: readonly LineView[]; total: number }>(path, { state: "refunded", limit: shown });
  const [edits, setEdits] = useState<Edits>({});
  const [note, setNote] = useState("");
  const filled = Object.values(edits).filter((edit) => edit.account.trim() !== "");
  return (
    <Modal
      open
      width={980}
      title="更正失败明细"
      okText={`提交更正（${filled.length} 笔）`}
      cancelText="取消"
      okButtonProps={{ loading: busy, disabled: filled.length === 0 }}
      onOk={() => onConfirm(filled, note.trim() === "" ? `更正 ${filled.length} 笔` : note.trim())}
      onCancel={onCancel}
    >
      <div className="sf-stack">
        <p className="sf-muted">填写新的账号即为更正该行；金额不能更正。提交后由社保处确认，再重新支付。</p>
        <RemoteView remote={failed}>
          {(page) => {
            const rows = [...page.items, ...(refunded.state === "ready" ? refunded.value.items : [])];
            if (rows.length === 0) return <EmptyState title="没有失败的明细" next="可能刚刚已经处理，请刷新本页。" />;
            return <Lines rows={rows} edits={edits} onChange={setEdits} />;
          }}
        </RemoteView>
        <Input
          aria-label="更正说明"
          placeholder="更正说明（可不填）"
          value={note}
          onChange={(e) => setNote(e.target.value)}
        />
        {problem ? <ProblemView problem={problem} inline /> : null}
      </div>
    </Modal>
  );
}

function Lines({
  rows,
  edits,
  onChange,
}: {
  rows: readonly LineView[];
  edits: Edits;
  onChange: (edits: Edits) => void;
}) {
  const editOf = (row: LineView): CorrectionInput =>
    edits[row.number] ?? {
      number: row.number,
      name: row.name,
      account: "",
      bankCode: row.bankCode,
      bankName: row.bankName,
    };
  const change = (row: LineView, part: Partial<CorrectionInput>) =>
    onChange({ ...edits, [row.number]: { ...editOf(row), ...part } });
  const box = (row: LineView, field: "name" | "account" | "bankCode" | "bankName", label: string) => (
    <Input
      aria-label={`第 ${row.number} 行${label}`}
      placeholder={field === "account" ? row.account : undefined}
      value={editOf(row)[field]}
      onChange={(event) => change(row, { [field]: event.target.value })}
    />
  );
  return (
    <div className="sf-scroll-x sf-corrections">
      <table className="sf-plain">
        <caption className="sf-sr">失败的明细</caption>
        <thead>
          <tr>
            <th scope="col">行</th>
            <th scope="col">户名</th>
            <th scope="col">新账号</th>
            <th scope="col">行号</th>
            <th scope="col">开户行</th>
            <th scope="col" className="sf-right">
              金额
            </th>
            <th scope="col">失败原因</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <td>{row.number}</td>
              <td>{box(row, "name", "户名")}</td>
              <td>{box(row, "account", "新账号")}</td>
              <td>{box(row, "bankCode", "行号")}</td>
              <td>{box(row, "bankName", "开户行")}</td>
              <td className="sf-right">
                <Amount value={row.amount} />
              </td>
              <td>{row.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
