import type { DayBook, GeneralLedger, LedgerRow, Side, VoucherView } from "../../../api/generated/types";
import type { Fen } from "../../../kernel/money";
import { bookPeriodText } from "../books";
import { beginText } from "./words";

/** The rows of books, flat as they stand on paper. */

/** 方向: a balance of nothing stands on neither side. */
export function sideText(normal: Side, balance: Fen): string {
  if (balance === 0) return "平";
  return normal === "debit" ? "借" : "贷";
}

/** A row of the general ledger: the balance before the range (no period), then the months of it. */
export type GeneralLine = {
  account: string;
  name: string;
  normal: Side;
  period: string | undefined;
  text: string;
  debit: Fen | undefined;
  credit: Fen | undefined;
  yearDebit: Fen | undefined;
  yearCredit: Fen | undefined;
  balance: Fen;
};

/** Accounts that neither moved in the range nor stand at anything are left out. */
export function generalLines(ledger: GeneralLedger, from: string, to: string): GeneralLine[] {
  return ledger.accounts.flatMap(({ account, name, normal, opening, rows }) => {
    const before = rows.filter((row) => row.period < from).at(-1);
    const balance = before?.balance ?? opening;
    const months = rows.filter((row) => row.period >= from && row.period <= to);
    if (months.length === 0 && balance === 0) return [];
    const head = { account, name, normal };
    const none = { debit: undefined, credit: undefined, yearDebit: undefined, yearCredit: undefined };
    return [
      { ...head, ...none, period: undefined, text: beginText(from), balance },
      ...months.map((row) => ({ ...head, ...row, text: bookPeriodText(row.period) })),
    ];
  });
}

/** A row of a journal by days: the opening, a line, a day's sums, or the month's. */
export type DayLine = {
  kind: "opening" | "line" | "day" | "month";
  key: string;
  date: string | undefined;
  line: LedgerRow | undefined;
  text: string;
  debit: Fen | undefined;
  credit: Fen | undefined;
  balance: Fen;
};

export function dayLines(book: DayBook): DayLine[] {
  const plain = { date: undefined, line: undefined };
  const opening: DayLine = {
    ...plain,
    kind: "opening",
    key: "opening",
    text: "月初余额",
    debit: undefined,
    credit: undefined,
    balance: book.opening,
  };
  const days = book.days.flatMap(({ date, debit, credit, balance, rows }): DayLine[] => [
    ...rows.map(
      (line): DayLine => ({
        kind: "line",
        key: `${line.voucher}-${line.line}`,
        date,
        line,
        text: line.summary,
        debit: line.debit,
        credit: line.credit,
        balance: line.balance,
      }),
    ),
    { kind: "day", key: date, date, line: undefined, text: "本日合计", debit, credit, balance },
  ]);
  const { debit, credit, closing: balance } = book;
  return [opening, ...days, { ...plain, kind: "month", key: "month", text: "本月合计", debit, credit, balance }];
}

/** A line of the chronological book, with its voucher. */
export type JournalLine = { voucher: VoucherView; line: VoucherView["lines"][number]; isFirst: boolean };

export function journalLines(vouchers: readonly VoucherView[]): JournalLine[] {
  return vouchers.flatMap((voucher) => voucher.lines.map((line, index) => ({ voucher, line, isFirst: index === 0 })));
}
