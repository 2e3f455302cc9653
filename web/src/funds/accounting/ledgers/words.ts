import { bookPeriodText } from "../books";
import { dimensionText } from "../dimensions";
import type { Lens } from "./lens";

/** What a view looks at, for headings of lists, files and paper. */
export function rangeText({ from, to }: Lens): string {
  return from === to ? bookPeriodText(from) : `${bookPeriodText(from)}至${bookPeriodText(to)}`;
}

/** 2026年初余额, 2026年3月初余额. */
export function beginText(period: string): string {
  return period.endsWith("01") ? `${period.slice(0, 4)}年初余额` : `${bookPeriodText(period)}初余额`;
}

/** 2026年3月末余额, 2026年末余额. */
export function endText(period: string): string {
  return period.endsWith("13") ? `${period.slice(0, 4)}年末余额` : `${bookPeriodText(period)}末余额`;
}

/** Account and auxiliary value, as far as they are chosen. */
export function subjectText({ account, dimension, value }: Lens, accountName?: string): string | undefined {
  const aux =
    dimension === undefined || value === undefined
      ? undefined
      : `${dimensionText(dimension)}：${value === "" ? "未填" : value}`;
  const parts = [account === undefined ? undefined : `${account} ${accountName ?? ""}`.trim(), aux];
  return parts.filter(Boolean).join("　") || undefined;
}
