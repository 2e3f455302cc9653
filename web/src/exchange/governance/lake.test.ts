import { describe, expect, it } from "vitest";
import type { LakeCell } from "../../api/generated/types";
import { period } from "../../kernel/period";
import { barsOf, matrixOf, monthsBetween, shortCount } from "./lake";

const table = {
  id: "enterprise-pension/individual-contributions",
  name: "缴费",
  sourceName: "企业职工养老",
  cycle: "monthly",
};

function cell(month: string, rows: number): LakeCell {
  return {
    table: table.id,
    name: table.name,
    fund: "enterprise-pension",
    period: month,
    rows,
    fen: rows * 100,
    bytes: 1,
    batches: 1,
    lastAt: "2026-11-22T00:00:00Z",
  };
}

const months = monthsBetween(period(2026, 5), period(2026, 11));
const now = period(2026, 11);
const states = (cells: LakeCell[], cycle = "monthly") =>
  matrixOf([{ ...table, cycle }], cells, months, now)[0]?.cells.map((one) => one.state);

describe("the matrix of the lake", () => {
  it("tells what is missing from what was never due", () => {
    expect(states([cell("202606", 100), cell("202607", 100), cell("202609", 100)])).toEqual([
      "none",
      "there",
      "there",
      "missing",
      "there",
      "awaited",
      "none",
    ]);
  });

  it("expects nothing of a table that comes when something happens", () => {
    expect(states([cell("202606", 100)], "realtime")?.slice(2)).toEqual(["none", "none", "none", "none", "none"]);
  });

  it("marks a month with less than half of the rows before", () => {
    expect(states([cell("202605", 100), cell("202606", 50), cell("202607", 24)])?.slice(0, 3)).toEqual([
      "there",
      "there",
      "fewer",
    ]);
  });

  it("colours by the share of the largest month; one row is still seen", () => {
    const row = matrixOf([table], [cell("202605", 1), cell("202606", 1000), cell("202607", 500)], months, now)[0];
    expect(row?.cells.slice(0, 3).map((one) => one.heat)).toEqual([1, 5, 3]);
    expect(row?.rows).toBe(1501);
  });
});

it("months over the turn of a year", () => {
  expect(monthsBetween(period(2025, 11), period(2026, 2))).toEqual(["202511", "202512", "202601", "202602"]);
  expect(monthsBetween(period(2026, 2), period(2026, 1))).toEqual([]);
});

it("counts that fit a cell, never rounded up", () => {
  expect([0, 9_999, 10_000, 19_999, 1_234_567, 123_456_789].map(shortCount)).toEqual([
    "0",
    "9,999",
    "1.0万",
    "1.9万",
    "123万",
    "1.2亿",
  ]);
});

describe("regions of a figure", () => {
  const figure = (key: string, rows: number) => ({ key, name: key, rows, fen: rows * 10 });

  it("of the province are put together by city, of a city by county, and keep the sum", () => {
    const figures = [figure("630102", 1), figure("630103", 2), figure("630202", 4), figure("630100", 8)];
    const province = barsOf(figures, "630000");
    expect(province.map((bar) => [bar.code, bar.rows, bar.hasBelow])).toEqual([
      ["630100", 11, true],
      ["630200", 4, true],
    ]);
    const city = barsOf(figures.slice(0, 2).concat(figure("630100", 8)), "630100");
    expect(city.map((bar) => [bar.name, bar.rows, bar.isOwn])).toEqual([
      ["西宁市本级", 8, true],
      ["城中区", 2, false],
      ["城东区", 1, false],
    ]);
  });

  it("keeps a code that nobody knows and rows without one", () => {
    const bars = barsOf([figure("639999", 3), figure("", 1)], "630000");
    expect(bars.map((bar) => [bar.code, bar.name, bar.rows])).toEqual([
      ["639999", "639999", 3],
      ["", "（无区划）", 1],
    ]);
  });
});
