import { describe, expect, it } from "vitest";
import type { MatchSum } from "../../api/generated/types";
import { fen } from "../../kernel/money";
import { barsOf, matrixOf } from "./matrix";

const sum = (region: string, period: string, status: string, lines: number, difference: number): MatchSum => ({
  fund: "enterprise-pension",
  region,
  period,
  status,
  lines,
  differenceFen: fen(difference),
  agencyFen: fen(1000),
  taxFen: fen(900),
  treasuryFen: fen(800),
});

describe("matrixOf", () => {
  it("adds statuses by region and month and colours by the difference", () => {
    const { months, rows, total } = matrixOf([
      sum("630103", "202602", "amount", 2, 500),
      sum("630102", "202601", "matched", 7, 0),
      sum("630102", "202601", "only-tax", 1, 100),
      sum("630102", "202602", "period", 1, 0),
    ]);
    expect(months).toEqual(["202601", "202602"]);
    expect(rows.map((row) => row.region)).toEqual(["630102", "630103"]);
    expect(rows[0]?.cells.get("202601")).toMatchObject({
      lines: 8,
      differing: 1,
      difference: 100,
      agency: 2000,
      heat: 1,
    });
    expect(rows[0]?.cells.get("202602")).toMatchObject({ differing: 1, difference: 0, heat: 1 });
    expect(rows[1]?.cells.get("202602")?.heat).toBe(5);
    expect(rows[1]?.cells.get("202601")).toMatchObject({ lines: 0, heat: 0 });
    expect(total).toMatchObject({ lines: 11, differing: 4, difference: 600, treasury: 3200 });
  });
});

describe("barsOf", () => {
  it("has a piece for every step, in its order, and leaves away statuses without lines", () => {
    const steps = [
      { name: "0–30天", from: 0, to: 30 },
      { name: "90天以上", from: 91 },
    ];
    const statuses = ["amount", "only-tax"].map((id) => ({ id, name: id, tone: "bad", reason: "" }));
    const ages = [
      { age: 1, status: "amount", lines: 3, differenceFen: fen(1) },
      { age: 1, status: "amount", lines: 2, differenceFen: fen(1) },
    ];
    expect(barsOf(ages, steps, statuses)).toEqual({
      statuses: [statuses[0]],
      series: [
        { name: "0–30天", values: [0] },
        { name: "90天以上", values: [5] },
      ],
    });
  });
});
