import type { BulkAnswer } from "../api/generated/types";
import type { BulkOutcome } from "./BulkResult";

/** The server's row results as the result panel shows them. */
export function bulkOutcomes(answer: BulkAnswer, labels: ReadonlyMap<string, string>): BulkOutcome[] {
  return answer.rows.map((row) => {
    const outcome = { key: row.id, label: labels.get(row.id) ?? row.id };
    if (row.done) return outcome;
    const problem = { status: 409, code: row.code, title: "未完成", detail: row.message, requestId: "" };
    return { ...outcome, problem };
  });
}
