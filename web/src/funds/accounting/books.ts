import { useMemo } from "react";
import type { BookKind, BookRow, PageOfBookRow } from "../../api/generated/types";
import { funds } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { usePreference } from "../../kernel/preferences";
import type { Remote } from "../../kernel/problem";
import { useRemote } from "../../kernel/remote";

export const booksPath = "/api/accounting/books";

export function bookPath(book: string): string {
  return `${booksPath}/${encodeURIComponent(book)}`;
}

/** As the server names books: "630102-11-2026-fsa". */
export function bookIdOf(division: string, fund: string, year: number, kind: BookKind): string {
  const code = funds.find(({ id }) => id === fund)?.code ?? "";
  return `${division}-${code}-${year}-${kind}`;
}

/** The ledger of an account up to a period. */
export function ledgerAddress(book: string, account: string, period: string): string {
  return `/accounting/ledger?book=${book}&account=${account}&to=${period}`;
}

export const bookKinds: Record<BookKind, string> = { fsa: "财政专户账", aux: "辅助账", memo: "备查账" };

/** A province's books of some years. */
const booksAsked = 1000;

export type Chosen = { books: readonly BookRow[]; book: BookRow };

/**
 * The book that a page looks at: the address's, else the one last looked at, else the newest of the person's own
 * division. Undefined when there is no book at all.
 */
export function useBook(): readonly [Remote<Chosen | undefined>, (book: string) => void] {
  const all = useRemote<PageOfBookRow>(booksPath, { limit: booksAsked });
  const [asked, choose] = useParameter("book");
  const [last, remember] = usePreference("book", (stored) => (typeof stored === "string" ? stored : undefined));
  const chosen = useMemo((): Remote<Chosen | undefined> => {
    if (all.state !== "ready") return all;
    const books = all.value.items;
    const book = pickBook(books, [asked, last]);
    return { state: "ready", value: book === undefined ? undefined : { books, book } };
  }, [all, asked, last]);
  const change = (book: string) => {
    remember(book);
    choose(book);
  };
  return [chosen, change] as const;
}

/** The first that is wanted and there; else the latest year's first. */
export function pickBook(books: readonly BookRow[], wanted: readonly (string | undefined)[]): BookRow | undefined {
  for (const id of wanted) {
    const found = books.find((book) => book.book === id);
    if (found) return found;
  }
  return books.toSorted((one, other) => other.year - one.year || one.division.localeCompare(other.division))[0];
}

/** The book nearest to the one looked at when one of its parts is chosen anew. */
export function nearestBook(books: readonly BookRow[], from: BookRow, change: Partial<BookRow>): BookRow | undefined {
  const wanted = { ...from, ...change };
  const keys = Object.keys(change) as (keyof BookRow)[];
  const score = (book: BookRow) =>
    Number(book.division === wanted.division) * 8 +
    Number(book.fund === wanted.fund) * 4 +
    Number(book.kind === wanted.kind) * 2 +
    Number(book.year === wanted.year);
  return books
    .filter((book) => keys.every((key) => book[key] === wanted[key]))
    .toSorted((one, other) => score(other) - score(one) || other.year - one.year)[0];
}

/** The opening (期初) and the closing of the year (年终结转) stand before January and after December. */
const closingMonth = 13;

/** "202600" → 2026年期初, "202603" → 2026年3月, "202613" → 2026年终结转. */
export function bookPeriodText(period: string): string {
  return `${period.slice(0, 4)}年${periodWord(period)}`.replace("年年", "年");
}

/** Without the year: 期初, 3月, 年终结转. */
export function periodWord(period: string): string {
  const month = Number(period.slice(4));
  if (month === 0) return "期初";
  return month === closingMonth ? "年终结转" : `${month}月`;
}

/** Opening, months and closing of a year, as a choice. */
export function periodsOf(year: number): { value: string; label: string }[] {
  return Array.from({ length: closingMonth + 1 }, (_, month) => `${year}${String(month).padStart(2, "0")}`).map(
    (value) => ({ value, label: bookPeriodText(value) }),
  );
}

export function voucherAddress(book: string, voucher: string): string {
  return `/accounting/vouchers/${book}/${voucher}`;
}

/** "202611-0001" → 记字第 0001 号. */
export function voucherText(id: string): string {
  return `记字第 ${id.split("-")[1] ?? id} 号`;
}
