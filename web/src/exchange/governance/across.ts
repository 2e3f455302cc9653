import type { FundFigure, TableLine } from "../../api/generated/types";
import { funds } from "../../kernel/funds";
import { grouped } from "../../kernel/group";

/** Tables that several insurances have alike: what they are called alike, and each insurance's own. */
export type Kind = { id: string; name: string; tables: ReadonlyMap<string, string> };

const nameLeast = 4;

/** Kinds of the tender's tables, those of the most insurances first. */
export function kindsOf(tables: readonly TableLine[]): Kind[] {
  const groups = grouped(
    tables.filter((table) => table.fund !== undefined),
    (table) => table.id.slice(table.id.indexOf("/") + 1),
  );
  return [...groups]
    .filter(([, own]) => own.length > 1)
    .map(([id, own]) => ({
      id,
      name: nameOf(own.map((table) => table.name)),
      tables: new Map(own.map((table) => [table.source, table.id] as const)),
    }))
    .toSorted((one, other) => other.tables.size - one.tables.size);
}

/** 职工养老单位缴费明细, 失业保险单位缴费明细 → 单位缴费明细; the first name where they end too differently. */
function nameOf(names: readonly string[]): string {
  const first = names[0] ?? "";
  let length = first.length;
  while (!names.every((name) => name.endsWith(first.slice(first.length - length)))) length -= 1;
  const name = first.slice(first.length - length).replace(/^(养老|医疗)?保险/, "");
  return name.length < nameLeast ? first : name;
}

export type Sum = { rows: number; fen: number };
export type FundRow = { fund: string; cells: ReadonlyMap<string, Sum>; total: Sum };

const nothing: Sum = { rows: 0, fen: 0 };

function added(figures: readonly Sum[]): Sum {
  return figures.reduce((sum, one) => ({ rows: sum.rows + one.rows, fen: sum.fen + one.fen }), nothing);
}

/**
 * Figures as fund × month or fund × region; funds in the order of the tender, those without figures left away. Every
 * row's total is the sum of its cells, and the last row's cells are the sums of the columns.
 */
export function fundMatrix(figures: readonly FundFigure[], columnOf: (figure: FundFigure) => string) {
  const columns = [...new Set(figures.map(columnOf))].toSorted();
  const rowOf = (fund: string, own: readonly FundFigure[]): FundRow => {
    const byColumn = grouped(own, columnOf);
    const cells = new Map(columns.map((column) => [column, added(byColumn.get(column) ?? [])] as const));
    return { fund, cells, total: added(own) };
  };
  const rows = funds
    .map(({ id }) =>
      rowOf(
        id,
        figures.filter((figure) => figure.fund === id),
      ),
    )
    .filter((row) => row.total.rows > 0);
  return { columns, rows, total: rowOf("", figures) };
}
