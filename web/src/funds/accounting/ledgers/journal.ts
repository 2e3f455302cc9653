import type { VoucherPage, VoucherView } from "../../../api/generated/types";
import { get, withQuery } from "../../../kernel/api";
import type { Fen } from "../../../kernel/money";
import { sum } from "../../../kernel/money";

/** Vouchers of several periods in order. Total and debit are of all that match, also of those not read. */
export type Journal = { vouchers: readonly VoucherView[]; total: number; debit: Fen };

const pageVouchers = 200;

/** Reads the first pages of all periods at once, then on in order until there are as many as asked for. */
export async function readJournal(
  path: string,
  periods: readonly string[],
  account: string | undefined,
  most: number,
  signal: AbortSignal,
): Promise<Journal> {
  const read = (period: string, continuation?: string) =>
    get<VoucherPage>(withQuery(path, { period, account, limit: pageVouchers, continuation }), undefined, signal);
  const heads = await Promise.all(periods.map((period) => read(period)));
  const vouchers: VoucherView[] = [];
  for (const [index, head] of heads.entries()) {
    let page = head;
    while (vouchers.length < most) {
      vouchers.push(...page.items);
      if (page.continuation === undefined) break;
      page = await read(periods[index] ?? "", page.continuation);
    }
  }
  return {
    vouchers,
    total: heads.reduce((count, head) => count + head.total, 0),
    debit: sum(heads.map((head) => head.debit)),
  };
}
