import type { Fen } from "../../../kernel/money";
import { fen, parseYuan } from "../../../kernel/money";

/** Amounts as they are typed into a voucher's cells. */

const fullWidth: Record<string, string> = { "＋": "+", "－": "-", "−": "-", "×": "*", "＊": "*", "＝": "=", "　": " " };

/**
 * Reads an amount or a small sum: "1,234.56", "100+20-0.5", "12.50*3". Whatever is multiplied is an amount times whole
 * numbers, so every result is exact. Undefined when it is none of these.
 */
export function parseAmount(text: string): Fen | undefined {
  const plain = text.replace(/[＋－−×＊＝　]/g, (mark) => fullWidth[mark] ?? mark).replace(/\s/g, "");
  const terms = plain.match(/[+-]?[^+-]+/g);
  if (terms === null || terms.join("") !== plain) return undefined;
  let total = 0;
  for (const term of terms) {
    const amount = product(term);
    if (amount === undefined) return undefined;
    total += amount;
  }
  return Number.isSafeInteger(total) ? fen(total) : undefined;
}

function product(term: string): number | undefined {
  const [first = "", ...factors] = term.split("*");
  let result: number | undefined = parseYuan(first);
  for (const factor of factors) {
    if (result === undefined || !/^\d{1,9}$/.test(factor)) return undefined;
    result *= Number(factor);
  }
  return result !== undefined && Number.isSafeInteger(result) ? result : undefined;
}

/**
 * A date as clerks type it: "15" is a day of the month shown so far, "1115" a day of its year, "20261115" and
 * "2026-11-15" are whole. Undefined when there is no such day.
 * @param near An ISO day.
 */
export function parseDay(text: string, near: string): string | undefined {
  const plain = text.trim();
  const parts = plain.split(/[-/.年月日]/).filter((part) => part !== "");
  const digits =
    parts.length === 1 ? plain : parts.map((part, at) => (at === 0 && part.length === 4 ? part : pad(part))).join("");
  if (!/^\d+$/.test(digits)) return undefined;
  const [year, month] = [near.slice(0, 4), near.slice(5, 7)];
  const whole =
    digits.length <= 2
      ? `${year}${month}${pad(digits)}`
      : digits.length === 3 || digits.length === 4
        ? `${year}${digits.padStart(4, "0")}`
        : digits;
  if (whole.length !== 8) return undefined;
  const day = `${whole.slice(0, 4)}-${whole.slice(4, 6)}-${whole.slice(6)}`;
  return plusDays(day, 0) === day ? day : undefined;
}

function pad(part: string): string {
  return part.padStart(2, "0");
}

/** Undefined when the day is none. */
export function plusDays(day: string, days: number): string | undefined {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return undefined;
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
