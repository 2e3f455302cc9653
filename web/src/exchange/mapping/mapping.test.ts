import { describe, expect, it } from "vitest";
import type { CatalogField, CatalogTable, SampleReading } from "../../api/generated/types";
import type { Draft } from "./mapping";
import {
  assign,
  codesOf,
  codesText,
  draftOf,
  fieldOf,
  fill,
  idOf,
  matchOf,
  missingOf,
  nameOf,
  patternOf,
  stepText,
  withSteps,
} from "./mapping";

const format = { headingRow: 1, footers: [] };

const reading = {
  id: "s",
  fileName: "工资.csv",
  table: "payroll/persons",
  format,
  columns: ["单位", "身份证", "应发"].map((name) => ({ name, samples: [] })),
  proposed: [
    {
      column: { field: "employerName", from: "columns", sources: ["单位"], transforms: [] },
      score: 92,
      why: "常用别名",
    },
    { column: { field: "grossPay", from: "columns", sources: ["应发"], transforms: [] }, score: 50, why: "列名相近" },
    { column: { field: "dataPeriod", from: "period", sources: [], transforms: [] }, score: 70, why: "" },
  ],
} as unknown as SampleReading;

const field = (id: string, required: boolean): CatalogField => ({
  id,
  name: id,
  type: "text",
  max: 0,
  required,
  mayBeNegative: false,
  since: 1,
  until: 0,
});

const table = {
  fields: [field("employerName", true), field("citizenIdNumber", true), field("remark", false)],
} as unknown as CatalogTable;

describe("a draft", () => {
  const draft = draftOf(reading);

  it("tells what was matched by itself and what somebody should look at", () => {
    expect(matchOf(draft, "单位", reading).state).toBe("auto");
    expect(matchOf(draft, "应发", reading).state).toBe("confirm");
    expect(matchOf(draft, "身份证", reading).state).toBe("unused");
    expect(matchOf(assign(draft, "身份证", "citizenIdNumber"), "身份证", reading).state).toBe("chosen");
  });

  it("gives a heading to one field only", () => {
    const moved = assign(draft, "单位", "remark");
    expect(fieldOf(moved, "单位")?.field).toBe("remark");
    expect(moved.columns.map((column) => column.field)).not.toContain("employerName");
    expect(fieldOf(assign(draft, "单位", undefined), "单位")).toBeUndefined();
  });

  it("takes the first filled of two headings that are given to one field", () => {
    const both = assign(draft, "身份证", "grossPay");
    expect(fieldOf(both, "身份证")).toMatchObject({ from: "firstFilled", sources: ["应发", "身份证"] });
  });

  it("replaces a constant by a heading and a heading by a constant", () => {
    const constant = fill(draft, "grossPay", "constant", "5");
    expect(fieldOf(constant, "应发")).toBeUndefined();
    expect(constant.columns.find((column) => column.field === "grossPay")?.text).toBe("5");
    expect(fieldOf(assign(constant, "应发", "grossPay"), "应发")?.from).toBe("columns");
    expect(fill(constant, "grossPay", undefined).columns.map((column) => column.field)).not.toContain("grossPay");
  });

  it("keeps steps with their field", () => {
    const steps = withSteps(draft, "grossPay", [{ kind: "amount", number: 0 }]);
    expect(fieldOf(steps, "应发")?.transforms).toHaveLength(1);
    expect(fieldOf(steps, "单位")?.transforms).toHaveLength(0);
  });

  it("lists required fields that nothing fills", () => {
    expect(missingOf(draft, table).map((one) => one.id)).toEqual(["citizenIdNumber"]);
    const empty: Draft = { ...draft, columns: [] };
    expect(missingOf(empty, table)).toHaveLength(2);
  });
});

it("reads code lists as people type them", () => {
  expect(codesOf("企业养老=110\n失业 ＝ 210\n空\n=1")).toEqual({ 企业养老: "110", 失业: "210" });
  expect(codesText({ 甲: "1", 乙: "2" })).toBe("甲=1\n乙=2");
});

it("makes a pattern of a file's name where it tells a month", () => {
  expect(patternOf("缴费_202610_630102.csv")).toBe("缴费_{period}_{division}*");
  expect(patternOf("TIPS_20261031.txt")).toBe("TIPS_{date}*");
  expect(patternOf("缴费明细.xlsx")).toBeUndefined();
});

it("calls a mapping after its first file, without the month", () => {
  expect(nameOf("城东缴费_202610_630102.csv")).toBe("城东缴费");
  expect(nameOf("202610.csv")).toBe("202610");
});

it("tells a step with what it needs", () => {
  expect(stepText({ kind: "trim", number: 0 })).toBe("去空白");
  expect(stepText({ kind: "codes", number: 0, text: "sex", codes: { 男: "1" } })).toBe("代码对照（sex、男=1）");
});

it("names a mapping by its sender and table", () => {
  expect(idOf("630100SB", "payroll/persons")).toBe("630100SB-persons");
  expect(idOf(undefined, "police/custody-persons")).toBe("all-custody-persons");
});
