import { expect, it } from "vitest";
import type { QualityRow } from "../../api/generated/types";
import { trendOfQuality } from "./quality";

function row(period: string, received: number, permille: number): QualityRow {
  return {
    batch: "b",
    table: "enterprise-pension/individual-contributions",
    tableName: "缴费",
    fund: "enterprise-pension",
    sender: "630100SB",
    division: "630100",
    period,
    at: "2026-11-22T00:00:00Z",
    received,
    accepted: received,
    returned: 0,
    duplicate: 0,
    noted: 0,
    completenessPermille: permille,
    consistencyPermille: 1000,
    acceptancePermille: permille - 1,
    scorePermille: permille,
  };
}

it("the trend of quality is by month, oldest first, weighted by rows", () => {
  const points = trendOfQuality([row("202610", 10, 1000), row("202609", 900, 900), row("202609", 100, 500)]);
  expect(points.map((point) => [point.period, point.scorePermille, point.acceptancePermille])).toEqual([
    ["202609", 860, 859],
    ["202610", 1000, 999],
  ]);
});

it("a batch without rows does not spoil the month", () => {
  expect(trendOfQuality([row("202609", 0, 0)])[0]?.scorePermille).toBe(1000);
});
