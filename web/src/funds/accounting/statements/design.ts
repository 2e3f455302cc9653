import type { StatementEntry, StatementInput, StatementLineInput } from "../../../api/generated/types";
import { isRecord } from "../../../kernel/problem";

/** A statement while it is designed. Everything here is pure; the server says what is wrong with it. */

export type Design = StatementInput;
export type DesignRow = StatementLineInput;

/** The regime whose charts of accounts new statements read. */
const regime = "FSA2018";

export const emptyDesign: Design = {
  id: "",
  name: "",
  basis: "",
  regime,
  columns: [
    { id: "month", title: "本月数", of: "month" },
    { id: "year", title: "本年累计数", of: "year" },
  ],
  rows: [{ code: "1", title: "" }],
  checks: [],
};

/** A design to begin with: of a statement that there is, or a copy of one under a name of its own. */
export function designOf({ statement }: StatementEntry, copy: boolean): Design {
  return copy ? { ...statement, id: `${statement.id}-own`, name: `${statement.name}（自定）` } : { ...statement };
}

/** What was kept as a draft, if it is still a design. */
export function readDesign(stored: unknown): Design | undefined {
  const complete =
    isRecord(stored) &&
    typeof stored.id === "string" &&
    typeof stored.name === "string" &&
    [stored.columns, stored.rows, stored.checks].every(Array.isArray);
  return complete ? (stored as Design) : undefined;
}

/** As the server takes it: a row without formula is a heading or a blank. */
export function sent(design: Design): Design {
  return {
    ...design,
    rows: design.rows.map(({ formula, ...row }) => {
      const text = formula?.trim() ?? "";
      return text === "" || row.head === true ? row : { ...row, formula: text };
    }),
  };
}

/** A code that no row has: one more than the largest number. */
export function freshCode(rows: readonly DesignRow[]): string {
  const numbers = rows.map((row) => Number.parseInt(row.code, 10)).filter((number) => !Number.isNaN(number));
  return String(Math.max(0, ...numbers) + 1);
}

/** A new row after the one at the place, indented as it is. */
export function inserted(rows: readonly DesignRow[], at: number): readonly DesignRow[] {
  const indent = rows[at]?.indent ?? 0;
  return [...rows.slice(0, at + 1), { code: freshCode(rows), title: "", indent }, ...rows.slice(at + 1)];
}

export function removed<T>(items: readonly T[], at: number): readonly T[] {
  return items.filter((_, index) => index !== at);
}

/** The item moved by so many places, as far as the list goes. */
export function movedBy<T>(items: readonly T[], at: number, by: number): readonly T[] {
  const to = Math.min(items.length - 1, Math.max(0, at + by));
  const item = items[at];
  if (item === undefined || to === at) return items;
  const rest = removed(items, at);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

export function replaced<T>(items: readonly T[], at: number, change: Partial<T>): readonly T[] {
  return items.map((item, index) => (index === at ? { ...item, ...change } : item));
}

/** Codes of the rows that the server finds fault with; it names them first: 行次11：没有行次[77]。 */
export function faultyRows(reasons: readonly string[]): ReadonlySet<string> {
  return new Set(reasons.flatMap((reason) => /^行次“?([^：”]+)”?(?:：|重复)/.exec(reason)?.[1] ?? []));
}
