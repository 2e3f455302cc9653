import type { MovedAnswer, PreparedAnswer, PreparedState, PreparedView } from "../../../api/generated/types";
import type { Intent } from "../../../kernel/api";
import { command, newIntent } from "../../../kernel/api";
import { problemOf } from "../../../kernel/problem";
import type { BulkOutcome } from "../../../ui/BulkResult";
import type { Tone } from "../../../ui/StatusTag";
import { bookPath } from "../books";
import type { VoucherInput } from "../entry/entry";

/** What can be asked of vouchers that are not posted yet. */

export function preparedPath(book: string): string {
  return `${bookPath(book)}/prepared`;
}

export function preparedAddress(book: string, number: number): string {
  return `/accounting/prepared/${book}/${number}`;
}

export const preparedTones: Record<PreparedState, Tone> = {
  prepared: "active",
  audited: "good",
  returned: "warn",
  posted: "good",
  dropped: "neutral",
};

/** As people say it: 制单 12. */
export function preparedText(number: number): string {
  return `制单 ${number}`;
}

async function answered<T>(path: string, body: unknown, intent: Intent): Promise<T> {
  const answer = await command<T>(path, body, { intent });
  if (answer.kind === "job") throw new Error(`${path} does not answer with a job`);
  return answer.value;
}

export type Prepare = { book: string; number?: number; voucher: VoucherInput };

export function prepare({ book, number, voucher }: Prepare, intent: Intent): Promise<PreparedAnswer> {
  return answered(preparedPath(book), { number, voucher }, intent);
}

/** The prepared vouchers in the order in which they shall be numbered. */
export type Move = { book: string; step: "audit" | "post"; numbers: readonly number[] };

export function move({ book, step, numbers }: Move, intent: Intent): Promise<MovedAnswer> {
  return answered(`${preparedPath(book)}/${step}`, { numbers }, intent);
}

/** Sending back or dropping one. */
export type Withdraw = { book: string; number: number; step: "send-back" | "drop"; reason: string };

export function withdraw({ book, number, step, reason }: Withdraw, intent: Intent): Promise<PreparedAnswer> {
  return answered(`${preparedPath(book)}/${number}/${step}`, { reason }, intent);
}

export type Reverse = { book: string; voucher: string; date: string; reason: string };

export function reverse({ book, voucher, date, reason }: Reverse, intent: Intent): Promise<PreparedAnswer> {
  return answered(`${bookPath(book)}/vouchers/${voucher}/reverse`, { date, reason }, intent);
}

export function movedOutcomes(answer: MovedAnswer): BulkOutcome[] {
  return answer.rows.map((row) => {
    const key = String(row.number);
    const posted = row.voucher === undefined ? "" : ` → 凭证 ${row.voucher}`;
    if (row.code === undefined) return { key, label: `${preparedText(row.number)}${posted}` };
    const problem = { status: 409, code: row.code, title: "未完成", detail: row.problem ?? "", requestId: "" };
    return { key, label: preparedText(row.number), problem };
  });
}

/** The same for several, one after the other; each stands or falls by itself. */
export async function withdrawAll(all: readonly Withdraw[]): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  for (const one of all) {
    const outcome = { key: String(one.number), label: preparedText(one.number) };
    try {
      await withdraw(one, newIntent());
      outcomes.push(outcome);
    } catch (error) {
      outcomes.push({ ...outcome, problem: problemOf(error) });
    }
  }
  return outcomes;
}

export type Ordering = "date" | "number";

/** By the vouchers' date, then in order of preparing; or in order of preparing. */
export function ordered(vouchers: readonly PreparedView[], by: Ordering): PreparedView[] {
  return vouchers.toSorted((one, other) => {
    const days = by === "date" ? one.date.localeCompare(other.date) : 0;
    return days || one.number - other.number;
  });
}

/** The list with what stands at one place moved to another; unchanged when there is no such place. */
export function shifted<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const taken = list[from];
  if (taken === undefined || to < 0 || to >= list.length) return list;
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(to, 0, taken);
}
