import type { QualityRow } from "../../api/generated/types";
import { grouped } from "../../kernel/group";

export const qualityPath = "/api/governance/quality";

export const measures = [
  { key: "scorePermille", name: "综合" },
  { key: "completenessPermille", name: "完整性" },
  { key: "consistencyPermille", name: "一致性" },
  { key: "acceptancePermille", name: "准确性" },
] as const;

export type Measure = (typeof measures)[number]["key"];

export type TrendPoint = { period: string } & Record<Measure, number>;

/** Scores by month, each batch with the weight of its received rows. Whole thousandths, cut off. */
export function trendOfQuality(rows: readonly QualityRow[]): TrendPoint[] {
  const months = [...grouped(rows, (row) => row.period)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return months.map(([period, ones]) => {
    const weight = ones.reduce((sum, row) => sum + row.received, 0);
    const mean = (key: Measure) =>
      weight === 0 ? 1000 : Math.floor(ones.reduce((sum, row) => sum + row[key] * row.received, 0) / weight);
    return {
      period,
      scorePermille: mean("scorePermille"),
      completenessPermille: mean("completenessPermille"),
      consistencyPermille: mean("consistencyPermille"),
      acceptancePermille: mean("acceptancePermille"),
    };
  });
}
