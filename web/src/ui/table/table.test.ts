import { describe, expect, it } from "vitest";
import type { Fen } from "../../kernel/money";
import { fen, stepsText } from "../../kernel/money";
import type { Column } from "./columns";
import { arrange, cellText, moved, noLayout, parseSort, readLayout, sorted, toggled } from "./columns";
import { csvOf, fileNameOf } from "./files";
import { filterText, fundFilter } from "./filters";
import { footedColumn, totalsOf } from "./foot";
import { destination } from "./Grid";

type Row = { code: string; name: string; amount: Fen | null; day: string };

const columns: readonly Column<Row>[] = [
  { key: "code", title: "编码", kind: "text", frozen: true, value: (row) => row.code },
  { key: "name", title: "名称", kind: "text", value: (row) => row.name },
  { key: "amount", title: "金额", kind: "amount", total: true, value: (row) => row.amount },
  { key: "day", title: "日期", kind: "date", hidden: true, value: (row) => row.day },
];
const [code, name, amount, day] = columns;
if (!code || !name || !amount || !day) throw new Error("four columns");

const rows: readonly Row[] = [
  { code: "001", name: "城东区", amount: fen(333_333), day: "2026-03-01" },
  { code: "002", name: '"西"区,乙', amount: fen(333_333), day: "2026-03-02" },
  { code: "003", name: "=cmd()", amount: null, day: "" },
  { code: "004", name: "大通", amount: fen(333_334), day: "2026-03-04" },
];

function keys(layout = noLayout): string[] {
  return arrange(columns, layout)
    .filter((one) => one.visible)
    .map((one) => one.column.key);
}

describe("the layout of a table", () => {
  it("hides what is hidden until chosen, and the other way round", () => {
    expect(keys()).toEqual(["code", "name", "amount"]);
    expect(keys(toggled(day, noLayout, true))).toEqual(["code", "name", "amount", "day"]);
    expect(keys(toggled(name, noLayout, false))).toEqual(["code", "amount"]);
    expect(keys(toggled(name, toggled(name, noLayout, false), true))).toEqual(["code", "name", "amount"]);
  });

  it("moves a column before or behind another, and frozen ones stay in front", () => {
    expect(keys(moved(columns, noLayout, "amount", "name"))).toEqual(["code", "amount", "name"]);
    expect(keys(moved(columns, noLayout, "name", "amount"))).toEqual(["code", "amount", "name"]);
    expect(keys({ ...noLayout, frozen: { amount: true } })).toEqual(["code", "amount", "name"]);
  });

  it("puts a column that the stored order does not know where the screen declares it", () => {
    expect(keys({ ...noLayout, order: ["name", "code"] })).toEqual(["code", "name", "amount"]);
    expect(keys({ ...noLayout, order: ["amount", "name"], frozen: { code: false } })).toEqual([
      "code",
      "amount",
      "name",
    ]);
  });

  it("reads back what it stored and nothing else", () => {
    const layout = { order: ["a"], hidden: ["b"], shown: ["c"], frozen: { d: true }, widths: { e: 90 } };
    expect(readLayout(JSON.parse(JSON.stringify(layout)))).toEqual(layout);
    expect(readLayout("broken")).toEqual(noLayout);
    expect(readLayout({ order: [1, "a"], widths: { a: "wide", b: -1 }, frozen: { c: 1 } })).toEqual({
      ...noLayout,
      order: ["a"],
    });
  });
});

describe("sorting", () => {
  it("puts empty cells last in both directions", () => {
    const codes = (sort: string) => sorted(rows, columns, parseSort(sort)).map((row) => row.code);
    expect(codes("amount")).toEqual(["001", "002", "004", "003"]);
    expect(codes("-amount")).toEqual(["004", "001", "002", "003"]);
    expect(codes("unknown")).toEqual(["001", "002", "003", "004"]);
  });
});

describe("a column of money", () => {
  it("foots in 万元 and leaves empty cells empty", () => {
    const total = totalsOf(columns, rows).amount;
    expect(total).toBe(1_000_000);
    const steps = footedColumn(amount, rows, total, "wan");
    expect(steps?.map((step) => step && stepsText(step))).toEqual(["0.33", "0.33", undefined, "0.34"]);
  });

  it("has no total when it is too large to be exact", () => {
    const huge = rows.map((row) => ({ ...row, amount: fen(Number.MAX_SAFE_INTEGER) }));
    expect(totalsOf(columns, huge)).toEqual({});
  });

  it("is not footed against a total of rows that are not here", () => {
    expect(footedColumn(amount, rows, fen(5_000_000), "wan")).toBeUndefined();
  });
});

describe("the CSV file", () => {
  it("has the mark that Excel needs, exact 元, guarded text, and a footed column in another unit", () => {
    const lines = csvOf([code, name, amount, day], rows, "wan").split("\r\n");
    expect(lines).toEqual([
      "\uFEFF编码,名称,金额（元）,金额（万元）,日期",
      '"\t001",城东区,3333.33,0.33,2026年3月1日',
      '"\t002","""西""区,乙",3333.33,0.33,2026年3月2日',
      '"\t003","\t=cmd()",,,',
      '"\t004",大通,3333.34,0.34,2026年3月4日',
      "",
    ]);
  });

  it("keeps long numbers as text", () => {
    const long = [{ code: "632801199001010017", name: "", amount: null, day: "" }];
    expect(csvOf([code], long, "yuan")).toContain('"\t632801199001010017"');
  });

  it("is named as Windows allows", () => expect(fileNameOf("收/支:表", "csv")).toBe("收_支_表.csv"));
});

it("says filters in words", () => {
  expect(filterText(fundFilter(), "unemployment,work-injury")).toBe("失业、工伤");
  expect(filterText({ key: "p", label: "期别", kind: "period" }, "202603")).toBe("2026年3月");
  expect(filterText({ key: "d", label: "日期", kind: "dates" }, "2026-03-01..")).toBe("2026年3月1日—");
});

it("walks the rows and stays within them", () => {
  expect(destination("ArrowDown", -1, 10, 5)).toBe(0);
  expect(destination("ArrowUp", 0, 10, 5)).toBe(0);
  expect(destination("PageDown", 7, 10, 5)).toBe(9);
  expect(destination("End", 0, 128_406, 5)).toBe(128_405);
  expect(destination("a", 3, 10, 5)).toBeUndefined();
  expect(destination("ArrowDown", -1, 0, 5)).toBeUndefined();
});

it("writes cells as the screen does", () => {
  const one = { code: "1", name: "甲", amount: fen(333_333), day: "2026-03-01" };
  expect(columns.map((column) => cellText(column, one, "yuan"))).toEqual(["1", "甲", "3,333.33", "2026年3月1日"]);
});
