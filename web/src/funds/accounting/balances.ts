import type { Fen, Steps, Unit } from "../../kernel/money";
import { footed, shown } from "../../kernel/money";

/** The amounts of a trial balance, in the order of its columns. */
export const amountKeys = [
  "openingDebit",
  "openingCredit",
  "debit",
  "credit",
  "yearDebit",
  "yearCredit",
  "closingDebit",
  "closingCredit",
] as const;

export type AmountKey = (typeof amountKeys)[number];

export type BalanceSums = Record<AmountKey, Fen>;

/** A row of a trial balance, of one book or rolled up. */
export type BalanceLine = BalanceSums & { account: string; name: string; level: number };

/** A row of the tree; its place in the list names it, because an account can stand under itself (未分明细). */
export type BalanceNode = { index: number; row: BalanceLine; children: readonly BalanceNode[] };

/** The tree that the rows in code order spell out by their levels. */
export function treeOf(rows: readonly BalanceLine[]): readonly BalanceNode[] {
  const top: BalanceNode[] = [];
  const open: { level: number; children: BalanceNode[] }[] = [{ level: 0, children: top }];
  for (const [index, row] of rows.entries()) {
    while ((open.at(-1)?.level ?? 0) >= row.level) open.pop();
    const children: BalanceNode[] = [];
    open.at(-1)?.children.push({ index, row, children });
    open.push({ level: row.level, children });
  }
  return top;
}

/**
 * What to show for every row of one column: the top rows add up to the shown total, and the rows below each row add up
 * to what is shown for it, in every unit.
 */
export function footTree(
  top: readonly BalanceNode[],
  key: AmountKey,
  totals: BalanceSums,
  unit: Unit,
): ReadonlyMap<number, Steps> {
  const result = new Map<number, Steps>();
  const foot = (nodes: readonly BalanceNode[], total: Steps) => {
    const parts = footed(
      nodes.map((node) => node.row[key]),
      total,
      unit,
    );
    for (const [at, node] of nodes.entries()) {
      const part = parts[at];
      if (part === undefined) continue;
      result.set(node.index, part);
      if (node.children.length > 0) foot(node.children, part);
    }
  };
  if (top.length > 0) foot(top, shown(totals[key], unit));
  return result;
}

/** The rows that show: the top ones, and those whose ancestors are all open. */
export function visibleRows(top: readonly BalanceNode[], closed: ReadonlySet<number>): readonly BalanceNode[] {
  return top.flatMap((node) => [node, ...(closed.has(node.index) ? [] : visibleRows(node.children, closed))]);
}
