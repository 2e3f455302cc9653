import type { AgencyCheck, AgencyDifference, AgencyMove, PrepaymentView } from "../../../api/generated/types";
import type { Fen } from "../../../kernel/money";
import { subtract, sum, zero } from "../../../kernel/money";

export const prepaymentsPath = "/api/accounting/prepayments";

/** What two sides say of the same account, and by how much they differ. */
export type Comparison = { name: string; value: Fen; difference: Fen };

/** The agency's book and the bank beside the balance that the system computes; who says nothing is left out. */
export function comparisons(row: Pick<PrepaymentView, "balance" | "agencyBook" | "bank">): readonly Comparison[] {
  const sides: Comparison[] = [];
  if (row.agencyBook !== undefined) {
    sides.push({ name: "经办机构账", value: row.agencyBook, difference: subtract(row.agencyBook, row.balance) });
  }
  if (row.bank !== undefined) {
    sides.push({
      name: `银行（${row.bank.through}）`,
      value: row.bank.amount,
      difference: subtract(row.bank.amount, row.balance),
    });
  }
  return sides;
}

/** Whether a row wants somebody's attention, most urgent first. */
export function stateOf(row: PrepaymentView): { text: string; tone: "good" | "warn" | "bad" | "neutral" } {
  if (row.uncovered > 0) return { text: "超支", tone: "bad" };
  if (comparisons(row).some(({ difference }) => difference !== 0)) return { text: "账面不一致", tone: "warn" };
  if (row.balance === 0) return { text: "已核销", tone: "good" };
  return { text: "待核销", tone: "neutral" };
}

/** Prepaid and written off of the year by agency, for the picture; the largest first. */
export function byAgency(rows: readonly PrepaymentView[]): readonly { name: string; prepaid: Fen; settled: Fen }[] {
  const agencies = new Map<string, PrepaymentView[]>();
  for (const row of rows) agencies.set(row.agency, [...(agencies.get(row.agency) ?? []), row]);
  return [...agencies.values()]
    .map((own) => ({
      name: own[0]?.agencyName ?? "",
      prepaid: sum(own.map((row) => row.prepaid)),
      settled: sum(own.map((row) => row.settled)),
    }))
    .toSorted((one, other) => other.prepaid - one.prepaid);
}

export function voucherAddress(voucher: { book: string; voucher: string }): string {
  return `/accounting/vouchers/${voucher.book}/${voucher.voucher}`;
}

/** The entries of a 支出户 in the 备查账. */
export function ledgerOf(row: { book: string; bankAccount: string }): string {
  const parameters = new URLSearchParams({ book: row.book, account: "1101", dimension: "bankAccount" });
  parameters.set("value", row.bankAccount);
  return `/accounting/ledger?${parameters.toString()}`;
}

/** The 支出户 as the bank statements name it: division, fund, number. */
export function bankAccountOf(row: { book: string; bankAccount: string }): string {
  return [...row.book.split("-").slice(0, 2), row.bankAccount].join("-");
}

/** A difference between the special account and the agency, in words. */
export function whyDiffers({ special, agency }: AgencyDifference): string {
  if (special === undefined) return "仅经办机构账有";
  if (agency === undefined) return "仅专户账有";
  return `经办机构账在${agency.month}月入账`;
}

export function flowText(difference: AgencyDifference): string {
  return difference.flow === "out" ? "拨付支出户" : "缴入专户";
}

/** The side that is there; the special account's when both are. */
export function moveOf({ special, agency }: AgencyDifference): AgencyMove | undefined {
  return special ?? agency;
}

/** All months together. */
export function yearOfMonths(check: AgencyCheck): Record<"specialOut" | "agencyOut" | "specialIn" | "agencyIn", Fen> {
  const total = (key: "specialOut" | "agencyOut" | "specialIn" | "agencyIn") =>
    check.months.length === 0 ? zero : sum(check.months.map((month) => month[key]));
  return {
    specialOut: total("specialOut"),
    agencyOut: total("agencyOut"),
    specialIn: total("specialIn"),
    agencyIn: total("agencyIn"),
  };
}
