import { describe, expect, it } from "vitest";
import type { BalanceRow, BalanceTotals } from "../../api/generated/types";
import { fen, stepsText, zero } from "../../kernel/money";
import { footTree, treeOf, visibleRows } from "./balances";

const noAmounts = {
  openingDebit: zero,
  openingCredit: zero,
  debit: zero,
  credit: zero,
  yearDebit: zero,
  yearCredit: zero,
  closingDebit: zero,
  closingCredit: zero,
};

function row(account: string, level: number, debit: number): BalanceRow {
  const kind = { class: "expenditure", normal: "debit", isLeaf: level > 1 } as const;
  return { account, name: account, level, ...kind, ...noAmounts, debit: fen(debit) };
}

// 5001 has postings of its own from before it got details: the server lists it once more below itself.
const rows = [row("5001", 1, 1_000_000), row("5001", 2, 333_333), row("500101", 2, 333_333), row("500102", 2, 333_334)];
const all = [...rows, row("5801", 1, 5_000)];
const totals: BalanceTotals = { ...noAmounts, debit: fen(1_005_000) };

describe("a trial balance", () => {
  it("is a tree by the levels of its rows", () => {
    const top = treeOf(all);
    expect(top.map((node) => [node.row.account, node.children.length])).toEqual([
      ["5001", 3],
      ["5801", 0],
    ]);
    expect(top[0]?.children.map((node) => node.index)).toEqual([1, 2, 3]);
  });

  it("foots at both levels in 万元", () => {
    const steps = footTree(treeOf(all), "debit", totals, "wan");
    // 1.005 万元 shows as 1.01: the half hundredth is 5801's, and the parts of 5001 make up its 1.00.
    const text = (index: number) => [steps.get(index)].flatMap((step) => step ?? []).map(stepsText)[0];
    expect(text(0)).toBe("1.00");
    expect(text(4)).toBe("0.01");
    expect([text(1), text(2), text(3)]).toEqual(["0.33", "0.33", "0.34"]);
  });

  it("hides what is below a closed row", () => {
    const accounts = visibleRows(treeOf(all), new Set([0])).map((node) => node.row.account);
    expect(accounts).toEqual(["5001", "5801"]);
  });

  it("without rows has nothing to foot", () => {
    expect(footTree([], "debit", { ...noAmounts }, "wan").size).toBe(0);
  });
});
