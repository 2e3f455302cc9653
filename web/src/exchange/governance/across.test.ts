import { describe, expect, it } from "vitest";
import type { FundFigure, TableLine } from "../../api/generated/types";
import { fundMatrix, kindsOf } from "./across";

const table = (id: string, name: string): TableLine => {
  const fund = id.startsWith("treasury/") ? {} : { fund: id.split("/")[0] as NonNullable<TableLine["fund"]> };
  return {
    id,
    name,
    source: id.split("/")[0] ?? "",
    sourceName: "",
    ...fund,
    origin: "tender",
    group: "business",
    cycle: "monthly",
    fields: 0,
    rules: 0,
    key: [],
    isKeyUnique: true,
    scope: [],
    fieldNames: [],
  };
};

const figure = (fund: FundFigure["fund"], division: string, period: string, rows: number, fen: number): FundFigure => ({
  fund,
  division,
  period,
  rows,
  fen,
});

describe("kindsOf", () => {
  it("puts tables of one id together and names them by what their names share", () => {
    const kinds = kindsOf([
      table("enterprise-pension/transfers", "职工养老保险转移收支明细"),
      table("unemployment/transfers", "失业保险转移收支明细"),
      table("work-injury/transfers", "工伤保险转移收支明细"),
      table("employee-medical/treatments", "职工医疗保险个人待遇支出明细"),
      table("resident-medical/treatments", "居民医疗待遇支付明细"),
      table("enterprise-pension/alone", "死亡人员明细"),
      table("treasury/transfers", "国库划款明细"),
    ]);
    expect(kinds.map(({ id, name }) => [id, name])).toEqual([
      ["transfers", "转移收支明细"],
      ["treatments", "职工医疗保险个人待遇支出明细"],
    ]);
    expect([...(kinds[0]?.tables.keys() ?? [])]).toEqual(["enterprise-pension", "unemployment", "work-injury"]);
  });
});

describe("fundMatrix", () => {
  it("sums rows and columns to the same whole, by month or by region", () => {
    const figures = [
      figure("unemployment", "630102", "202602", 2, 20),
      figure("enterprise-pension", "630102", "202601", 3, 300),
      figure("enterprise-pension", "630103", "202602", 4, 400),
    ];
    const { columns, rows, total } = fundMatrix(figures, (one) => one.period);
    expect(columns).toEqual(["202601", "202602"]);
    expect(rows.map((row) => [row.fund, row.total])).toEqual([
      ["enterprise-pension", { rows: 7, fen: 700 }],
      ["unemployment", { rows: 2, fen: 20 }],
    ]);
    expect(rows[1]?.cells.get("202601")).toEqual({ rows: 0, fen: 0 });
    expect(total.cells.get("202602")).toEqual({ rows: 6, fen: 420 });
    expect(total.total).toEqual({ rows: 9, fen: 720 });
    const regions = fundMatrix(figures, (one) => one.division);
    expect([...regions.total.cells]).toEqual([
      ["630102", { rows: 5, fen: 320 }],
      ["630103", { rows: 4, fen: 400 }],
    ]);
  });
});
