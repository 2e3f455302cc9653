import { describe, expect, it } from "vitest";
import type { AccountView } from "../../../api/generated/types";
import { yuan } from "../../../kernel/money";
import { entryAccounts, findAccounts, indexAccounts } from "./accounts";
import { parseAmount, parseDay, plusDays } from "./amounts";
import type { Entry, EntryLine } from "./entry";
import {
  balanced,
  blankEntry,
  blankLine,
  entered,
  isAbout,
  nextCell,
  ownFaults,
  placed,
  previousCell,
  sumsOf,
  toInput,
  turned,
  withAccount,
  withoutLine,
} from "./entry";
import { loadPinyin } from "./pinyin";

const amount = (text: string) => {
  const read = parseAmount(text);
  return read === undefined ? undefined : yuan(read);
};

describe("an amount as it is typed", () => {
  it.each([
    ["1234.56", "1,234.56"],
    ["1,234.56", "1,234.56"],
    ["100+20", "120.00"],
    ["0.1+0.2-0.05", "0.25"],
    ["-50", "-50.00"],
    ["12.50*3+1", "38.50"],
    ["１００＋２０", "120.00"],
  ])("reads %s as %s", (text, read) => expect(amount(text)).toBe(read));

  it.each(["", "=", "1.234", "12,34", "1++2", "3*1.5", "a", "1+", "99999999999999999"])("refuses %j", (text) =>
    expect(amount(text)).toBeUndefined(),
  );
});

describe("a day as it is typed", () => {
  it.each([
    ["15", "2026-11-15"],
    ["5", "2026-11-05"],
    ["1231", "2026-12-31"],
    ["305", "2026-03-05"],
    ["20251231", "2025-12-31"],
    ["2026-3-5", "2026-03-05"],
    ["2026年3月5日", "2026-03-05"],
  ])("reads %s near 2026-11-02 as %s", (text, day) => expect(parseDay(text, "2026-11-02")).toBe(day));

  it.each(["31", "0", "1301", "20260229", "x", ""])("refuses %j", (text) =>
    expect(parseDay(text, "2026-11-02")).toBeUndefined(),
  );

  it("steps over the end of a year", () => expect(plusDays("2026-12-31", 1)).toBe("2027-01-01"));
});

function account(code: string, name: string, part: Partial<AccountView> = {}): AccountView {
  const rest = { class: "资产", side: "借", level: 1, isLeaf: true, stopped: false, note: "", requires: [] };
  return { code, name, ...rest, ...part };
}

const chart = [
  account("1001", "银行存款", { requires: ["bankAccount"] }),
  account("1101", "暂付款"),
  account("1301", "委托投资", { stopped: true }),
  account("4001", "社会保险费收入"),
  account("4101", "财政补贴收入"),
  account("4301", "利息收入"),
  account("4901", "其他收入"),
  account("5001", "社会保险待遇支出", { isLeaf: false }),
  account("500101", "基本养老金", { parent: "5001", level: 2 }),
  account("500103", "丧葬补助金和抚恤金", { parent: "5001", level: 2 }),
];

describe("finding an account", async () => {
  const index = indexAccounts(entryAccounts(chart), await loadPinyin());
  const first = (text: string) => findAccounts(index, text)[0]?.code;

  it.each([
    ["yhck", "1001"],
    ["yh", "1001"],
    ["yinhang", "1001"],
    ["银行", "1001"],
    ["YHCK", "1001"],
    ["10", "1001"],
    ["5001", "500101"],
    ["500103", "500103"],
    ["jbyl", "500101"],
    ["shbx", "4001"],
    ["shbxdy", "500101"],
    ["抚恤", "500103"],
    ["qt", "4901"],
  ])("%s finds %s first", (text, code) => expect(first(text)).toBe(code));

  it("leaves out what cannot be keyed, and finds nothing for nonsense", () => {
    expect(findAccounts(index, "").map((one) => one.code)).not.toContain("5001");
    expect(first("wttz")).toBeUndefined();
    expect(first("zzzz")).toBeUndefined();
  });
});

const requires = (code: string) => (code === "1001" ? ["bankAccount"] : []);

function line(part: Partial<EntryLine>): EntryLine {
  return { ...blankLine, ...part };
}

function entry(...lines: EntryLine[]): Entry {
  return { ...blankEntry("2026-11-02"), summary: "利息", lines };
}

