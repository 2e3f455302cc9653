import type { PreparedView, VoucherLineView, VoucherView } from "../../../api/generated/types";
import type { Fen } from "../../../kernel/money";
import { subtract, sum, yuan, zero } from "../../../kernel/money";
import type { Fault } from "../../../kernel/problem";
import { isRecord } from "../../../kernel/problem";
import type { EntryAccount } from "./accounts";
import { parseAmount } from "./amounts";

/** A voucher as the server takes it. */
export type VoucherInput = { date: string; summary: string; papers: number; lines: readonly LineInput[] };

export type LineInput = {
  account: string;
  debit?: Fen;
  credit?: Fen;
  summary: string;
  dimensions: Readonly<Record<string, string>>;
};

/** A voucher while it is keyed: every cell is the text that stands in it. */
export type Entry = { date: string; papers: string; summary: string; lines: readonly EntryLine[] };

export type EntryLine = {
  summary: string;
  /** The account's code; while it is typed, the text. */
  account: string;
  dimensions: Readonly<Record<string, string>>;
  debit: string;
  credit: string;
};

export type AmountSide = "debit" | "credit";

/** A place of the form. Line 0 is its head. */
export type Cell = { line: number; field: string };

export const blankLine: EntryLine = { summary: "", account: "", dimensions: {}, debit: "", credit: "" };

/** The least a voucher has; the form shows them from the start. */
const linesLeast = 2;

export function blankEntry(date: string): Entry {
  return { date, papers: "0", summary: "", lines: Array.from({ length: linesLeast }, () => blankLine) };
}

/** The field of an auxiliary dimension, and back. */
export function dimensionField(dimension: string): string {
  return `dim:${dimension}`;
}

export function dimensionOf(field: string): string | undefined {
  return field.startsWith("dim:") ? field.slice(4) : undefined;
}

export type Requires = (account: string) => readonly string[];

/** The dimensions that a line shows: what its account requires, then what it carries besides. */
export function dimensionsOf(line: EntryLine, requires: Requires): string[] {
  const carried = Object.keys(line.dimensions).filter((one) => line.dimensions[one] !== "");
  return [...new Set([...requires(line.account), ...carried])];
}

/** The cells of a line in the order of keying. */
export function cellsOf(line: EntryLine, requires: Requires): string[] {
  return ["summary", "account", ...dimensionsOf(line, requires).map(dimensionField), "debit", "credit"];
}

/**
 * Where Enter leads: the next cell to fill. A summary that is there already is passed over, and so is the credit beside
 * a debit that is filled.
 * @returns A line one beyond the last when a new one is wanted; the same cell where the last line is still blank.
 */
export function nextCell(entry: Entry, at: Cell, requires: Requires): Cell {
  if (at.line === 0) {
    if (at.field === "date") return { line: 0, field: "papers" };
    if (at.field === "papers") return { line: 0, field: "summary" };
    return startOf(entry, 1);
  }
  const line = entry.lines[at.line - 1] ?? blankLine;
  const cells = cellsOf(line, requires);
  const next = cells[cells.indexOf(at.field) + 1];
  const isDone = next === undefined || (next === "credit" && line.debit.trim() !== "");
  if (!isDone) return { line: at.line, field: next };
  if (at.line === entry.lines.length && isBlank(line)) return at;
  return startOf(entry, at.line + 1);
}

/** Where Shift+Enter leads: the cell before, whatever stands in it. */
export function previousCell(entry: Entry, at: Cell, requires: Requires): Cell {
  if (at.line === 0) return { line: 0, field: at.field === "summary" ? "papers" : "date" };
  const line = entry.lines[at.line - 1] ?? blankLine;
  const cells = cellsOf(line, requires);
  const before = cells[cells.indexOf(at.field) - 1];
  if (before !== undefined) return { line: at.line, field: before };
  return at.line === 1 ? { line: 0, field: "summary" } : { line: at.line - 1, field: "credit" };
}

/** A line is entered at its account when its summary is there or will come from above. */
function startOf(entry: Entry, line: number): Cell {
  const summary = entry.lines[line - 1]?.summary ?? "";
  return { line, field: summary === "" && inheritedSummary(entry, line) === "" ? "summary" : "account" };
}

function inheritedSummary(entry: Entry, line: number): string {
  return entry.lines[line - 2]?.summary || entry.summary;
}

/** The line as it is when it is entered: made where it is missing, with the summary of the one above. */
export function entered(entry: Entry, line: number): Entry {
  if (line === 0) return entry;
  const old = entry.lines[line - 1] ?? blankLine;
  if (old.summary !== "" && entry.lines.length >= line) return entry;
  return withLine(entry, line, { ...old, summary: old.summary || inheritedSummary(entry, line) });
}

export function withLine(entry: Entry, line: number, value: EntryLine): Entry {
  const lines = [...entry.lines];
  lines[line - 1] = value;
  return { ...entry, lines };
}

export function withoutLine(entry: Entry, line: number): Entry {
  const lines = entry.lines.filter((_, index) => index !== line - 1);
  while (lines.length < linesLeast) lines.push(blankLine);
  return { ...entry, lines };
}

/** Whether there is nothing in it but what came from above. */
export function isBlank(line: EntryLine): boolean {
  return line.account.trim() === "" && line.debit.trim() === "" && line.credit.trim() === "";
}

/** Whether anything was keyed that would be lost. */
export function isKeyed(entry: Entry): boolean {
  return entry.summary.trim() !== "" || entry.lines.some((line) => !isBlank(line));
}

export type Sums = { debit: Fen; credit: Fen; difference: Fen };

