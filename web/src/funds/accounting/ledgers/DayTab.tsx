import { useMemo } from "react";
import type { DayBook } from "../../../api/generated/types";
import { useRemote } from "../../../kernel/remote";
import { RemoteView } from "../../../ui/RemoteView";
import type { Column } from "../../../ui/table/columns";
import { bookPath, voucherAddress } from "../books";
import { BookSheet } from "./BookSheet";
import { lineColumns, sourceColumn } from "./columns";
import { NoAccount } from "./DetailTab";
import type { TabProps } from "./LedgersPage";
import type { Lens } from "./lens";
import { auxQuery, detailAddress } from "./lens";
import type { DayLine } from "./rows";
import { dayLines, sideText } from "./rows";
import { rangeText, subjectText } from "./words";

/** 日记账: a month of an account by days, with each day's sums and balance. */
export function DayTab({ lens, title }: TabProps) {
  const { account, to: period } = lens;
  return account === undefined ? (
    <NoAccount view="日记账" />
  ) : (
    <Days lens={{ ...lens, from: period }} title={title} account={account} />
  );
}

function Days({ lens, title, account }: TabProps & { account: string }) {
  const path = `${bookPath(lens.book)}/day-book`;
  const book = useRemote<DayBook>(path, { account, period: lens.to, ...auxQuery(lens) });
  return (
    <RemoteView remote={book} rows={10}>
      {(value) => <DaySheet lens={lens} title={title} account={account} book={value} />}
    </RemoteView>
  );
}

function DaySheet({ lens, title, account, book }: TabProps & { account: string; book: DayBook }) {
  const columns = useMemo(() => columnsOf(lens, account, book), [lens, account, book]);
  return (
    <BookSheet
      id="day-book"
      heading={{
        title: "日记账",
        book: title,
        subject: subjectText(lens, book.accountName),
        range: rangeText(lens),
      }}
      columns={columns}
      rowKey={(row) => row.key}
      rows={dayLines(book)}
      open={(row) => row.line && voucherAddress(lens.book, row.line.voucher)}
      empty={{ title: "本月没有发生额", next: "换一个月份。" }}
    />
  );
}

function columnsOf(lens: Lens, account: string, book: DayBook): readonly Column<DayLine>[] {
  const month = detailAddress(lens, account);
  const to = (row: DayLine) => {
    if (row.line !== undefined) return voucherAddress(lens.book, row.line.voucher);
    return row.kind === "month" ? month : undefined;
  };
  return [
    ...lineColumns<DayLine>(
      lens.book,
      (row) => row.date,
      (row) => row.line?.voucher,
    ),
    {
      key: "summary",
      title: "摘要",
      kind: "text",
      width: 300,
      value: (row) => row.text,
      render: (row) => (
        <span className={row.line === undefined ? "sf-cell-text sf-ledger-mark" : "sf-cell-text"} title={row.text}>
          {row.text}
        </span>
      ),
    },
    { key: "debit", title: "借方", kind: "amount", to, value: (row) => row.debit },
    { key: "credit", title: "贷方", kind: "amount", to, value: (row) => row.credit },
    { key: "side", title: "方向", kind: "text", width: 60, value: (row) => sideText(book.normal, row.balance) },
    { key: "balance", title: "余额", kind: "amount", value: (row) => row.balance },
    sourceColumn((row) => row.line?.source),
  ];
}
