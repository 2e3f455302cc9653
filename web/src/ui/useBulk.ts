import { useCallback, useState } from "react";
import type { BulkAnswer } from "../api/generated/types";
import type { Intent } from "../kernel/api";
import { command } from "../kernel/api";
import { useCommand } from "../kernel/command";
import { useRefresh } from "../kernel/remote";
import type { BulkOutcome } from "./BulkResult";
import { bulkOutcomes } from "./bulkOutcomes";

type Asked<Row> = { rows: readonly Row[]; clear: () => void };

type BulkProps<Row> = {
  /** Takes ids and answers for each by itself. */
  path: string;
  /** What is read anew afterwards: every address below this one. */
  affects: string;
  /** What the result calls a row; its id when not given. */
  label?: (row: Row) => string;
};

/** A command over the selected rows: asked once for all, done for each by itself; what was refused can be retried. */
export function useBulk<Row extends { id: string }>({ path, affects, label = ({ id }) => id }: BulkProps<Row>) {
  const refresh = useRefresh();
  const work = useCallback(
    async (input: { ids: readonly string[]; opinion?: string }, intent: Intent): Promise<BulkAnswer> => {
      const answer = await command<BulkAnswer>(path, input, { intent });
      if (answer.kind === "job") throw new Error(`${path} does not answer with a job`);
      return answer.value;
    },
    [path],
  );
  const { running, run, reset } = useCommand(work);
  const [asked, setAsked] = useState<Asked<Row>>();
  const [outcomes, setOutcomes] = useState<readonly BulkOutcome[]>([]);
  const [labels, setLabels] = useState<ReadonlyMap<string, string>>(new Map());
  const send = async (input: { ids: readonly string[]; opinion?: string }) => {
    const answer = await run(input);
    refresh(affects);
    return answer;
  };
  const confirm = async (opinion?: string) => {
    if (asked === undefined) return;
    const named = new Map(asked.rows.map((row) => [row.id, label(row)] as const));
    const ids = [...named.keys()];
    const answer = await send(opinion === undefined ? { ids } : { ids, opinion });
    if (answer === undefined) return;
    setLabels(named);
    setOutcomes(bulkOutcomes(answer, named));
    if (answer.refused === 0) asked.clear();
    setAsked(undefined);
  };
  const retry = async (ids: readonly string[]) => {
    const answer = await send({ ids });
    if (answer === undefined) return;
    const done = outcomes.filter((outcome) => outcome.problem === undefined);
    setOutcomes([...bulkOutcomes(answer, labels), ...done]);
  };
  return {
    asked: asked?.rows,
    outcomes,
    running,
    ask: (rows: readonly Row[], clear: () => void) => setAsked({ rows, clear }),
    confirm: (opinion?: string) => void confirm(opinion),
    cancel: () => {
      setAsked(undefined);
      reset();
    },
    retry: (ids: readonly string[]) => void retry(ids),
    close: () => setOutcomes([]),
  };
}
