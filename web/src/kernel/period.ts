/** Accounting periods (期别) and the Chinese text of dates. Civil time is China's (UTC+8), whatever the browser's zone. */

declare const periodBrand: unique symbol;

/** A calendar month, written YYYYMM as on the wire. Text order is time order. */
export type Period = string & { readonly [periodBrand]: true };

const firstYear = 1949;

export function period(year: number, month: number): Period {
  const inRange = Number.isInteger(year) && year >= firstYear && year <= 9999 && month >= 1 && month <= 12;
  if (!inRange || !Number.isInteger(month)) throw new RangeError(`${year}-${month} is not a month`);
  return `${year}${String(month).padStart(2, "0")}` as Period;
}

/** Reads "202603", "2026-03" and "2026年3月". */
export function parsePeriod(text: string): Period | undefined {
  const match = /^(\d{4})(?:-?(\d{2})|年(\d{1,2})月)$/.exec(text.trim());
  if (!match) return undefined;
  const year = Number(match[1]);
  const month = Number(match[2] ?? match[3]);
  return year >= firstYear && month >= 1 && month <= 12 ? period(year, month) : undefined;
}

export function yearOf(value: Period): number {
  return Number(value.slice(0, 4));
}

export function monthOf(value: Period): number {
  return Number(value.slice(4));
}

export function plusMonths(value: Period, months: number): Period {
  const index = yearOf(value) * 12 + monthOf(value) - 1 + months;
  return period(Math.floor(index / 12), (index % 12) + 1);
}

/** The month that an instant falls in, in China. */
export function periodAt(instant: Date): Period {
  const local = inChina(instant);
  return period(local.getUTCFullYear(), local.getUTCMonth() + 1);
}

/** The day of an instant in China, as "2026-03-15". */
export function dayAt(instant: Date): string {
  return inChina(instant).toISOString().slice(0, 10);
}

/** "2026年3月". */
export function periodText(value: Period): string {
  return `${yearOf(value)}年${monthOf(value)}月`;
}

/** "2026-03-15" → "2026年3月15日"; an instant is dated in China. Text that is no date comes back unchanged. */
export function dateText(value: string): string {
  const day = isoDay(value);
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : value;
}

/** An instant as "2026-03-15 14:03", in China. */
export function timeText(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  return inChina(at).toISOString().slice(0, 16).replace("T", " ");
}

/** Seconds as people say them: "40 秒", "3 分 20 秒", "1 小时 5 分". */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} 秒`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} 分钟` : `${minutes} 分 ${whole % 60} 秒`;
  return `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}

function isoDay(value: string): string {
  if (!value.includes("T")) return value;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? value : dayAt(at);
}

const chinaOffset_ms = 8 * 60 * 60 * 1000;

function inChina(instant: Date): Date {
  return new Date(instant.getTime() + chinaOffset_ms);
}
