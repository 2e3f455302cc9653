import { useMemo } from "react";
import type { SummaryRow, VoucherSummary } from "../../../api/generated/types";
import { useRemote } from "../../../kernel/remote";
import { EmptyState } from "../../../ui/EmptyState";
import { RemoteView } from "../../../ui/RemoteView";
import type { Column } from "../../../ui/table/columns";
import { bookPath } from "../books";
import { BookSheet } from "./BookSheet";
import type { TabProps } from "./LedgersPage";
import type { Lens } from "./lens";
import { daysOf, detailAddress, lensAddress, monthsOf } from "./lens";
import { rangeText } from "./words";

/** 凭证汇总: what each account moved in the months of the range. */
export function SummaryTab({ lens, title }: TabProps) {
  const months = monthsOf(lens);
  const days = daysOf(lens);
  const [from, to] = [months[0], months.at(-1)];
  if (days === undefined || from === undefined || to === undefined) {
    return <EmptyState title="年终结转凭证不列入凭证汇总" next="请选择1月至12月；年终结转见总账和序时账。" />;
  }
  return <Summary lens={{ ...lens, from, to }} title={title} days={days} />;
}

function Summary({ lens, title, days }: TabProps & { days: { from: string; to: string } }) {
  const summary = useRemote<VoucherSummary>(`${bookPath(lens.book)}/summary`, { ...days, level: lens.level });
  const columns = useMemo(() => columnsOf(lens), [lens]);
  return (
    <RemoteView remote={summary} rows={8}>
      {(value) => (
        <BookSheet
          id="voucher-summary"
          heading={{ title: "凭证汇总表", book: title, range: rangeText(lens) }}
          columns={columns}
          rowKey={(row) => row.account}
          rows={value.rows}
          open={(row) => lines(lens, row)}
          empty={{ title: "这段时间没有凭证", next: "扩大期间范围再看。" }}
        />
      )}
    </RemoteView>
  );
}

function lines(lens: Lens, row: SummaryRow): string {
  return detailAddress(lens, row.account, { dimension: undefined, value: undefined });
}

function columnsOf(lens: Lens): readonly Column<SummaryRow>[] {
  const to = (row: SummaryRow) => lines(lens, row);
  const rest = { account: undefined, dimension: undefined, value: undefined, level: 1 };
  const totalTo = lensAddress(lens, { ...rest, view: "journal" });
  return [
    { key: "account", title: "科目编码", kind: "text", width: 130, frozen: true, value: (row) => row.account },
    { key: "name", title: "科目名称", kind: "text", width: 360, frozen: true, value: (row) => row.name },
    { key: "debit", title: "借方", kind: "amount", width: 190, total: true, to, totalTo, value: (row) => row.debit },
    { key: "credit", title: "贷方", kind: "amount", width: 190, total: true, to, totalTo, value: (row) => row.credit },
    { key: "lines", title: "分录行数", kind: "count", width: 120, value: (row) => row.lines },
  ];
}
