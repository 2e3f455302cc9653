import { describe, expect, it } from "vitest";
import type { HistoryForms, UnmappedCell } from "../../api/generated/types";
import { figureText, overviewText, permilleText, spanText, unmappedGroups } from "./history";

describe("figures", () => {
  it("are shown in their own unit, digit by digit", () => {
    expect(figureText("money", 123_456_789)).toBe("1,234,567.89");
    expect(figureText("count", 1_234_567)).toBe("1,234,567");
    expect(figureText("rate", 8_000_000)).toBe("8%");
    expect(figureText("rate", -125_000)).toBe("-0.125%");
    expect(figureText("money", undefined)).toBe("");
  });

  it("of a thousand become percent with one digit", () => {
    expect(permilleText(1056)).toBe("105.6%");
    expect(permilleText(7)).toBe("0.7%");
    expect(permilleText(-80)).toBe("-8.0%");
  });
});

const forms: HistoryForms = {
  forms: [],
  modules: [],
  tasks: [
    { id: "month", name: "月报", words: [], cycle: "month", columns: [], periodsAYear: 12 },
    { id: "quarter", name: "季报", words: [], cycle: "quarter", columns: [], periodsAYear: 4 },
    { id: "final", name: "决算", words: [], cycle: "year", columns: [], periodsAYear: 1 },
  ],
};

it("periods are told as often as the task reports", () => {
  expect(spanText(forms, "month", "201605")).toBe("2016年5月");
  expect(spanText(forms, "quarter", "201609")).toBe("2016年第3季度");
  expect(spanText(forms, "final", "201612")).toBe("2016年");
});

it("unmapped cells of one label and place are one decision", () => {
  const cell: UnmappedCell = {
    sheet: "决算",
    row: 5,
    place: "B5",
    part: "item",
    label: "某项",
    other: "决算数",
    value: "1",
    why: "",
    form: "unemployment",
    task: "final",
    year: 2015,
    suggestions: [],
  };
  const groups = unmappedGroups([cell, { ...cell, place: "C5" }, { ...cell, parent: "income.premium" }]);
  expect(groups.map((group) => group.cells.length)).toEqual([2, 1]);
});

it("a cell of the overview says how whole the year is", () => {
  const year = { year: 2016, expected: 12, regions: 1, figures: 5, failed: 0 };
  expect(overviewText("report", { ...year, state: "part", own: 3, reports: 3 })).toBe("3/12");
  expect(overviewText("report", { ...year, state: "whole", own: 12, reports: 12 })).toBe("齐");
  expect(overviewText("detail", { ...year, state: "part", own: 7, reports: 9 })).toBe("7 个月");
  expect(overviewText("report", { ...year, state: "none", own: 0, reports: 0 })).toBe("");
});
