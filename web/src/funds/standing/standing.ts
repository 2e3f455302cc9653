import type { EmployerLine, EmployerSum, PersonLine, PersonTotal } from "../../api/generated/types";
import { funds, fundText } from "../../kernel/funds";
import type { Fen } from "../../kernel/money";
import { sum } from "../../kernel/money";
import type { ChartSeries } from "../../ui/Chart";

export const standingPath = "/api/standing";

export type Tone = "good" | "warn" | "bad" | "neutral";

/** What became of a line in a round. */
export const entryStates: Record<string, { text: string; tone: Tone }> = {
  paid: { text: "已支付", tone: "good" },
  failed: { text: "支付失败", tone: "bad" },
  refunded: { text: "退汇", tone: "warn" },
};

export function personAddress(payee: string): string {
  return `/standing/persons/${payee}`;
}

export function employerAddress(code: string, division: string, year: number): string {
  return `/standing/employers/${code}?division=${division}&year=${year}`;
}

/** The years that have figures, newest first, each once. */
export function yearsOf(totals: readonly { year: number }[]): number[] {
  return [...new Set(totals.map((total) => total.year))].toSorted((one, other) => other - one);
}

export const monthNames: readonly string[] = Array.from({ length: 12 }, (_, index) => `${index + 1}月`);

/** The twelve months of a year, as the server writes periods. */
function monthsOf(year: number): string[] {
  return Array.from({ length: 12 }, (_, index) => `${year}${String(index + 1).padStart(2, "0")}`);
}

/** What reached the person month by month, a series a fund; failed and refunded money did not. */
export function paidByMonth(lines: readonly PersonLine[], year: number): ChartSeries[] {
  const paid = lines.map(({ entry }) => entry).filter((entry) => entry.state === "paid");
  const used = funds.filter(({ id }) =>
    paid.some((entry) => entry.fund === id && entry.period.startsWith(String(year))),
  );
  return used.map(({ id }) => ({
    name: fundText(id),
    kind: "bar",
    measure: "money",
    values: monthsOf(year).map((month) =>
      sum(paid.filter((entry) => entry.fund === id && entry.period === month).map((entry) => entry.amount)),
    ),
  }));
}

/** Due and paid month by month, over all funds shown; a missing detail counts as nothing. */
export function contributedByMonth(lines: readonly EmployerLine[], year: number): ChartSeries[] {
  const series = (name: string, parts: (line: EmployerLine) => readonly (Fen | undefined)[]): ChartSeries => ({
    name,
    kind: "bar",
    measure: "money",
    values: monthsOf(year).map((month) =>
      sum(
        lines
          .filter((line) => line.period === month)
          .flatMap((line) => parts(line).filter((part) => part !== undefined)),
      ),
    ),
  });
  return [
    series("应缴", (line) => [line.dueUnit, line.duePersonal]),
    series("实缴", (line) => [line.paidUnit, line.paidPersonal]),
  ];
}

/** In one sentence, for those who do not see the picture. */
export function paidSummary(totals: readonly PersonTotal[], year: number): string {
  const count = totals.filter((total) => total.year === year).length;
  return `${year}年按月实际支付，${count === 0 ? "没有支付" : `共 ${count} 个险种`}`;
}

export function contributedSummary(totals: readonly EmployerSum[], year: number): string {
  const shown = totals.filter((total) => total.year === year);
  return `${year}年按月应缴与实缴，共 ${shown.length} 个险种`;
}
