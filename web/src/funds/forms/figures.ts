import type { FigureKind, Form, FormColumn, FormRow, SheetState } from "../../api/generated/types";
import type { Unit } from "../../kernel/money";
import type { Tone } from "../../ui/StatusTag";

export const formsPath = "/api/forms";

/** What a kind's kept number is of one of what people read: fen of a yuan, millionths of a percent. */
const decimalsOf: Record<FigureKind, number> = { money: 2, count: 0, rate: 6, none: 0 };

const decimalsOfUnit: Record<Unit, number> = { yuan: 0, wan: 4, yi: 8 };

/** Largest number that JSON and the server keep exactly. */
const most = Number.MAX_SAFE_INTEGER;

export const keyOf = (row: string, column: string) => `${row}:${column}`;

export function kindOf(row: FormRow, column: FormColumn): FigureKind {
  return row.unit === "none" ? "none" : (column.unit ?? row.unit);
}

function placesOf(kind: FigureKind, unit: Unit): number {
  return decimalsOf[kind] + (kind === "money" ? decimalsOfUnit[unit] : 0);
}

/** As typed: all digits that it has, separators, no zeros at the end but a yuan's two. */
export function figureText(kept: number, kind: FigureKind, unit: Unit): string {
  const places = placesOf(kind, unit);
  const digits = Math.abs(kept)
    .toString()
    .padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
  const least = kind === "money" && unit === "yuan" ? 2 : 0;
  let decimals = digits.slice(digits.length - places);
  while (decimals.length > least && decimals.endsWith("0")) decimals = decimals.slice(0, -1);
  return `${kept < 0 ? "-" : ""}${whole}${decimals === "" ? "" : `.${decimals}`}`;
}

/**
 * Reads what people type and Excel copies: separators, full width digits, brackets for negative, a percent sign.
 * @returns The kept number; null for an empty cell; undefined for what is no figure or has more decimals than kept.
 */
export function parseFigure(text: string, kind: FigureKind, unit: Unit): number | null | undefined {
  let written = text.normalize("NFKC").replace(/[\s,，]/g, "");
  if (written === "" || written === "-" || written === "—") return null;
  const bracketed = /^\((.+)\)$/.exec(written);
  if (bracketed?.[1] !== undefined) written = `-${bracketed[1]}`;
  if (kind === "rate" && written.endsWith("%")) written = written.slice(0, -1);
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(written);
  if (match === null) return undefined;
  const places = placesOf(kind, unit);
  const decimals = (match[3] ?? "").replace(/0+$/, "");
  if (decimals.length > places) return undefined;
  const kept = Number(`${match[2]}${decimals.padEnd(places, "0")}`);
  if (kept > most) return undefined;
  return match[1] === "-" && kept !== 0 ? -kept : kept;
}

export const stateTones: Record<SheetState, Tone> = {
  notStarted: "neutral",
  filling: "active",
  checksFailed: "bad",
  submitted: "active",
  returned: "warn",
  reviewed: "good",
  approved: "good",
  locked: "neutral",
};

/** In the order of the work. */
export const stateTexts: readonly (readonly [SheetState, string])[] = [
  ["notStarted", "未开始"],
  ["filling", "填报"],
  ["checksFailed", "审核未过"],
  ["submitted", "已上报"],
  ["returned", "退回"],
  ["reviewed", "已审核"],
  ["approved", "已批复"],
  ["locked", "锁定"],
];

const numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

function numeral(count: number): string {
  if (count <= 10) return numerals[count - 1] ?? "";
  return `${count >= 20 ? numerals[Math.floor(count / 10) - 1] : ""}十${count % 10 === 0 ? "" : numerals[(count % 10) - 1]}`;
}

/** Rows as the ministry prints them: 一、 for each of a side but the grand totals, 其中： before the first part. */
export function printedRows(
  form: Form,
): readonly { row: FormRow; level: number; text: string; isSideStart: boolean }[] {
  const levels = new Map<string, number>();
  const firstParts = new Set<string>();
  let [side, count] = ["", 0];
  return form.rows.map((row) => {
    const level = row.parent === undefined ? 0 : (levels.get(row.parent) ?? 0) + 1;
    levels.set(row.id, level);
    const isSideStart = row.side !== side;
    if (isSideStart) [side, count] = [row.side, 0];
    if (level > 0) {
      const isFirst = row.parent !== undefined && !firstParts.has(row.parent);
      if (row.parent !== undefined) firstParts.add(row.parent);
      return { row, level, text: `${isFirst ? "其中：" : ""}${row.name}`, isSideStart };
    }
    if (row.id.endsWith("grand")) return { row, level, text: row.name, isSideStart };
    count += 1;
    return { row, level, text: `${numeral(count)}、${row.name}`, isSideStart };
  });
}

/** As printed: 社预06表. */
export const formLabel = (form: { number?: string; title: string }) =>
  form.number === undefined ? form.title : `${form.number} ${form.title}`;
