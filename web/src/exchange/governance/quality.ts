export const qualityPath = "/api/governance/quality";

export const measures = [
  { key: "scorePermille", name: "综合" },
  { key: "completenessPermille", name: "完整性" },
  { key: "consistencyPermille", name: "一致性" },
  { key: "acceptancePermille", name: "准确性" },
] as const;

/** Where the axis of scores begins: the ten below the lowest, so that lines near the top can be told apart. */
export function axisFrom(permilles: readonly number[]): number {
  return Math.max(0, Math.floor((Math.min(1000, ...permilles) - 1) / 100) * 10);
}
