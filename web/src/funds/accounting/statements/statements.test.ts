import { describe, expect, it } from "vitest";
import type { StatementParts, StatementView } from "../../../api/generated/types";
import { fen } from "../../../kernel/money";
import { csvOf } from "../../../ui/table/files";
import type { Design } from "./design";
import { designOf, emptyDesign, faultyRows, freshCode, inserted, movedBy, readDesign, sent } from "./design";
import type { Asked } from "./statements";
import {
  bookYearsBack,
  exportColumns,
  exportRows,
  ledgerRange,
  partsOf,
  readCell,
  shareOf,
  statementAddress,
} from "./statements";

const asked: Asked = {
  division: "630100",
  fund: "enterprise-pension",
  period: "202606",
  merged: true,
  level: 3,
  on: undefined,
  knownOn: "2026-07-01",
};

describe("a cell of a statement", () => {
  it("is named in the address with everything that says which figure it is", () => {
    expect(statementAddress("balance-sheet", asked, { row: "19", column: "closing-sum" })).toBe(
      "/accounting/statements/balance-sheet?division=630100&fund=enterprise-pension&year=2026&period=202606" +
        "&merged=1&level=3&knownOn=2026-07-01&cell=19%3Aclosing-sum",
    );
    expect(readCell("19:closing-sum")).toEqual({ row: "19", column: "closing-sum" });
    expect(readCell("19")).toBeUndefined();
    expect(readCell(undefined)).toBeUndefined();
  });

  it("leads to the months of the ledger that it stands for", () => {
    expect(ledgerRange("month", "202606")).toEqual({ from: "202606", to: "202606", yearsBack: 0 });
    expect(ledgerRange("closing", "202606")).toEqual({ from: "202601", to: "202606", yearsBack: 0 });
    expect(ledgerRange("priorYear", "202606")).toEqual({ from: "202501", to: "202506", yearsBack: 1 });
    expect(bookYearsBack("630100-11-2026-fsa", 1)).toBe("630100-11-2025-fsa");
  });

  it("consolidated is its books and what is eliminated, each share by itself", () => {
    const book = (name: string, amount: number) => ({ title: name, division: name, book: name, amount: fen(amount) });
    const off = { title: "内部往来抵销", amount: fen(-30) };
    const parts: StatementParts = {
      row: "18",
      title: "",
      amount: fen(10),
      books: [book("a", 30), book("b", 10), off],
      accounts: [],
    };
    const totals = ["year", "year-sum", "year-off"].map((column) => partsOf(parts, shareOf(column).share).total);
    expect(totals).toEqual([10, 40, -30]);
    expect(shareOf("year-off")).toEqual({ column: "year", share: "off" });
  });
});

it("a statement is exported exactly, and beside it as the screen shows it", () => {
  const row = (code: string, cells: number[]) => ({
    code,
    title: "银行存款",
    indent: 1,
    head: false,
    total: false,
    cells: cells.map(fen),
  });
  const exact = {
    columns: [{ id: "closing", title: "期末数" }],
    rows: [row("11", [1_234_567])],
  } as unknown as StatementView;
  const rounded = { ...exact, rows: [row("11", [1_240_000])] };
  const csv = csvOf(exportColumns(exact, "wan"), exportRows(exact, rounded, "wan"), "yuan");
  expect(csv).toBe("\uFEFF行次,项目,期末数（元）,期末数（万元）\r\n11,　银行存款,12345.67,1.24\r\n");
});

const rows = [
  { code: "1", title: "一" },
  { code: "12", title: "二", indent: 1 },
  { code: "1T", title: "三" },
];

describe("a design", () => {
  it("gets a new row after another, indented like it, with a code of its own", () => {
    expect(freshCode(rows)).toBe("13");
    expect(inserted(rows, 1)[2]).toEqual({ code: "13", title: "", indent: 1 });
    expect(freshCode([])).toBe("1");
  });

  it("moves rows as far as it goes", () => {
    expect(movedBy(rows, 0, 1).map((row) => row.code)).toEqual(["12", "1", "1T"]);
    expect(movedBy(rows, 0, -1)).toBe(rows);
  });

  it("is sent without formulas of headings and without blanks", () => {
    const design: Design = {
      ...emptyDesign,
      rows: [
        { code: "1", title: "收入", head: true, formula: "4" },
        { code: "2", title: "", formula: " " },
        { code: "3", title: "收入", formula: " 4 " },
      ],
    };
    expect(sent(design).rows.map((row) => row.formula)).toEqual([undefined, undefined, "4"]);
  });

  it("of a copy has a name and number of its own", () => {
    const statement = { ...emptyDesign, id: "balance-sheet", name: "资产负债表", rows: [], columns: [], checks: [] };
    const entry = { statement, isShipped: true };
    expect(designOf(entry, true)).toMatchObject({ id: "balance-sheet-own", name: "资产负债表（自定）" });
    expect(designOf(entry, false)).toMatchObject({ id: "balance-sheet", name: "资产负债表" });
  });

  it("survives as a draft only when it is whole", () => {
    expect(readDesign(JSON.parse(JSON.stringify(emptyDesign)))).toEqual(emptyDesign);
    expect(readDesign({ id: "x", name: "y", rows: [] })).toBeUndefined();
  });

  it("marks the rows that the server finds fault with", () => {
    const reasons = ["请填写报表名称。", "行次11：没有行次[77]。", "行次“3”重复。", "勾稽“甲”：没有行次[8]。"];
    expect([...faultyRows(reasons)]).toEqual(["11", "3"]);
  });
});
