import type { Fen, Steps, Unit } from "../../kernel/money";
import { exactSum, footed, shown } from "../../kernel/money";
import type { Column } from "./columns";

/** Totals of amount columns over all rows that match, told by the server or added up when every row is here. */
export type Totals = Readonly<Record<string, Fen>>;

export function totalsOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Totals {
  const totals: Record<string, Fen> = {};
  for (const column of columns) {
    if (column.kind === "amount" && column.total) {
      const total = exactSum(rows.flatMap((row) => column.value(row) ?? []));
      if (total !== undefined) totals[column.key] = total;
    }
  }
  return totals;
}

/**
 * What to show in each row of one amount column so that the shown rows add up to the shown total.
 * Undefined when the rows here are not what the total is made of (more rows to come): then each is rounded by itself.
 */
export function footedColumn<Row>(
  column: Column<Row>,
  rows: readonly Row[],
  total: Fen | undefined,
  unit: Unit,
): readonly (Steps | undefined)[] | undefined {
  if (column.kind !== "amount" || total === undefined) return undefined;
  const amounts = rows.map((row) => column.value(row) ?? undefined);
  const present = amounts.filter((amount) => amount !== undefined);
  if (exactSum(present) !== total) return undefined;
  const parts = footed(present, shown(total, unit), unit).values();
  return amounts.map((amount) => (amount === undefined ? undefined : parts.next().value));
}