describe("Enter", () => {
  const bank = line({ summary: "利息", account: "1001", dimensions: { bankAccount: "6301" } });

  it("goes through the head into the first line's account, over the summary that it brings along", () => {
    const start = entry(blankLine, blankLine);
    expect(nextCell(start, { line: 0, field: "date" }, requires)).toEqual({ line: 0, field: "papers" });
    expect(nextCell(start, { line: 0, field: "summary" }, requires)).toEqual({ line: 1, field: "account" });
    expect(entered(start, 1).lines[0]?.summary).toBe("利息");
  });

  it("stops at the summary when there is none to bring along", () => {
    const start = { ...entry(blankLine), summary: "" };
    expect(nextCell(start, { line: 0, field: "summary" }, requires)).toEqual({ line: 1, field: "summary" });
  });

  it("shows what the account requires, then debit, then credit", () => {
    const at = (field: string) => nextCell(entry(bank, blankLine), { line: 1, field }, requires);
    expect(at("account")).toEqual({ line: 1, field: "dim:bankAccount" });
    expect(at("dim:bankAccount")).toEqual({ line: 1, field: "debit" });
    expect(at("debit")).toEqual({ line: 1, field: "credit" });
    expect(at("credit")).toEqual({ line: 2, field: "account" });
  });

  it("passes over the credit beside a debit, makes a new line at the end, and stays on a blank last line", () => {
    const full = entry({ ...bank, debit: "5" });
    expect(nextCell(full, { line: 1, field: "debit" }, requires)).toEqual({ line: 2, field: "account" });
    expect(entered(full, 2).lines.map((one) => one.summary)).toEqual(["利息", "利息"]);
    const blank = entry(bank, blankLine);
    expect(nextCell(blank, { line: 2, field: "credit" }, requires)).toEqual({ line: 2, field: "credit" });
  });

  it("with Shift goes back cell by cell", () => {
    const two = entry(bank, blankLine);
    expect(previousCell(two, { line: 2, field: "summary" }, requires)).toEqual({ line: 1, field: "credit" });
    expect(previousCell(two, { line: 1, field: "debit" }, requires)).toEqual({ line: 1, field: "dim:bankAccount" });
    expect(previousCell(two, { line: 1, field: "summary" }, requires)).toEqual({ line: 0, field: "summary" });
  });
});

describe("=", () => {
  it("fills what the other lines lack, on the side that lacks it", () => {
    const three = entry(line({ debit: "100+20" }), line({ credit: "20" }), line({ debit: "7" }));
    const filled = balanced(three, 3);
    expect(filled?.side).toBe("credit");
    expect(filled?.entry.lines[2]).toMatchObject({ debit: "", credit: "100.00" });
    expect(sumsOf(filled?.entry.lines ?? []).difference).toBe(0);
  });

  it("goes to the debit when the credits are more, and does nothing when the others balance", () => {
    expect(balanced(entry(line({ credit: "1" }), blankLine), 2)?.entry.lines[1]?.debit).toBe("1.00");
    expect(balanced(entry(line({ debit: "1" }), line({ credit: "1" }), blankLine), 3)).toBeUndefined();
  });

  it("is not red-letter: a red debit is balanced by a positive one", () => {
    expect(balanced(entry(line({ debit: "-3" }), blankLine), 2)?.entry.lines[1]?.debit).toBe("3.00");
  });
});

it("space turns an amount to the other side", () => {
  expect(turned(entry(line({ debit: "9" })), 1).lines[0]).toMatchObject({ debit: "", credit: "9" });
});

it("an account brings what it requires: last used, else the only value there is, else nothing", () => {
  const bank = entryAccounts(chart)[0];
  if (bank === undefined) throw new Error("the chart has accounts");
  const taken = (last: Record<string, Record<string, string>>, ...values: string[]) =>
    withAccount(blankLine, bank, { last, values: () => values }).dimensions.bankAccount;
  expect(taken({ "1001": { bankAccount: "B" } }, "A", "B")).toBe("B");
  expect(taken({}, "A")).toBe("A");
  expect(taken({}, "A", "B")).toBe("");
});

describe("what is sent", () => {
  const full = entry(
    line({ summary: "利息", account: "1001", dimensions: { bankAccount: "A" }, debit: "100+20" }),
    blankLine,
    line({ summary: "利息", account: "4301", credit: "-120" }),
  );

  it("leaves blank lines out and remembers where the others stand", () => {
    const { voucher, places } = toInput(full);
    expect(places).toEqual([1, 3]);
    expect(voucher.lines).toEqual([
      { account: "1001", debit: 12_000, summary: "利息", dimensions: { bankAccount: "A" } },
      { account: "4301", credit: -12_000, summary: "利息", dimensions: {} },
    ]);
  });

  it("puts the server's faults back to their lines and cells", () => {
    const [fault] = placed([{ line: 2, field: "amount", message: "x" }], [1, 3]);
    expect(fault?.line).toBe(3);
    expect(fault !== undefined && isAbout(fault, { line: 3, field: "credit" })).toBe(true);
    expect(fault !== undefined && isAbout(fault, { line: 3, field: "account" })).toBe(false);
  });

  it("is not sent with an amount that cannot be read", () => {
    expect(ownFaults(entry(line({ debit: "1.234" }))).map((fault) => [fault.line, fault.field])).toEqual([
      [1, "debit"],
    ]);
    expect(ownFaults(full)).toEqual([]);
  });
});

it("never has fewer than two lines", () => {
  expect(withoutLine(entry(line({ debit: "1" }), line({ credit: "1" })), 1).lines).toEqual([
    line({ credit: "1" }),
    blankLine,
  ]);
});
