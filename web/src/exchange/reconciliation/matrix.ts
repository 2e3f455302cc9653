import type { AgeingStep, MatchAge, MatchStatus, MatchSum } from "../../api/generated/types";

export const reconciliationPath = "/api/reconciliation";

/** A cell of region × month: how many lines differ, by how much, and what the sides come to. */
export type Cell = {
  lines: number;
  differing: number;
  difference: number;
  agency: number;
  tax: number;
  treasury: number;
  heat: number;
};

export type Row = { region: string; cells: ReadonlyMap<string, Cell>; total: Cell };

const nothing: Cell = { lines: 0, differing: 0, difference: 0, agency: 0, tax: 0, treasury: 0, heat: 0 };

/** Sums of all funds as region × month, months oldest first; the heat is the difference's share of the largest. */
export function matrixOf(sums: readonly MatchSum[]): { months: string[]; rows: Row[]; total: Cell } {
  const months = [...new Set(sums.map((sum) => sum.period))].toSorted();
  const regions = [...new Set(sums.map((sum) => sum.region))].toSorted();
  const rows = regions.map((region): Row => {
    const own = sums.filter((sum) => sum.region === region);
    const cells = new Map(months.map((month) => [month, added(own.filter((sum) => sum.period === month))] as const));
    return { region, cells, total: added(own) };
  });
  const largest = Math.max(0, ...rows.flatMap((row) => [...row.cells.values()].map((cell) => cell.difference)));
  return {
    months,
    total: added(sums),
    rows: rows.map((row) => ({
      ...row,
      cells: new Map([...row.cells].map(([month, cell]) => [month, { ...cell, heat: heatOf(cell, largest) }] as const)),
    })),
  };
}

function added(sums: readonly MatchSum[]): Cell {
  const cell = { ...nothing };
  for (const sum of sums) {
    const differs = sum.status !== "matched";
    cell.lines += sum.lines;
    cell.differing += differs ? sum.lines : 0;
    cell.difference += differs ? sum.differenceFen : 0;
    cell.agency += sum.agencyFen;
    cell.tax += sum.taxFen;
    cell.treasury += sum.treasuryFen;
  }
  return cell;
}

const steps = 5;

/** A difference of time alone has no amount and still gets the lightest colour. */
function heatOf(cell: Cell, largest: number): number {
  if (cell.differing === 0) return 0;
  return largest === 0 ? 1 : Math.max(1, Math.ceil((cell.difference * steps) / largest));
}

/** Differences as stacked bars: a bar a status that has any, in it a piece a step of ageing. */
export function barsOf(ages: readonly MatchAge[], steps: readonly AgeingStep[], statuses: readonly MatchStatus[]) {
  const shown = statuses.filter((status) => ages.some((age) => age.status === status.id && age.lines > 0));
  const series = steps.map(({ name }, place) => ({
    name,
    values: shown.map((status) =>
      ages.filter((age) => age.age === place && age.status === status.id).reduce((sum, age) => sum + age.lines, 0),
    ),
  }));
  return { statuses: shown, series };
}
