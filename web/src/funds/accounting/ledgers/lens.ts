import type { DimensionValues } from "../../../api/generated/types";
import type { Query } from "../../../kernel/api";

/** What one looks at in a book: kept whole in the address, so that every view of a book can be linked. */

export const views = [
  { id: "general", title: "总账" },
  { id: "detail", title: "明细账" },
  { id: "day", title: "日记账" },
  { id: "columns", title: "多栏账" },
  { id: "journal", title: "序时账" },
  { id: "summary", title: "凭证汇总" },
  { id: "aux", title: "辅助账" },
] as const;

export type View = (typeof views)[number]["id"];

/** 辅助账 of one book, of the division's books of all funds, of the fund's books below, or of all. */
export const auxScopes = [
  { value: "book", label: "本账套" },
  { value: "funds", label: "本级全部险种" },
  { value: "below", label: "本险种含下级" },
  { value: "all", label: "全部险种含下级" },
] as const;

export type AuxScope = (typeof auxScopes)[number]["value"];

export type Lens = {
  view: View;
  book: string;
  account: string | undefined;
  /** Months 01..12 of the book's year, and 13 for the closing of the year. */
  from: string;
  to: string;
  /** A sort of auxiliary accounting. */
  dimension: string | undefined;
  /** Its value; "" for lines that bear none, undefined for all. */
  value: string | undefined;
  /** Accounts down to this level. */
  level: number;
  /** Over which books an auxiliary book is read. */
  scope: AuxScope;
};

export function yearOfBook(book: string): string {
  return book.split("-")[2] ?? "";
}

/** The lens in an address. A period of another year counts as not given; an account alone means its lines. */
export function readLens(parameters: URLSearchParams, book: string): Lens {
  const year = yearOfBook(book);
  const text = (key: string) => parameters.get(key) || undefined;
  const within = (key: string, otherwise: string) => {
    const period = text(key);
    return period !== undefined && period >= `${year}01` && period <= `${year}13` ? period : otherwise;
  };
  const account = text("account");
  const from = within("from", `${year}01`);
  const to = within("to", `${year}13`);
  const asked = views.find((one) => one.id === parameters.get("view"))?.id;
  const dimension = text("dimension");
  return {
    view: asked ?? (account === undefined ? "general" : "detail"),
    book,
    account,
    ...inOrder(from, to),
    dimension,
    value: dimension === undefined ? undefined : (parameters.get("value") ?? undefined),
    level: Math.max(1, Number(text("level") ?? 1) || 1),
    scope: auxScopes.find(({ value }) => value === text("scope"))?.value ?? "book",
  };
}

/** A range, whichever end was chosen first. */
export function inOrder(one: string, other: string): { from: string; to: string } {
  return one <= other ? { from: one, to: other } : { from: other, to: one };
}

export function lensAddress(lens: Lens, change: Partial<Lens> = {}): string {
  const next = { ...lens, ...change };
  const parameters = new URLSearchParams({ view: next.view, book: next.book });
  if (next.account !== undefined) parameters.set("account", next.account);
  parameters.set("from", next.from);
  parameters.set("to", next.to);
  if (next.dimension !== undefined) parameters.set("dimension", next.dimension);
  if (next.dimension !== undefined && next.value !== undefined) parameters.set("value", next.value);
  if (next.level > 1) parameters.set("level", String(next.level));
  if (next.view === "aux" && next.scope !== "book") parameters.set("scope", next.scope);
  return `/accounting/ledger?${parameters.toString()}`;
}

/** The lines of an account, whatever the lens looked at before; auxiliary values stay only when said. */
export function detailAddress(lens: Lens, account: string, change: Partial<Lens> = {}): string {
  return lensAddress(lens, { view: "detail", account, level: 1, ...change });
}

/** As the server takes it: a dimension without a value keeps the lines that bear none. */
export function auxQuery({ dimension, value }: Lens): Query {
  return value === undefined ? {} : { dimension, value };
}

/** The first sort of auxiliary accounting that a book uses. */
export function usedDimension(all: readonly DimensionValues[]): string | undefined {
  return all.find((one) => one.values.length > 0)?.id;
}

/** Months of the range; the closing of the year is not a month. */
export function monthsOf({ from, to }: Lens): string[] {
  const year = from.slice(0, 4);
  return Array.from({ length: 12 }, (_, index) => `${year}${String(index + 1).padStart(2, "0")}`).filter(
    (period) => period >= from && period <= to,
  );
}

/** First and last day of the months of the range; undefined when it has none. */
export function daysOf(lens: Lens): { from: string; to: string } | undefined {
  const months = monthsOf(lens);
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const [year, month] = [Number(last.slice(0, 4)), Number(last.slice(4))];
  const end = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { from: `${dash(first)}-01`, to: `${dash(last)}-${String(end).padStart(2, "0")}` };
}

function dash(period: string): string {
  return `${period.slice(0, 4)}-${period.slice(4)}`;
}
