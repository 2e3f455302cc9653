import type { ColumnOf, StatementParts, StatementView } from "../../../api/generated/types";
import type { Fen, Steps, Unit } from "../../../kernel/money";
import { shown, stepsText, sum, unitText } from "../../../kernel/money";
import type { Column } from "../../../ui/table/columns";

/** What a statement shows, its cells, and where they lead. */

export const statementsPath = "/api/accounting/statements";

export function statementPath(id: string): string {
  return `${statementsPath}/${encodeURIComponent(id)}`;
}

/** The statement by 政府收支分类科目, which the year's mapping designs. */
export const treasuryId = "treasury";

export const columnKinds: Record<ColumnOf, string> = {
  opening: "年初余额",
  closing: "期末余额",
  month: "本月发生额",
  year: "本年累计发生额",
  priorClosing: "上年同期末余额",
  priorYear: "上年同期累计发生额",
};

/** Everything that says which figures a statement shows. */
export type Asked = {
  division: string;
  fund: string;
  period: string;
  merged: boolean;
  level: number | undefined;
  on: string | undefined;
  knownOn: string | undefined;
};

/** The page of a statement; a cell is its row's code and its column's id. */
export function statementAddress(id: string, asked: Asked, cell?: Cell): string {
  const parameters = new URLSearchParams({
    division: asked.division,
    fund: asked.fund,
    year: asked.period.slice(0, 4),
    period: asked.period,
  });
  if (asked.merged) parameters.set("merged", "1");
  if (asked.level !== undefined) parameters.set("level", String(asked.level));
  if (asked.on !== undefined) parameters.set("on", asked.on);
  if (asked.knownOn !== undefined) parameters.set("knownOn", asked.knownOn);
  if (cell !== undefined) parameters.set("cell", cellText(cell));
  const page = id === treasuryId ? "treasury" : `statements/${id}`;
  return `/accounting/${page}?${parameters.toString()}`;
}

export type Cell = { row: string; column: string };

export function cellText({ row, column }: Cell): string {
  return `${row}:${column}`;
}

export function readCell(text: string | undefined): Cell | undefined {
  const [row, column] = text?.split(":") ?? [];
  return row && column ? { row, column } : undefined;
}

/** A consolidated statement shows every column thrice: summed (汇总), eliminated (抵销), consolidated (合并). */
export type Share = "all" | "sum" | "off";

/** The column of the design that a shown column belongs to, and which share of it. */
export function shareOf(column: string): { column: string; share: Share } {
  if (column.endsWith("-sum")) return { column: column.slice(0, -4), share: "sum" };
  if (column.endsWith("-off")) return { column: column.slice(0, -4), share: "off" };
  return { column, share: "all" };
}

/** The books' parts of a cell as its share has them; what is eliminated names no book. */
export function partsOf(parts: StatementParts, share: Share): { items: StatementParts["books"]; total: Fen } {
  const items = parts.books.filter((part) => share === "all" || (part.book === undefined) === (share === "off"));
  return { items, total: sum(items.map((part) => part.amount)) };
}

/** The months of an account's ledger that a column's figure stands for, and whether in the book of the year before. */
export function ledgerRange(of: ColumnOf, period: string): { from: string; to: string; yearsBack: 0 | 1 } {
  const year = Number(period.slice(0, 4));
  const back = of === "priorClosing" || of === "priorYear" ? 1 : 0;
  const to = `${year - back}${period.slice(4)}`;
  return { from: of === "month" ? to : `${year - back}01`, to, yearsBack: back };
}

/** "630100-11-2026-fsa" → the book of the year before. */
export function bookYearsBack(book: string, years: number): string {
  const parts = book.split("-");
  parts[2] = String(Number(parts[2]) - years);
  return parts.join("-");
}

/** What the server rounded for a unit, as steps of it: its cells are whole steps. */
export function stepsIn(view: StatementView | undefined, row: number, cell: number, unit: Unit): Steps | undefined {
  const amount = view?.rows[row]?.cells[cell];
  return amount === undefined ? undefined : shown(amount, unit);
}

export type ExportRow = {
  code: string;
  title: string;
  cells: readonly Fen[];
  steps: readonly (Steps | undefined)[];
};

/** Exact 元 for every column, and beside it what the screen shows, where that is in another unit. */
export function exportColumns(view: StatementView, unit: Unit): Column<ExportRow>[] {
  return [
    { key: "code", title: "行次", kind: "text", value: (row) => row.code },
    { key: "title", title: "项目", kind: "text", value: (row) => row.title },
    ...view.columns.flatMap(({ id, title }, index): Column<ExportRow>[] => {
      const exact: Column<ExportRow> = { key: id, title, kind: "amount", value: (row) => row.cells[index] };
      if (unit === "yuan") return [exact];
      const inUnit = ({ steps }: ExportRow) => {
        const step = steps[index];
        return step === undefined ? undefined : Number(stepsText(step).replaceAll(",", ""));
      };
      return [exact, { key: `${id}-${unit}`, title: `${title}（${unitText[unit]}）`, kind: "count", value: inUnit }];
    }),
  ];
}

export function exportRows(exact: StatementView, rounded: StatementView | undefined, unit: Unit): ExportRow[] {
  return exact.rows.map((row, index) => ({
    code: row.code,
    title: `${"　".repeat(row.indent)}${row.title}`,
    cells: row.cells,
    steps: row.cells.map((_, cell) => stepsIn(rounded, index, cell, unit)),
  }));
}
