import type { ContributionLine } from "../../api/generated/types";
import { funds } from "../../kernel/funds";
import type { Fen } from "../../kernel/money";
import { fen, sum } from "../../kernel/money";
import type { Period } from "../../kernel/period";
import { parsePeriod, plusMonths } from "../../kernel/period";

/**
 * A fund's month of one person: what the agency says was paid, or the tax bureau where the agency says nothing. A gap
 * is a month without a line between two that have one.
 */
export type ContributionCell = {
  lines: readonly ContributionLine[];
  paid: Fen;
  /** What the tax bureau says, where it differs from what the agency says. */
  taxed: Fen | undefined;
  isGap: boolean;
};

export type ContributionMonth = { period: Period; cells: ContributionCell[]; paid: Fen };

export type ContributionTable = {
  funds: readonly string[];
  months: readonly ContributionMonth[];
  totals: readonly Fen[];
  total: Fen;
  gaps: number;
};

/** Residents pay once a year: a month without a payment is no gap. */
const yearly = new Set(["resident-pension", "resident-medical"]);

/** Lines as a table of months and funds; funds in the usual order, every month from the first to the last. */
export function contributionTable(lines: readonly ContributionLine[]): ContributionTable {
  const shown = funds.map(({ id }) => id).filter((id) => lines.some((line) => line.fund === id));
  const spans = shown.map((fund) => spanOf(lines.filter((line) => line.fund === fund)));
  const months = monthsOf(lines).map((period) => {
    const cells = shown.map((fund, at) =>
      cellOf(
        lines.filter((line) => line.fund === fund && line.period === period),
        !yearly.has(fund) && isWithin(period, spans[at]),
      ),
    );
    return { period, cells, paid: sum(cells.map((cell) => cell.paid)) };
  });
  return {
    funds: shown,
    months,
    totals: shown.map((_, at) => sum(months.map(({ cells }) => cells[at]?.paid ?? fen(0)))),
    total: sum(months.map(({ paid }) => paid)),
    gaps: months.reduce((count, { cells }) => count + cells.filter((cell) => cell.isGap).length, 0),
  };
}

function cellOf(lines: readonly ContributionLine[], isExpected: boolean): ContributionCell {
  const agency = lines.filter((line) => line.side === "agency");
  const tax = lines.filter((line) => line.side === "tax");
  const told = paidIn(agency.length > 0 ? agency : tax);
  const taxed = paidIn(tax);
  return {
    lines,
    paid: told,
    taxed: agency.length > 0 && tax.length > 0 && taxed !== told ? taxed : undefined,
    isGap: lines.length === 0 && isExpected,
  };
}

function paidIn(lines: readonly ContributionLine[]): Fen {
  return sum(lines.map((line) => fen(line.personFen)));
}

type Span = { first: string; last: string };

function spanOf(lines: readonly ContributionLine[]): Span {
  const periods = lines.map((line) => line.period).toSorted();
  return { first: periods[0] ?? "", last: periods.at(-1) ?? "" };
}

function isWithin(period: Period, span: Span | undefined): boolean {
  return span !== undefined && period > span.first && period < span.last;
}

function monthsOf(lines: readonly ContributionLine[]): Period[] {
  const { first, last } = spanOf(lines);
  const [from, to] = [parsePeriod(first), parsePeriod(last)];
  const months: Period[] = [];
  if (from === undefined || to === undefined) return months;
  for (let month = from; month <= to; month = plusMonths(month, 1)) months.push(month);
  return months;
}
