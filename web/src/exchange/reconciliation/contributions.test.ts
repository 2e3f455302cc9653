import { describe, expect, it } from "vitest";
import type { ContributionLine } from "../../api/generated/types";
import { contributionTable } from "./contributions";

function line(side: string, fund: string, period: string, personFen: number): ContributionLine {
  const source = { batch: "b", file: 0, line: 2, table: `${fund}/individual-contributions` };
  return { side, fund, table: source.table, period, region: "630102", personFen, source };
}

describe("a person's contributions", () => {
  const table = contributionTable([
    line("agency", "unemployment", "202602", 25_00),
    line("agency", "enterprise-pension", "202601", 400_00),
    line("tax", "enterprise-pension", "202601", 390_00),
    line("agency", "enterprise-pension", "202604", 400_00),
    line("tax", "enterprise-pension", "202604", 400_00),
    line("tax", "resident-medical", "202601", 380_00),
    line("tax", "resident-medical", "202604", 380_00),
  ]);

  it("stand in a row for every month and a column for every fund, with their sums", () => {
    expect(table.funds).toEqual(["enterprise-pension", "resident-medical", "unemployment"]);
    expect(table.months.map(({ period, paid }) => [period, paid])).toEqual([
      ["202601", 780_00],
      ["202602", 25_00],
      ["202603", 0],
      ["202604", 780_00],
    ]);
    expect([...table.totals, table.total]).toEqual([800_00, 760_00, 25_00, 1585_00]);
  });

  it("have gaps where a month between others is missing, but not for who pays once a year", () => {
    const gaps = table.months.map(({ cells }) => cells.map((cell) => cell.isGap));
    expect(gaps).toEqual([
      [false, false, false],
      [true, false, false],
      [true, false, false],
      [false, false, false],
    ]);
    expect(table.gaps).toBe(2);
  });

  it("count a month once, and say so where the tax bureau tells another amount", () => {
    expect(table.months[0]?.cells[0]).toMatchObject({ paid: 400_00, taxed: 390_00 });
    expect(table.months[3]?.cells[0]?.taxed).toBeUndefined();
    expect(table.months[0]?.cells[1]).toMatchObject({ paid: 380_00, taxed: undefined });
  });
});
