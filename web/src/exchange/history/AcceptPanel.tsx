import { Button, Input, InputNumber, Select } from "antd";
import { useCallback, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import type { HistoryBatch, HistoryForms, TrialView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { fundText } from "../../kernel/funds";
import { useRefresh } from "../../kernel/remote";
import { ProblemView } from "../../ui/ProblemView";
import { columnName, historyPath, reasonMost } from "./history";

type Stated = { item: string; column: string; total: string };
type Acceptance = { reports?: number; cells?: number; totals: Stated[]; reason?: string };

/** The paper's control totals beside what was read, and the button that makes the file count. */
export function AcceptPanel({ view, forms }: { view: TrialView; forms: HistoryForms }) {
  const [reports, setReports] = useState<number | null>(null);
  const [cells, setCells] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const [stated, setStated] = useState<Stated[]>([]);
  const refresh = useRefresh();
  const navigate = useNavigate();
  const send = useCallback(
    (body: Acceptance, intent: Intent) =>
      command<HistoryBatch>(`${historyPath}trials/${view.trial.id}/accept`, body, { intent }),
    [view.trial.id],
  );
  const { running, run } = useCommand(send);
  const accept = async () => {
    const answer = await run({
      ...(reports === null ? {} : { reports }),
      ...(cells === null ? {} : { cells }),
      totals: stated.filter((one) => one.total.trim() !== ""),
      ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
    });
    if (answer === undefined) return;
    refresh(historyPath);
    void navigate("/exchange/history/versions");
  };
  const found = view.sheets.filter((sheet) => sheet.cells > 0).length;
  return (
    <section className="sf-panel sf-stack" aria-label="正式导入">
      <div className="sf-row">
        <span className="sf-row">
          报表张数
          <InputNumber
            aria-label="报表张数"
            min={0}
            value={reports}
            placeholder={String(found)}
            onChange={setReports}
          />
        </span>
        <span className="sf-row">
          数据个数
          <InputNumber
            aria-label="数据个数"
            min={0}
            value={cells}
            placeholder={String(view.cells)}
            onChange={setCells}
          />
        </span>
        <TotalPicker view={view} forms={forms} stated={stated} onChange={setStated} />
        <span className="sf-grow" />
        <Button
          type="primary"
          disabled={view.blockers.length > 0}
          loading={running.state === "running"}
          onClick={() => void accept()}
        >
          正式导入
        </Button>
      </div>
      {view.failedCount === 0 ? null : (
        <Input
          aria-label="校验不成立的说明"
          placeholder={`有 ${view.failedCount} 条校验不成立；原表如此的，请说明`}
          maxLength={reasonMost}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <p className="sf-muted sf-small">控制数填原表上的数，可不填；填了就必须与读出的一致。金额单位：元。</p>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </section>
  );
}

type PickerProps = {
  view: TrialView;
  forms: HistoryForms;
  stated: Stated[];
  onChange: (stated: Stated[]) => void;
};

/** Control totals of items, chosen out of those that were read. */
function TotalPicker({ view, forms, stated, onChange }: PickerProps) {
  const options = useMemo(() => {
    const known = new Map<string, string>();
    for (const total of view.totals) {
      const column = columnName(forms, total.task, total.column, fundText);
      known.set(`${total.item}\n${total.column}`, `${total.name}（${column}）`);
    }
    return [...known].map(([value, label]) => ({ value, label }));
  }, [view.totals, forms]);
  const keyOf = (one: Stated) => `${one.item}\n${one.column}`;
  return (
    <>
      <Select
        aria-label="控制数项目"
        mode="multiple"
        style={{ minWidth: 260 }}
        maxTagCount={1}
        placeholder="选择要核对合计的项目"
        value={stated.map(keyOf)}
        options={options}
        onChange={(keys: string[]) =>
          onChange(
            keys.map((key) => {
              const [item = "", column = ""] = key.split("\n");
              return stated.find((one) => keyOf(one) === key) ?? { item, column, total: "" };
            }),
          )
        }
      />
      {stated.map((one) => (
        <Input
          key={keyOf(one)}
          aria-label={`${options.find((option) => option.value === keyOf(one))?.label ?? ""}合计`}
          placeholder={options.find((option) => option.value === keyOf(one))?.label ?? ""}
          style={{ width: 200 }}
          value={one.total}
          onChange={(event) =>
            onChange(stated.map((other) => (other === one ? { ...one, total: event.target.value } : other)))
          }
        />
      ))}
    </>
  );
}
