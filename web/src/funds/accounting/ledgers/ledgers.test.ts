import { describe, expect, it } from "vitest";
import type { DayBook, GeneralLedger, LedgerRow, VoucherView } from "../../../api/generated/types";
import { fen, zero } from "../../../kernel/money";
import { daysOf, detailAddress, lensAddress, monthsOf, readLens } from "./lens";
import { dayLines, generalLines, journalLines, sideText } from "./rows";
import { beginText, endText, rangeText, subjectText } from "./words";

const book = "630100-11-2026-fsa";

function lens(query: string) {
  return readLens(new URLSearchParams(query), book);
}

describe("the lens in the address", () => {
  it("of an account alone means its lines over the whole year", () => {
    expect(lens("account=1001")).toMatchObject({ view: "detail", account: "1001", from: "202601", to: "202613" });
    expect(lens("")).toMatchObject({ view: "general", account: undefined, level: 1 });
  });

  it("does not take over the periods of another year, and puts a range in order", () => {
    expect(lens("from=202503&to=202506")).toMatchObject({ from: "202601", to: "202613" });
    expect(lens("from=202608&to=202603")).toMatchObject({ from: "202603", to: "202608" });
    expect(lens("to=202600")).toMatchObject({ to: "202613" });
  });

  it("tells a value that is empty from one that is not chosen", () => {
    expect(lens("dimension=item&value=").value).toBe("");
    expect(lens("dimension=item").value).toBeUndefined();
    expect(lens("value=x").value).toBeUndefined();
  });

  it("comes back from the address that it makes", () => {
    const all = lens("view=aux&account=5001&from=202602&to=202604&dimension=item&value=&level=2");
    expect(readLens(new URLSearchParams(lensAddress(all).split("?")[1]), book)).toEqual(all);
  });

  it("leads from a figure to the lines that make it", () => {
    expect(
      detailAddress(lens("view=aux&dimension=item"), "500101", { value: "养老金", from: "202603", to: "202603" }),
    ).toBe(
      "/accounting/ledger?view=detail&book=630100-11-2026-fsa&account=500101&from=202603&to=202603" +
        "&dimension=item&value=%E5%85%BB%E8%80%81%E9%87%91",
    );
  });

  it("knows the months and days of its range; the closing of the year is no month", () => {
    expect(monthsOf(lens("from=202611"))).toEqual(["202611", "202612"]);
    expect(daysOf(lens("from=202602&to=202602"))).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(daysOf(lens("from=202613&to=202613"))).toBeUndefined();
  });

  it("is said in words", () => {
    expect(rangeText(lens("from=202602&to=202604"))).toBe("2026年2月至2026年4月");
    expect(rangeText(lens("from=202602&to=202602"))).toBe("2026年2月");
    expect(subjectText(lens("account=1001&dimension=item&value="), "银行存款")).toBe("1001 银行存款　项目科目：未填");
    expect(subjectText(lens(""))).toBeUndefined();
    expect([beginText("202601"), endText("202603"), endText("202613")]).toEqual([
      "2026年初余额",
      "2026年3月末余额",
      "2026年末余额",
    ]);
  });
});

function month(period: string, debit: number, credit: number, balance: number) {
  return { period, debit: fen(debit), credit: fen(credit), yearDebit: zero, yearCredit: zero, balance: fen(balance) };
}

const general: GeneralLedger = {
  book,
  bookTitle: "",
  accounts: [
    {
      account: "1001",
      name: "银行存款",
      level: 1,
      normal: "debit",
      opening: fen(500),
      rows: [month("202601", 100, 0, 600), month("202603", 0, 600, 0), month("202605", 70, 0, 70)],
    },
    { account: "2001", name: "暂收款", level: 1, normal: "credit", opening: zero, rows: [month("202605", 0, 70, 70)] },
  ],
};

describe("the general ledger", () => {
  it("begins with the year's opening", () => {
    const lines = generalLines(general, "202601", "202603");
    expect(lines.map(({ account, text, balance }) => [account, text, balance])).toEqual([
      ["1001", "2026年初余额", 500],
      ["1001", "2026年1月", 600],
      ["1001", "2026年3月", 0],
    ]);
  });

  it("of a later range begins with what was left before it", () => {
    const lines = generalLines(general, "202602", "202605");
    expect(lines.map(({ account, text, balance }) => [account, text, balance])).toEqual([
      ["1001", "2026年2月初余额", 600],
      ["1001", "2026年3月", 0],
      ["1001", "2026年5月", 70],
      ["2001", "2026年2月初余额", 0],
      ["2001", "2026年5月", 70],
    ]);
  });

  it("says on which side a balance stands", () => {
    expect([sideText("debit", fen(1)), sideText("credit", fen(1)), sideText("credit", zero)]).toEqual([
      "借",
      "贷",
      "平",
    ]);
  });
});

it("a journal by days closes every day and the month", () => {
  const line = { voucher: "202605-0001", line: 2, summary: "付养老金", debit: zero, credit: fen(30), balance: fen(70) };
  const day = { date: "2026-05-10", debit: zero, credit: fen(30), balance: fen(70), rows: [line as LedgerRow] };
  const sums = { opening: fen(100), debit: zero, credit: fen(30), closing: fen(70) };
  const head = { book, account: "1001", accountName: "银行存款", normal: "debit", period: "202605" } as const;
  const lines = dayLines({ ...head, ...sums, days: [day] } satisfies DayBook);
  expect(lines.map(({ kind, text, credit, balance }) => [kind, text, credit, balance])).toEqual([
    ["opening", "月初余额", undefined, 100],
    ["line", "付养老金", 30, 70],
    ["day", "本日合计", 30, 70],
    ["month", "本月合计", 30, 70],
  ]);
});

it("the chronological book names a voucher once, on its first line", () => {
  const voucher = { id: "202605-0001", lines: [{ number: 1 }, { number: 2 }] } as unknown as VoucherView;
  expect(journalLines([voucher]).map(({ line, isFirst }) => [line.number, isFirst])).toEqual([
    [1, true],
    [2, false],
  ]);
});
