import { Button } from "antd";
import { useState } from "react";
import type { Unmasked } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { ReasonDialog } from "../../ui/ReasonDialog";

async function unmask(input: { path: string; reason: string }, intent: Intent): Promise<Unmasked> {
  const answer = await command<Unmasked>(`${input.path}/unmask`, { reason: input.reason }, { intent });
  if (answer.kind === "job") throw new Error("unmasking does not answer with a job");
  return answer.value;
}

/** The line's own address: expenditure/requests/{id}/lines/{number}. */
type UnmaskProps = { path: string; whole: Unmasked | undefined; onWhole: (whole: Unmasked | undefined) => void };

/** Seeing id and account whole is a deed with a reason, which the server writes down before it answers. */
export function Unmask({ path, whole, onWhole }: UnmaskProps) {
  const { running, run, reset } = useCommand(unmask);
  const [asking, setAsking] = useState(false);
  if (whole !== undefined) {
    return (
      <div className="sf-row">
        <Button onClick={() => onWhole(undefined)}>隐藏</Button>
        <span className="sf-muted">本次查看已记入审计日志</span>
      </div>
    );
  }
  const confirm = async (reason: string) => {
    const found = await run({ path, reason });
    if (found === undefined) return;
    setAsking(false);
    onWhole(found);
  };
  return (
    <>
      <div>
        <Button onClick={() => setAsking(true)}>查看完整证件号和账号</Button>
      </div>
      <ReasonDialog
        open={asking}
        title="查看完整证件号和账号"
        effect="您的姓名、时间和理由将先记入审计日志，然后显示。"
        least={2}
        placeholder="请写明查看的理由"
        confirmText="记录并查看"
        busy={running.state === "running"}
        problem={running.state === "refused" ? running.problem : undefined}
        onConfirm={(reason) => void confirm(reason)}
        onCancel={() => {
          setAsking(false);
          reset();
        }}
      />
    </>
  );
}
