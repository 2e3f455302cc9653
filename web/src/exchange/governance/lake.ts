import type { Figure, LakeCell } from "../../api/generated/types";
import type { DivisionEntry } from "../../kernel/divisions";
import { divisions, divisionText } from "../../kernel/divisions";
import { grouped } from "../../kernel/group";
import type { Period } from "../../kernel/period";
import { parsePeriod, plusMonths } from "../../kernel/period";

export const lakePath = "/api/governance/lake";

/** The months from one to another, both included. */
export function monthsBetween(from: Period, to: Period): Period[] {
  const months: Period[] = [];
  for (let month = from; month <= to && months.length < monthsMax; month = plusMonths(month, 1)) months.push(month);
  return months;
}

/** Five years: more does not fit a screen, and nobody asks for it at once. */
const monthsMax = 60;

/** What a month of a table is: there, there with far fewer rows than before, awaited, missing, or nothing due. */
export type CellState = "there" | "fewer" | "awaited" | "missing" | "none";

export type MatrixCell = { period: Period; state: CellState; cell?: LakeCell; heat: number };
export type MatrixRow = {
  id: string;
  name: string;
  sourceName: string;
  cells: MatrixCell[];
  rows: number;
  missing: number;
};

type TableOf = { id: string; name: string; sourceName: string; cycle: string };

/**
 * The lake as table × month. A monthly table that once came is expected in every later finished month: the last one is
 * awaited (迟), older ones are missing (缺).
 * @param now The running month; it is not due yet.
 */
export function matrixOf(
  tables: readonly TableOf[],
  cells: readonly LakeCell[],
  months: readonly Period[],
  now: Period,
): MatrixRow[] {
  const byTable = grouped(cells, (cell) => cell.table);
  return tables.map((table) => {
    const own = new Map((byTable.get(table.id) ?? []).map((cell) => [cell.period, cell] as const));
    const largest = Math.max(0, ...[...own.values()].map((cell) => cell.rows));
    const row = months.map((period, index): MatrixCell => {
      const cell = own.get(period);
      if (cell !== undefined) {
        const before = lastBefore(own, months, index);
        const state = before !== undefined && cell.rows * 2 < before.rows ? "fewer" : "there";
        return { period, state, cell, heat: heatOf(cell.rows, largest) };
      }
      const due = table.cycle === "monthly" && period < now && lastBefore(own, months, index) !== undefined;
      if (!due) return { period, state: "none", heat: 0 };
      return { period, state: period === plusMonths(now, -1) ? "awaited" : "missing", heat: 0 };
    });
    const rows = [...own.values()].reduce((sum, cell) => sum + cell.rows, 0);
    const missing = row.filter((one) => one.state === "missing" || one.state === "awaited").length;
    return { id: table.id, name: table.name, sourceName: table.sourceName, cells: row, rows, missing };
  });
}

function lastBefore(own: ReadonlyMap<string, LakeCell>, months: readonly Period[], index: number) {
  for (let at = index - 1; at >= 0; at -= 1) {
    const cell = own.get(months[at] ?? "");
    if (cell !== undefined) return cell;
  }
  return undefined;
}

const steps = 5;

/** One of five steps of colour, by the share of the table's largest month. */
function heatOf(rows: number, largest: number): number {
  return largest === 0 ? 0 : Math.max(1, Math.ceil((rows * steps) / largest));
}

/** 12,345 → "1.2万": a count that fits a cell of the matrix. Cut off, not rounded up. */
export function shortCount(count: number): string {
  if (count < 10_000) return count.toLocaleString("zh-CN");
  const [unit, size] = count < 100_000_000 ? ["万", 10_000] : ["亿", 100_000_000];
  const tenths = Math.floor(count / (size / 10));
  const digits = String(tenths);
  return tenths >= 1000 ? `${digits.slice(0, -1)}${unit}` : `${digits.slice(0, -1)}.${digits.slice(-1)}${unit}`;
}

/** A bar of the chart: a region below the chosen one with all that is below it, or the chosen one's own rows. */
export type RegionBar = { code: string; name: string; rows: number; fen: number; isOwn: boolean; hasBelow: boolean };

/** Figures by row region, put together by the regions directly below the chosen one. They still sum to the whole. */
export function barsOf(figures: readonly Figure[], top: string): RegionBar[] {
  const bars = new Map<string, RegionBar>();
  for (const figure of figures) {
    const code = childOf(figure.key, top);
    const isOwn = code === top;
    const bar = bars.get(code) ?? {
      code,
      name: code === "" ? "（无区划）" : isOwn ? `${divisionText(code)}本级` : divisionText(code),
      rows: 0,
      fen: 0,
      isOwn,
      hasBelow: !isOwn && divisions.some((entry) => entry.parent === code),
    };
    bars.set(code, { ...bar, rows: bar.rows + figure.rows, fen: bar.fen + figure.fen });
  }
  return [...bars.values()].toSorted((one, other) => other.fen - one.fen || other.rows - one.rows);
}

/** The division directly below top that the code belongs to; the code itself where nobody knows it. */
export function childOf(code: string, top: string): string {
  let entry: DivisionEntry | undefined = divisions.find((one) => one.code === code);
  while (entry !== undefined && entry.code !== top && entry.parent !== top) {
    const above: string = entry.parent;
    entry = divisions.find((one) => one.code === above);
  }
  return entry?.code ?? code;
}

/** Twelve months that end with the given one, for a trend. */
export function trendOf(to: Period): Period {
  return plusMonths(to, -11);
}

export function periodOr(text: string | undefined, other: Period): Period {
  return (text === undefined ? undefined : parsePeriod(text)) ?? other;
}
