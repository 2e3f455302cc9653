import type { ClosingCheck } from "../../../api/generated/types";
import { funds } from "../../../kernel/funds";
import type { Tone } from "../../../ui/StatusTag";
import { periodsOf } from "../books";

/** Where a period of a book stands. */
export type PeriodState = "closed" | "next" | "open";

export const stateTexts: Record<PeriodState, { text: string; tone: Tone }> = {
  closed: { text: "已结账", tone: "good" },
  next: { text: "待结账", tone: "active" },
  open: { text: "未结账", tone: "neutral" },
};

export type PeriodStep = { period: string; state: PeriodState };

/**
 * Opening, months and year's end in order. The opening is closed with January: nothing is posted to it then.
 * @param closedThrough The last closed period; undefined when none is.
 */
export function stepsOf(year: number, closedThrough: string | undefined): PeriodStep[] {
  const last = closedThrough ?? `${year}00`;
  const next = nextOf(year, closedThrough);
  return periodsOf(year).map(({ value: period }) => {
    if (period === next) return { period, state: "next" };
    const isClosed = period <= last && !(period.endsWith("00") && closedThrough === undefined);
    return { period, state: isClosed ? "closed" : "open" };
  });
}

/** The period to close next; undefined when the year is closed. */
export function nextOf(year: number, closedThrough: string | undefined): string | undefined {
  const month = closedThrough === undefined ? 1 : Number(closedThrough.slice(4)) + 1;
  return month > 13 ? undefined : `${year}${String(month).padStart(2, "0")}`;
}

export function checkTone(check: ClosingCheck): { tone: Tone; text: string } {
  if (check.isGood) return { tone: "good", text: "通过" };
  return check.isHard ? { tone: "bad", text: "不能结账" } : { tone: "warn", text: "提醒" };
}

type Place = { text: string; address: string };

/**
 * Where one puts right what a check found.
 * @param book "630100-11-2026-fsa".
 */
export function placeOf(
  check: ClosingCheck,
  book: string,
  period: string,
  next: string | undefined,
): Place | undefined {
  const vouchers = (query: string) => `/accounting/vouchers?book=${book}&period=${period}${query}`;
  switch (check.id) {
    case "order":
      return next === undefined ? undefined : { text: "去该期间", address: closingAddress(book, next) };
    case "prepared":
      return { text: "未记账凭证", address: vouchers("&tab=prepared") };
    case "earlier-year":
      return { text: "上年结账", address: closingAddress(yearBefore(book), undefined) };
    case "gapless":
    case "confirmed":
      return { text: "本期凭证", address: vouchers("") };
    case "balanced":
      return { text: "科目余额", address: `/accounting/balances?book=${book}&period=${period}` };
    case "suspense":
      return { text: "待转社会保险费", address: `/accounting/suspense?division=${book.split("-")[0]}` };
    case "agency":
      return { text: "专户与经办对账", address: agencyCheckAddress(book) };
    case "bank":
      return { text: "银行对账", address: `/banking?book=${book}` };
    default:
      return undefined;
  }
}

export function closingAddress(book: string, period: string | undefined): string {
  return `/accounting/closing?book=${book}${period === undefined ? "" : `&period=${period}`}`;
}

function agencyCheckAddress(book: string): string {
  const [division, code, year] = book.split("-");
  const fund = funds.find((one) => one.code === code);
  return `/accounting/memo?tab=check&division=${division}&fund=${fund?.id}&year=${year}`;
}

function yearBefore(book: string): string {
  const [division, fund, year, kind] = book.split("-");
  return [division, fund, String(Number(year) - 1), kind].join("-");
}
