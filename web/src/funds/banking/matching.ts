import type { BankLine, BankWork, BookLine, Suggestion } from "../../api/generated/types";
import type { Fen } from "../../kernel/money";
import { subtract, sum, yuan } from "../../kernel/money";

export const bankingPath = "/api/banking";

export function accountPath(account: string): string {
  return `${bankingPath}/accounts/${encodeURIComponent(account)}`;
}

/** The three lists of the screen, from left to right as the arrows go. */
export const panes = ["suggested", "bank", "book"] as const;
export type Pane = (typeof panes)[number];

export type Cursor = { pane: Pane; index: number };

/** What the lists show: open lines that the filter keeps, and suggestions that touch one of them. */
export type Shown = { suggested: readonly Suggestion[]; bank: readonly BankLine[]; book: readonly BookLine[] };

export function shownOf(work: BankWork, filter: string): Shown {
  const wanted = filter.trim().toLowerCase();
  const keeps = (texts: readonly string[]) => texts.some((text) => text.toLowerCase().includes(wanted));
  const bank = work.bank.filter((line) =>
    keeps([line.summary, line.counterparty, line.reference, line.date, yuan(line.amount)]),
  );
  const book = work.book.filter((line) =>
    keeps([line.summary, line.voucher, line.source.id, line.date, yuan(line.amount)]),
  );
  const ids = new Set([...bank.map((line) => line.id), ...book.map((line) => line.id)]);
  const suggested = work.suggestions.filter((one) => [...one.bank, ...one.book].some((id) => ids.has(id)));
  return { suggested, bank, book };
}

/** Arrows: up and down within a list, left and right to the next list that is not empty. */
export function moved(cursor: Cursor, key: string, shown: Shown): Cursor {
  const count = shown[cursor.pane].length;
  if (key === "ArrowDown") return { ...cursor, index: Math.min(cursor.index + 1, Math.max(count - 1, 0)) };
  if (key === "ArrowUp") return { ...cursor, index: Math.max(cursor.index - 1, 0) };
  const step = key === "ArrowRight" ? 1 : -1;
  for (let at = panes.indexOf(cursor.pane) + step; at >= 0 && at < panes.length; at += step) {
    const pane = panes[at];
    if (pane !== undefined && shown[pane].length > 0) return { pane, index: 0 };
  }
  return cursor;
}

/** The cursor where it can be after lines went away: the same place, else the last, else the first list with lines. */
export function settled(cursor: Cursor, shown: Shown): Cursor {
  const count = shown[cursor.pane].length;
  if (count > 0) return cursor.index < count ? cursor : { ...cursor, index: count - 1 };
  const pane = panes.find((one) => shown[one].length > 0);
  return pane === undefined ? { pane: "suggested", index: 0 } : { pane, index: 0 };
}

/** The suggestion that Enter takes: the one under the cursor, or the one that the line belongs to. */
export function suggestionAt(cursor: Cursor, shown: Shown): Suggestion | undefined {
  if (cursor.pane === "suggested") return shown.suggested[cursor.index];
  const id = shown[cursor.pane][cursor.index]?.id;
  return shown.suggested.find((one) => id !== undefined && [...one.bank, ...one.book].includes(id));
}

/** Why lines may belong together, each reason with its points and the most it can give. */
export function reasonsText({ reasons, isTied }: Suggestion): string {
  const points = reasons.map((one) => `${one.text}（${one.points}/${one.of}）`).join("，");
  return isTied ? `${points}；另有同样好的候选，请人工确认` : points;
}

export type Marked = { bank: readonly BankLine[]; book: readonly BookLine[]; left: Fen; right: Fen; difference: Fen };

export function markedOf(work: BankWork, marks: ReadonlySet<string>): Marked {
  const bank = work.bank.filter((line) => marks.has(line.id));
  const book = work.book.filter((line) => marks.has(line.id));
  const left = sum(bank.map((line) => line.amount));
  const right = sum(book.map((line) => line.amount));
  return { bank, book, left, right, difference: subtract(left, right) };
}

export function toggled(marks: ReadonlySet<string>, ids: readonly string[]): Set<string> {
  const next = new Set(marks);
  const all = ids.every((id) => next.has(id));
  for (const id of ids) {
    if (all) next.delete(id);
    else next.add(id);
  }
  return next;
}

/** Per cent, rounded down: 100 only when nothing is open. */
export function progressOf(all: number, open: number): number {
  return all === 0 ? 0 : Math.floor(((all - open) * 100) / all);
}

/** The account that a page looks at: the one asked for, else one of the book's division and fund, else the last one. */
export function pickAccount<Account extends { account: string }>(
  accounts: readonly Account[],
  asked: string | undefined,
  book: string | undefined,
  last: string | undefined,
): Account | undefined {
  const ofBook = book?.split("-").slice(0, 2).join("-");
  return (
    accounts.find((one) => one.account === asked) ??
    accounts.find((one) => ofBook !== undefined && one.account.startsWith(`${ofBook}-`)) ??
    accounts.find((one) => one.account === last) ??
    accounts[0]
  );
}
