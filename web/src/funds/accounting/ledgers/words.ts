import { bookPeriodText } from "../books";
import { dimensionText } from "../dimensions";
import type { Lens } from "./lens";

/** What a view looks at, for headings of lists, files and paper. */
export function rangeText({ from, to }: Lens): string {
  return from === to ? bookPeriodText(from) : `${bookPeriodText(from)}至${bookPeriodText(to)}`;
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
