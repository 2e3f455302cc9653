import type { ReactNode } from "react";
import type { Fen, Unit } from "../../kernel/money";
import { amountText, unitText } from "../../kernel/money";
import { dateText, timeText } from "../../kernel/period";
import { isRecord } from "../../kernel/problem";

type ColumnBase = {
  key: string;
  title: string;
  width?: number;
  /** Not shown until chosen. */
  hidden?: boolean;
  frozen?: boolean;
  sortable?: boolean;
};

/** A column says how to read its value from a row; screen, totals, sorting and export all use that. */
export type Column<Row> = ColumnBase &
  (
    | {
        kind: "amount";
        value: (row: Row) => Fen | null | undefined;
        total?: boolean;
        /** What the figure is made of: where it leads. */
        to?: (row: Row) => string | undefined;
        /** The same for the total. */
        totalTo?: string | undefined;
      }
    | { kind: "count"; value: (row: Row) => number | null | undefined }
    | { kind: "date" | "time"; value: (row: Row) => string | null | undefined }
    | {
        kind: "text";
        value: (row: Row) => string | null | undefined;
        render?: (row: Row) => ReactNode;
        /** Figures of several units in one column: they stand right like others. */
        isFigure?: boolean;
      }
  );

/** What a person changed about a table; everything absent is as the screen declares it. */
export type Layout = {
  order: readonly string[];
  hidden: readonly string[];
  shown: readonly string[];
  frozen: Readonly<Record<string, boolean>>;
  widths: Readonly<Record<string, number>>;
};

export const noLayout: Layout = { order: [], hidden: [], shown: [], frozen: {}, widths: {} };

const standardWidths: Record<Column<never>["kind"], number> = {
  amount: 150,
  count: 100,
  date: 130,
  time: 150,
  text: 160,
};

export type Placed<Row> = { column: Column<Row>; width: number; frozen: boolean; visible: boolean };

/** All columns in the person's order, frozen ones first; a column that is new in the program stands where declared. */
export function arrange<Row>(columns: readonly Column<Row>[], layout: Layout): Placed<Row>[] {
  const placed = inOrder(columns, layout.order).map((column) => ({
    column,
    width: layout.widths[column.key] ?? column.width ?? standardWidths[column.kind],
    frozen: layout.frozen[column.key] ?? column.frozen ?? false,
    visible: column.hidden ? layout.shown.includes(column.key) : !layout.hidden.includes(column.key),
  }));
  return [...placed.filter((one) => one.frozen), ...placed.filter((one) => !one.frozen)];
}

function inOrder<Row>(columns: readonly Column<Row>[], order: readonly string[]): Column<Row>[] {
  const known = order.flatMap((key) => columns.filter((column) => column.key === key));
  const result = [...known];
  for (const [index, column] of columns.entries()) {
    if (!known.includes(column)) result.splice(Math.min(index, result.length), 0, column);
  }
  return result;
}

/** The layout after moving a column to stand before another. */
export function moved<Row>(columns: readonly Column<Row>[], layout: Layout, key: string, before: string): Layout {
  const keys = arrange(columns, layout).map((one) => one.column.key);
  const rest = keys.filter((other) => other !== key);
  const fromLeft = keys.indexOf(key) < keys.indexOf(before);
  const at = rest.indexOf(before) + (fromLeft ? 1 : 0);
  return { ...layout, order: [...rest.slice(0, at), key, ...rest.slice(at)] };
}

export function toggled<Row>(column: Column<Row>, layout: Layout, visible: boolean): Layout {
  const without = (keys: readonly string[]) => keys.filter((key) => key !== column.key);
  if (column.hidden)
    return { ...layout, shown: visible ? [...without(layout.shown), column.key] : without(layout.shown) };
  return { ...layout, hidden: visible ? without(layout.hidden) : [...without(layout.hidden), column.key] };
}

/** What was stored, as far as it is still understood. */
export function readLayout(stored: unknown): Layout {
  if (!isRecord(stored)) return noLayout;
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
  const entries = (value: unknown) => (isRecord(value) ? Object.entries(value) : []);
  return {
    order: texts(stored.order),
    hidden: texts(stored.hidden),
    shown: texts(stored.shown),
    frozen: Object.fromEntries(entries(stored.frozen).filter((one): one is [string, boolean] => one[1] === !!one[1])),
    widths: Object.fromEntries(
      entries(stored.widths).filter((one): one is [string, number] => typeof one[1] === "number" && one[1] > 0),
    ),
  };
}

export function headText<Row>(column: Column<Row>, unit: Unit): string {
  return column.kind === "amount" ? `${column.title}（${unitText[unit]}）` : column.title;
}

export function alignOf<Row>(column: Column<Row>): "left" | "right" {
  const isFigure = column.kind === "text" && column.isFigure === true;
  return column.kind === "amount" || column.kind === "count" || isFigure ? "right" : "left";
}

/** The cell as plain text: what stands on the screen without its component. */
export function cellText<Row>(column: Column<Row>, row: Row, unit: Unit): string {
  switch (column.kind) {
    case "amount": {
      const amount = column.value(row);
      return amount === null || amount === undefined ? "" : amountText(amount, unit);
    }
    case "count":
      return countText(column.value(row));
    case "date":
      return dateText(column.value(row) ?? "");
    case "time":
      return timeText(column.value(row) ?? "");
    case "text":
      return column.value(row) ?? "";
  }
}

export function countText(count: number | null | undefined): string {
  return count === null || count === undefined ? "" : count.toLocaleString("zh-CN");
}

export type Sort = { key: string; descending: boolean };

/** The sort as it stands in the address and in the request: "amount" or "-amount". */
export function parseSort(text: string | null): Sort | undefined {
  if (text === null || text === "") return undefined;
  return text.startsWith("-") ? { key: text.slice(1), descending: true } : { key: text, descending: false };
}

export function sortText(sort: Sort): string {
  return sort.descending ? `-${sort.key}` : sort.key;
}

/** Rows that are all here, sorted by a column; equal rows keep their order, empty cells come last. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | undefined,
): readonly Row[] {
  const column = columns.find((one) => one.key === sort?.key);
  if (!sort || !column) return rows;
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [column.value(one) ?? "", column.value(other) ?? ""];
    if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
    if (typeof a === "number" && typeof b === "number") return sign * (a - b);
    return sign * String(a).localeCompare(String(b), "zh-CN");
  });
}
