import type { InspectionCheck, InspectionFinding } from "../../../api/generated/types";
import type { Tone } from "../../../ui/StatusTag";

/** What an inspection says of a check. */
export function resultOf({ isHard, count }: Pick<InspectionCheck, "isHard" | "count">): { tone: Tone; text: string } {
  if (count === 0) return { tone: "good", text: "正常" };
  return isHard
    ? { tone: "bad", text: `${count.toLocaleString()} 处差错` }
    : { tone: "warn", text: `${count.toLocaleString()} 项待看` };
}

/** The inspection in one sentence. */
export function verdictOf(checks: readonly InspectionCheck[]): { tone: Tone; text: string } {
  const sum = (isHard: boolean) =>
    checks.filter((check) => check.isHard === isHard).reduce((count, check) => count + check.count, 0);
  const [faults, looks] = [sum(true), sum(false)];
  if (faults > 0) return { tone: "bad", text: `账簿有 ${faults.toLocaleString()} 处差错，请立即核查` };
  return looks > 0
    ? { tone: "good", text: `账簿完整一致，另有 ${looks.toLocaleString()} 项供复核` }
    : { tone: "good", text: "账簿完整一致，没有需要复核的事项" };
}

/** A finding with the check that made it. */
export type FindingRow = InspectionFinding & { key: string; check: string };

/**
 * Findings as rows, those of faults first.
 * @param chosen Only of this check; of all when undefined.
 */
export function findingRows(checks: readonly InspectionCheck[], chosen: string | undefined): FindingRow[] {
  return checks
    .filter((check) => chosen === undefined || check.id === chosen)
    .toSorted((one, other) => Number(other.isHard) - Number(one.isHard))
    .flatMap((check) =>
      check.findings.map((finding, index) => ({ ...finding, key: `${check.id}-${index}`, check: check.title })),
    );
}
