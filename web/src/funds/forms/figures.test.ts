import { describe, expect, it } from "vitest";
import type { Form } from "../../api/generated/types";
import { figureText, parseFigure, printedRows } from "./figures";

describe("figureText", () => {
  it("shows every digit that is kept, in any unit", () => {
    expect(figureText(123456789, "money", "yuan")).toBe("1,234,567.89");
    expect(figureText(123456789, "money", "wan")).toBe("123.456789");
    expect(figureText(27362000000, "money", "wan")).toBe("27,362");
    expect(figureText(-5, "money", "yuan")).toBe("-0.05");
    expect(figureText(100, "money", "yi")).toBe("0.00000001");
    expect(figureText(0, "money", "wan")).toBe("0");
    expect(figureText(1234567, "count", "wan")).toBe("1,234,567");
    expect(figureText(16500000, "rate", "wan")).toBe("16.5");
  });
});

describe("parseFigure", () => {
  it.each([
    ["1,234,567.89", "money", "yuan", 123456789],
    ["27362", "money", "wan", 27362000000],
    ["１２．５", "money", "wan", 12500000],
    ["(3.2)", "money", "yuan", -320],
    ["16.5%", "rate", "yuan", 16500000],
    ["12", "count", "wan", 12],
    ["", "money", "yuan", null],
    [" - ", "money", "yuan", null],
  ] as const)("reads %s", (text, kind, unit, kept) => {
    expect(parseFigure(text, kind, unit)).toBe(kept);
  });

  it.each([
    ["1.234", "money", "yuan"],
    ["1.5", "count", "yuan"],
    ["十二", "money", "yuan"],
    ["1e5", "money", "yuan"],
    ["99999999999999999999", "money", "yuan"],
  ] as const)("refuses %s", (text, kind, unit) => {
    expect(parseFigure(text, kind, unit)).toBeUndefined();
  });

  it("reads back whatever it shows", () => {
    for (const kept of [0, 1, -1, 99, 100, 123456789, -9007199254740991, 9007199254740991]) {
      for (const unit of ["yuan", "wan", "yi"] as const) {
        expect(parseFigure(figureText(kept, "money", unit), "money", unit)).toBe(kept);
      }
    }
  });
});

describe("printedRows", () => {
  it("numbers rows a side and marks parts", () => {
    const row = (id: string, name: string, side: string, parent?: string) => ({
      id,
      name,
      side,
      unit: "money" as const,
      ...(parent === undefined ? {} : { parent }),
    });
    const form: Form = {
      id: "f",
      title: "表",
      columns: [],
      rules: [],
      rows: [
        row("a", "保费", "income"),
        row("a1", "单位", "income", "a"),
        row("a2", "个人", "income", "a"),
        row("b", "利息", "income"),
        row("income.grand", "收入总计", "income"),
        row("c", "待遇", "expenditure"),
      ],
    };
    expect(printedRows(form).map((one) => one.text)).toEqual([
      "一、保费",
      "其中：单位",
      "个人",
      "二、利息",
      "收入总计",
      "一、待遇",
    ]);
  });
});