/** Sums of what can be read; the difference is debit less credit. */
export function sumsOf(lines: readonly EntryLine[]): Sums {
  const total = (side: AmountSide) => sum(lines.map((line) => parseAmount(line[side]) ?? zero));
  const [debit, credit] = [total("debit"), total("credit")];
  return { debit, credit, difference: subtract(debit, credit) };
}

/**
 * What `=` does: the line gets the amount that the other lines lack, on the side that lacks it. Nothing when they
 * balance already.
 * @returns The side that was filled, or undefined.
 */
export function balanced(entry: Entry, line: number): { entry: Entry; side: AmountSide } | undefined {
  const old = entry.lines[line - 1];
  if (old === undefined) return undefined;
  const { difference } = sumsOf(entry.lines.filter((_, index) => index !== line - 1));
  if (difference === 0) return undefined;
  const side = difference > 0 ? "credit" : "debit";
  const amount = yuan(difference < 0 ? subtract(zero, difference) : difference);
  return { entry: withLine(entry, line, { ...old, debit: "", credit: "", [side]: amount }), side };
}

/** The amount to the other side (space), as it is. */
export function turned(entry: Entry, line: number): Entry {
  const old = entry.lines[line - 1];
  return old === undefined ? entry : withLine(entry, line, { ...old, debit: old.credit, credit: old.debit });
}

/** What is remembered of the book, to fill auxiliary cells with. */
export type Known = {
  /** Of an account when it was last keyed. */
  last: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Values that the book's lines bear. */
  values: (account: string, dimension: string) => readonly string[];
};

/** The line with its account taken; what it requires is prefilled with what was last used, or with the only value. */
export function withAccount(line: EntryLine, account: EntryAccount, known: Known): EntryLine {
  const entries = account.requires.map((dimension) => {
    const values = known.values(account.code, dimension);
    const only = values.length === 1 ? values[0] : undefined;
    return [dimension, known.last[account.code]?.[dimension] ?? only ?? ""] as const;
  });
  return { ...line, account: account.code, dimensions: Object.fromEntries(entries) };
}

/** What is sent: the lines that are not blank; and which line of the form each of them is. */
export function toInput(entry: Entry): { voucher: VoucherInput; places: readonly number[] } {
  const kept = entry.lines.map((line, index) => ({ line, place: index + 1 })).filter(({ line }) => !isBlank(line));
  const lines = kept.map(({ line }): LineInput => {
    const [debit, credit] = [parseAmount(line.debit), parseAmount(line.credit)];
    const dimensions = Object.fromEntries(Object.entries(line.dimensions).filter(([, value]) => value.trim() !== ""));
    return {
      account: line.account.trim(),
      ...(debit === undefined ? {} : { debit }),
      ...(credit === undefined ? {} : { credit }),
      summary: line.summary.trim(),
      dimensions,
    };
  });
  const papers = /^\d{1,4}$/.test(entry.papers.trim()) ? Number(entry.papers) : 0;
  const voucher = { date: entry.date, summary: entry.summary.trim(), lines, papers };
  return { voucher, places: kept.map(({ place }) => place) };
}

/** Amounts and numbers that cannot be read, which the server would never see. */
export function ownFaults(entry: Entry): Fault[] {
  const faults: Fault[] = [];
  if (!/^\d{1,4}$/.test(entry.papers.trim())) {
    faults.push({ line: 0, field: "papers", message: "附件张数须为 0 至 9999。" });
  }
  for (const [index, line] of entry.lines.entries()) {
    for (const side of ["debit", "credit"] as const) {
      if (line[side].trim() === "" || parseAmount(line[side]) !== undefined) continue;
      faults.push({ line: index + 1, field: side, message: `“${line[side]}”不是金额（最多两位小数，可用 + - *）。` });
    }
  }
  return faults;
}

/** The server's faults at the lines of the form. */
export function placed(faults: readonly Fault[], places: readonly number[]): Fault[] {
  return faults.map((fault) => ({ ...fault, line: fault.line === 0 ? 0 : (places[fault.line - 1] ?? fault.line) }));
}

/** Whether a fault is about the cell: 金额 is about both of its columns, 辅助核算 about each dimension. */
export function isAbout(fault: Fault, cell: Cell): boolean {
  if (fault.line !== cell.line) return false;
  if (fault.field === "amount") return cell.field === "debit" || cell.field === "credit";
  if (fault.field === "dimensions") return dimensionOf(cell.field) !== undefined;
  return fault.field === cell.field;
}

/** A voucher as something to key on from. */
export function entryFrom(voucher: Pick<PreparedView | VoucherView, "date" | "papers" | "summary" | "lines">): Entry {
  const { date, papers, summary } = voucher;
  return { date, papers: String(papers), summary, lines: voucher.lines.map(lineFrom) };
}

function lineFrom(line: VoucherLineView): EntryLine {
  const { summary, account, dimensions } = line;
  const text = yuan(line.side === "debit" ? line.debit : line.credit);
  const amounts = line.side === "debit" ? { debit: text, credit: "" } : { debit: "", credit: text };
  return { summary, account, dimensions, ...amounts };
}

/** A stored entry, as far as it is still understood. */
export function readEntry(stored: unknown): Entry | undefined {
  if (!isRecord(stored) || !Array.isArray(stored.lines)) return undefined;
  const { date, papers, summary } = stored;
  if (typeof date !== "string" || typeof papers !== "string" || typeof summary !== "string") return undefined;
  return { date, papers, summary, lines: stored.lines.filter(isRecord).map(readLine) };
}

function readLine(stored: Record<string, unknown>): EntryLine {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const dimensions = isRecord(stored.dimensions) ? stored.dimensions : {};
  return {
    summary: text(stored.summary),
    account: text(stored.account),
    dimensions: Object.fromEntries(Object.entries(dimensions).map(([name, value]) => [name, text(value)])),
    debit: text(stored.debit),
    credit: text(stored.credit),
  };
}
