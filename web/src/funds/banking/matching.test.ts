import { describe, expect, it } from "vitest";
import type { BankLine, BankWork, BookLine, Suggestion } from "../../api/generated/types";
import { fen, zero } from "../../kernel/money";
import {
  markedOf,
  moved,
  pickAccount,
  progressOf,
  reasonsText,
  settled,
  shownOf,
  suggestionAt,
  toggled,
} from "./matching";

const bankLine = (id: string, amount: number, summary: string) =>
  ({ id, date: "2026-06-01", amount: fen(amount), summary, counterparty: "", reference: "" }) as BankLine;

const bookLine = (id: string, amount: number, summary: string) =>
  ({
    id,
    date: "2026-06-02",
    amount: fen(amount),
    summary,
    voucher: "202606-0001",
    source: { kind: "request", id: "r1", detail: "" },
  }) as BookLine;

const suggestion = (bank: string, book: string) =>
  ({ bank: [bank], book: [book], amount: zero, score: 80, isTied: false, reasons: [] }) as Suggestion;

const work = {
  bank: [bankLine("b1", -1000, "六月养老金"), bankLine("b2", 50, "结息")],
  book: [bookLine("m1", -1000, "支付养老金"), bookLine("m2", -300, "丧葬费")],
  suggestions: [suggestion("b1", "m1")],
} as unknown as BankWork;

describe("the matching screen", () => {
  const shown = shownOf(work, "");

  it("moves through lists and over empty ones", () => {
    expect(moved({ pane: "bank", index: 0 }, "ArrowDown", shown)).toEqual({ pane: "bank", index: 1 });
    expect(moved({ pane: "bank", index: 1 }, "ArrowDown", shown)).toEqual({ pane: "bank", index: 1 });
    expect(moved({ pane: "suggested", index: 0 }, "ArrowUp", shown)).toEqual({ pane: "suggested", index: 0 });
    const noBank = { ...shown, bank: [] };
    expect(moved({ pane: "suggested", index: 0 }, "ArrowRight", noBank)).toEqual({ pane: "book", index: 0 });
    expect(moved({ pane: "suggested", index: 0 }, "ArrowLeft", shown)).toEqual({ pane: "suggested", index: 0 });
  });

  it("keeps the cursor on a line when lines go away", () => {
    expect(settled({ pane: "book", index: 5 }, shown)).toEqual({ pane: "book", index: 1 });
    expect(settled({ pane: "suggested", index: 0 }, { ...shown, suggested: [] })).toEqual({ pane: "bank", index: 0 });
    const nothing = { suggested: [], bank: [], book: [] };
    expect(settled({ pane: "book", index: 3 }, nothing)).toEqual({ pane: "suggested", index: 0 });
  });

  it("takes the suggestion of the line under the cursor", () => {
    expect(suggestionAt({ pane: "book", index: 0 }, shown)?.bank).toEqual(["b1"]);
    expect(suggestionAt({ pane: "bank", index: 1 }, shown)).toBeUndefined();
  });

  it("sums what is marked to the fen", () => {
    const marked = markedOf(work, toggled(new Set(), ["b1", "m1", "m2"]));
    expect([marked.left, marked.right, marked.difference]).toEqual([-1000, -1300, 300]);
    expect(toggled(new Set(["b1", "m1"]), ["b1", "m1"]).size).toBe(0);
  });

  it("filters by text and amount, and keeps the suggestions of what is left", () => {
    expect(shownOf(work, "养老").bank.map((line) => line.id)).toEqual(["b1"]);
    expect(shownOf(work, "0.50").bank.map((line) => line.id)).toEqual(["b2"]);
    expect(shownOf(work, "结息").suggested).toEqual([]);
  });

  it("is done only when nothing is open", () => {
    expect([progressOf(0, 0), progressOf(300, 1), progressOf(300, 0)]).toEqual([0, 99, 100]);
  });

  it("opens the account asked for, else the book's, else the last one", () => {
    const accounts = ["630100-11-1", "630100-12-2", "630102-11-3"].map((account) => ({ account }));
    const pick = (asked?: string, book?: string, last?: string) => pickAccount(accounts, asked, book, last)?.account;
    expect(pick("630102-11-3", "630100-12-2026-fsa")).toBe("630102-11-3");
    expect(pick(undefined, "630100-12-2026-fsa", "630102-11-3")).toBe("630100-12-2");
    expect(pick(undefined, undefined, "630102-11-3")).toBe("630102-11-3");
    expect(pick()).toBe("630100-11-1");
  });
});

it("a candidate's reasons are told with their points", () => {
  const one = {
    ...suggestion("a", "b"),
    reasons: [{ id: "amount", text: "金额一致", points: 50, of: 50 }],
  } as Suggestion;
  expect(reasonsText(one)).toBe("金额一致（50/50）");
  expect(reasonsText({ ...one, isTied: true })).toBe("金额一致（50/50）；另有同样好的候选，请人工确认");
});
