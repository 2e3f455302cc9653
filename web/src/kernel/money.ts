/**
 * Money on the screen. An amount is a whole number of fen (分) from the server to the last digit shown; nothing here
 * divides an amount: text is made from its digits, and rounding to 万元 and 亿元 works on whole numbers.
 */

declare const fenBrand: unique symbol;
declare const stepsBrand: unique symbol;

/** A whole number of fen, within ±(2^53 − 1). */
export type Fen = number & { readonly [fenBrand]: true };

/** An amount as shown: a whole number of hundredths of the unit it is shown in (0.01 元, 0.01 万元, 0.01 亿元). */
export type Steps = number & { readonly [stepsBrand]: true };

export type Unit = "yuan" | "wan" | "yi";
export const units: readonly Unit[] = ["yuan", "wan", "yi"];
export const unitText: Record<Unit, string> = { yuan: "元", wan: "万元", yi: "亿元" };

/** Fen in one shown step of each unit: two decimals of 元, 万元 and 亿元. */
const stepFen: Record<Unit, number> = { yuan: 1, wan: 10_000, yi: 100_000_000 };

/** @throws RangeError when the count is not a whole number, or is too large to be exact. */
export function fen(count: number): Fen {
  if (!Number.isSafeInteger(count)) throw new RangeError(`${count} is not a whole number of fen`);
  return (count === 0 ? 0 : count) as Fen;
}

export const zero: Fen = fen(0);

function steps(count: number): Steps {
  return (count === 0 ? 0 : count) as Steps;
}

export function sum(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total = fen(total + amount);
  return fen(total);
}

/** The sum, or undefined where it is too large to be exact: one absurd row must not take the whole list away. */
export function exactSum(amounts: Iterable<Fen>): Fen | undefined {
  let total = 0;
  for (const amount of amounts) {
    total += amount;
    if (!Number.isSafeInteger(total)) return undefined;
  }
  return fen(total);
}

export function negate(amount: Fen): Fen {
  return fen(-amount);
}

export function subtract(amount: Fen, taken: Fen): Fen {
  return fen(amount - taken);
}

/** Two decimals with thousands separators, from the digits: 123456789 → "1,234,567.89". */
function hundredths(count: number): string {
  const digits = String(Math.abs(count)).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${count < 0 ? "-" : ""}${whole}.${digits.slice(-2)}`;
}

/** The exact amount in 元: "1,234,567.89". */
export function yuan(amount: Fen): string {
  return hundredths(amount);
}

export function stepsText(shownSteps: Steps): string {
  return hundredths(shownSteps);
}

/** The amount in a unit, rounded half away from zero to two decimals. */
export function shown(amount: Fen, unit: Unit): Steps {
  const size = stepFen[unit];
  const rest = Math.abs(amount % size);
  const whole = (Math.abs(amount) - rest) / size + (rest * 2 >= size ? 1 : 0);
  return steps(amount < 0 ? -whole : whole);
}

export function amountText(amount: Fen, unit: Unit): string {
  return stepsText(shown(amount, unit));
}

/**
 * What to show for each child so that the shown children add up to the shown total: every child is cut down to a whole
 * step, then the steps that are missing go to the children that lost most (largest remainder; ties to the earlier).
 * No child moves by a whole step, and a child that is exact in the unit is not changed.
 * @param total What is shown for the parent: shown(parent, unit), or its own footed value.
 * @throws RangeError when the children cannot be what the total is made of.
 */
export function footed(children: readonly Fen[], total: Steps, unit: Unit): Steps[] {
  const size = stepFen[unit];
  const parts = children.map((amount, index) => {
    const rest = ((amount % size) + size) % size;
    return { index, rest, floor: (amount - rest) / size };
  });
  let missing: number = total;
  for (const part of parts) missing -= part.floor;
  const losers = parts.filter((part) => part.rest > 0).toSorted((a, b) => b.rest - a.rest || a.index - b.index);
  if (missing < 0 || missing > losers.length) throw new RangeError("the children do not make up this total");
  const raised = new Set(losers.slice(0, missing).map((part) => part.index));
  return parts.map((part) => steps(part.floor + (raised.has(part.index) ? 1 : 0)));
}

const amountPattern = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/;
const fullWidth: Record<string, string> = { "，": ",", "．": ".", "。": ".", "－": "-", "−": "-", "＋": "+" };

/** Reads what a person types as 元: "1,234.5", "￥1234.50", full-width digits. Undefined when it is not an amount. */
export function parseYuan(text: string): Fen | undefined {
  const plain = text
    .trim()
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[，．。－−＋]/g, (mark) => fullWidth[mark] ?? mark)
    .replace(/^([+-]?)[￥¥]\s*/, "$1")
    .replace(/\s*元$/, "");
  const match = amountPattern.exec(plain);
  if (!match) return undefined;
  const [, sign = "", whole = "", decimals = ""] = match;
  const count = Number(whole.replaceAll(",", "") + decimals.padEnd(2, "0"));
  return Number.isSafeInteger(count) ? fen(sign === "-" ? -count : count) : undefined;
}

const capitalDigits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const places = ["", "拾", "佰", "仟"];
const sections = ["", "万", "亿", "万亿"];

/** One group of up to four digits: 1011 → 壹仟零壹拾壹. */
function sectionCapitals(section: string): string {
  let text = "";
  let skipped = false;
  for (const [index, digit] of [...section].entries()) {
    if (digit === "0") {
      skipped = text !== "";
      continue;
    }
    text += (skipped ? "零" : "") + (capitalDigits[Number(digit)] ?? "") + (places[section.length - 1 - index] ?? "");
    skipped = false;
  }
  return text;
}

function yuanCapitals(whole: string): string {
  let text = "";
  let gap = false;
  for (let end = whole.length % 4 || 4, start = 0; start < whole.length; start = end, end += 4) {
    const section = whole.slice(start, end);
    const inner = sectionCapitals(section);
    if (inner === "") {
      gap = text !== "";
      continue;
    }
    if (text !== "" && (gap || section.startsWith("0"))) text += "零";
    text += inner + (sections[(whole.length - end) / 4] ?? "");
    gap = false;
  }
  // 万亿 already says 亿 when nothing stands in the group of 亿 itself.
  return text.replace(/万亿(?=.*亿)/, "万");
}

/** The amount in capitals, as vouchers and cheques print it: 10011111 → 壹拾万零壹佰壹拾壹元壹角壹分. */
export function capitals(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, "0");
  const whole = digits.slice(0, -2);
  const jiao = Number(digits.at(-2));
  const cents = Number(digits.at(-1));
  const main = Number(whole) === 0 ? "" : `${yuanCapitals(whole)}元`;
  const sign = amount < 0 ? "负" : "";
  if (jiao === 0 && cents === 0) return main === "" ? "零元整" : `${sign}${main}整`;
  const jiaoText = jiao === 0 ? (main === "" ? "" : "零") : `${capitalDigits[jiao]}角`;
  const centsText = cents === 0 ? "整" : `${capitalDigits[cents]}分`;
  return `${sign}${main}${jiaoText}${centsText}`;
}
