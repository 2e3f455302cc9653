import type { VoucherRef } from "../../api/generated/types";

/** The voucher's own page, which the accounting module has. */
export function voucherAddress({ book, voucher }: VoucherRef): string {
  return `/accounting/vouchers/${encodeURIComponent(book)}/${encodeURIComponent(voucher)}`;
}
