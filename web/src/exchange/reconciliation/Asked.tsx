import { Button, Drawer } from "antd";
import { useState } from "react";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { timeText } from "../../kernel/period";
import { useRefresh } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { JobCard } from "../../ui/JobCard";
import { ProblemView } from "../../ui/ProblemView";
import { reconciliationPath } from "./matrix";

async function askNow(_: null, intent: Intent): Promise<string> {
  const answer = await command<never>(`${reconciliationPath}/answers`, {}, { intent });
  if (answer.kind !== "job") throw new Error("asking again is a job");
  return answer.jobId;
}

/** When the figures are of, and the way to have them worked out again. */
export function Asked({ at }: { at?: string | undefined }) {
  const may = useMay("reconcile.run");
  const refresh = useRefresh();
  const [job, setJob] = useState<string>();
  const { running, run } = useCommand(askNow);
  const close = () => {
    setJob(undefined);
    refresh(reconciliationPath);
  };
  return (
    <div className="sf-row">
      <span className="sf-muted">
        {at === undefined ? "还没有结果" : `数据截至 ${timeText(at)}`}；明细入库后十分钟内自动更新
      </span>
      {may ? (
        <Button loading={running.state === "running"} onClick={() => void run(null).then(setJob)}>
          重新计算
        </Button>
      ) : null}
      {running.state === "refused" ? <ProblemView problem={running.problem} /> : null}
      <Drawer open={job !== undefined} onClose={close} title="对账、核对与主索引" size="large" destroyOnHidden>
        {job === undefined ? null : <JobCard jobId={job} />}
      </Drawer>
    </div>
  );
}
