import { Button, Select } from "antd";
import { useState } from "react";
import type { KeptDecision, LineDecision, Verdict } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { timeText } from "../../kernel/period";
import { useRefresh } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { StatusTag } from "../../ui/StatusTag";
import { reconciliationPath } from "./matrix";

type Ordered = {
  question: string;
  line: string;
  division: string;
  verdict: string;
  reason: string;
  /** When the decision was made that the person saw. */
  seen: string | undefined;
};

/** What the server takes. */
const reasonMost = 500;

async function decide({ question, ...body }: Ordered, intent: Intent): Promise<KeptDecision> {
  const answer = await command<KeptDecision>(`${reconciliationPath}/${question}/decisions`, body, { intent });
  if (answer.kind === "job") throw new Error("a decision is no job");
  return answer.value;
}

type DecisionFormProps = {
  question: string;
  line: string;
  division: string;
  verdicts: readonly Verdict[];
  decision: LineDecision | undefined;
};

/** What somebody has found about a line, and the way to say it. */
export function DecisionForm({ question, line, division, verdicts, decision: told }: DecisionFormProps) {
  const may = useMay("reconcile.decide");
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  const [verdict, setVerdict] = useState(verdicts[0]?.id ?? "");
  const [kept, setKept] = useState<LineDecision>();
  const { running, run, reset } = useCommand(decide);
  const decision = kept !== undefined && (told === undefined || kept.at >= told.at) ? kept : told;
  const confirm = async (reason: string) => {
    const made = await run({ question, line, division, verdict, reason, seen: decision?.at });
    // Also when it was refused: somebody else may have decided.
    refresh(reconciliationPath);
    if (made === undefined) return;
    setKept({ ...made, isOutdated: false });
    setOpen(false);
  };
  return (
    <div className="sf-row">
      {decision === undefined ? (
        <StatusTag tone="warn">待处理</StatusTag>
      ) : (
        <>
          <StatusTag tone={decision.isOutdated ? "bad" : "good"}>
            {decision.isOutdated ? "数据已变化，请复核" : nameOf(decision.verdict, verdicts)}
          </StatusTag>
          <span>
            {decision.isOutdated ? `${nameOf(decision.verdict, verdicts)}：` : ""}
            {decision.reason}
          </span>
          <span className="sf-muted">
            {decision.byName} {timeText(decision.at)}
          </span>
        </>
      )}
      {may ? <Button onClick={() => setOpen(true)}>{decision === undefined ? "处理" : "重新处理"}</Button> : null}
      <ReasonDialog
        open={open}
        title="处理结论"
        effect="结论和原因会留痕；重新计算后仍然有效，数据变化时会提示复核。"
        least={2}
        most={reasonMost}
        placeholder="请写明查明的原因或依据"
        confirmText="确定"
        busy={running.state === "running"}
        problem={running.state === "refused" ? running.problem : undefined}
        onConfirm={(reason) => void confirm(reason)}
        onCancel={() => {
          setOpen(false);
          reset();
        }}
      >
        <Select
          aria-label="结论"
          value={verdict}
          onChange={setVerdict}
          options={verdicts.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </ReasonDialog>
    </div>
  );
}

export function nameOf(id: string, named: readonly { id: string; name: string }[]): string {
  return named.find((one) => one.id === id)?.name ?? id;
}
