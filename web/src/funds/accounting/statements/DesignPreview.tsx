import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { StatementView } from "../../../api/generated/types";
import { command, newIntent } from "../../../kernel/api";
import { unitText } from "../../../kernel/money";
import { usePaused } from "../../../kernel/paused";
import type { Problem } from "../../../kernel/problem";
import { problemOf } from "../../../kernel/problem";
import { Amount } from "../../../ui/Amount";
import { ProblemView } from "../../../ui/ProblemView";
import { useShownUnit } from "../../../ui/unit";
import { Checks } from "./Checks";
import type { Design } from "./design";
import { sent } from "./design";
import { StatementGrid } from "./StatementGrid";
import { BookPickers } from "./StatementPickers";
import type { Asked } from "./statements";
import { statementPath } from "./statements";

/** A design as the server sees it: filled in, or everything that is wrong with it. */
export type Preview = { view: StatementView | undefined; reasons: readonly string[]; problem: Problem | undefined };

const pause_ms = 400;

/** An id that the server accepts, so that the rest can be tried before one is chosen. */
const trialId = "preview";

/** Asks the server again whenever typing pauses. Nothing is kept there. */
export function usePreview(design: Design, { division, fund, period }: Asked): Preview {
  const text = usePaused(JSON.stringify(sent(design)), pause_ms);
  const { data, error } = useQuery({
    queryKey: ["statement-preview", text, division, fund, period],
    queryFn: async ({ signal }) => {
      const statement = JSON.parse(text) as Design;
      const path = `${statementPath(statement.id || trialId)}/preview`;
      const body = { statement, division, fund, period };
      const answer = await command<StatementView>(path, body, { intent: newIntent(), signal });
      return answer.kind === "done" ? answer.value : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const problem = error === null ? undefined : problemOf(error);
  return { view: data, reasons: problem?.reasons ?? [], problem };
}

/** The faults in words and the statement in real figures, beside the design. */
export function DesignPreview({ preview: { view, reasons, problem } }: { preview: Preview }) {
  const unit = useShownUnit();
  return (
    <section className="sf-panel sf-designer-preview sf-stack" aria-label="试算">
      <h2>试算（{unitText[unit]}）</h2>
      <div className="sf-row">
        <BookPickers />
      </div>
      {reasons.length > 0 ? (
        <div className="sf-checks-bad" role="alert">
          <b>▲ 定义有 {reasons.length} 处错误，改好后才能保存</b>
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {problem !== undefined && reasons.length === 0 ? <ProblemView problem={problem} inline /> : null}
      {view === undefined || problem !== undefined ? null : (
        <>
          <Checks checks={view.checks} />
          <StatementGrid view={view} indent={16} cell={(value) => <Amount value={value} />} />
        </>
      )}
    </section>
  );
}
