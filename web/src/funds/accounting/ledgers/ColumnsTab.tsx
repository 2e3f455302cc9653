import { useMemo } from "react";
import type { ColumnLedger, ColumnRow } from "../../../api/generated/types";
import { withQuery } from "../../../kernel/api";
import { useRemote } from "../../../kernel/remote";
import { RemoteView } from "../../../ui/RemoteView";
import type { Column } from "../../../ui/table/columns";
import type { ListAdapter } from "../../../ui/table/rows";
import { bookPath, voucherAddress } from "../books";
import { BookSheet } from "./BookSheet";
import { lineColumns } from "./columns";
import { NoAccount, Sum } from "./DetailTab";
import type { TabProps } from "./LedgersPage";
import type { Lens } from "./lens";
import { detailAddress } from "./lens";
import { sideText } from "./rows";
import { beginText, endText, rangeText, subjectText } from "./words";

/** 多栏账: an account's lines with a column for each detail account or each value of a dimension. */
export function ColumnsTab({ lens, title }: TabProps) {
  return lens.account === undefined ? (
    <NoAccount view="多栏账" />
  ) : (
    <Columns lens={lens} title={title} account={lens.account} />
  );
}

function Columns({ lens, title, account }: TabProps & { account: string }) {
  const path = `${bookPath(lens.book)}/columns`;
  const query = { account, by: lens.dimension, from: lens.from, to: lens.to };
  const head = useRemote<ColumnLedger>(path, { ...query, limit: 1 });
  return (
    <RemoteView remote={head} rows={8}>
      {(ledger) => <ColumnsSheet lens={lens} title={title} ledger={ledger} path={withQuery(path, query)} />}
    </RemoteView>
  );
}

function ColumnsSheet({ lens, title, ledger, path }: TabProps & { ledger: ColumnLedger; path: string }) {
  const columns = useMemo(() => columnsOf(lens, ledger), [lens, ledger]);
  const adapter = useMemo(
    (): ListAdapter => ({
      query: () => ({}),
      totals: (page) =>
        Object.fromEntries(((page ?? ledger) as ColumnLedger).columns.map((one) => [columnKey(one.key), one.total])),
    }),
    [ledger],
  );
  return (
    <BookSheet
      id={`columns-${lens.dimension ?? "account"}`}
      heading={{
        title: "多栏账",
        book: title,
        subject: subjectText({ ...lens, dimension: undefined }, ledger.accountName),
        range: rangeText(lens),
      }}
      path={path}
      adapter={adapter}
      columns={columns}
      rowKey={(row) => `${row.voucher}-${row.line}`}
      open={(row) => voucherAddress(lens.book, row.voucher)}
      empty={{ title: "这段时间没有发生额", next: "扩大期间范围，或换一个科目。" }}
      sums={
        <section className="sf-panel sf-ledger-sums" aria-label="本页科目">
          <Sum
            title={`${beginText(ledger.from)}（${sideText(ledger.normal, ledger.opening)}）`}
            value={ledger.opening}
          />
          <Sum title={`${endText(ledger.to)}（${sideText(ledger.normal, ledger.closing)}）`} value={ledger.closing} />
          <div>
            <span className="sf-muted">各栏按{ledger.normal === "debit" ? "借" : "贷"}方列示，相反方向为红字</span>
          </div>
        </section>
      }
    />
  );
}

function columnKey(key: string): string {
  return `column:${key}`;
}

function columnsOf(lens: Lens, ledger: ColumnLedger): readonly Column<ColumnRow>[] {
  const voucher = (row: ColumnRow) => voucherAddress(lens.book, row.voucher);
  const lines = (key: string) =>
    lens.dimension === undefined
      ? detailAddress(lens, key, { dimension: undefined, value: undefined })
      : detailAddress(lens, ledger.account, { value: key });
  return [
    ...lineColumns<ColumnRow>(
      lens.book,
      (row) => row.date,
      (row) => row.voucher,
    ),
    { key: "summary", title: "摘要", kind: "text", width: 330, value: (row) => row.summary },
    ...ledger.columns.map(
      ({ key, title }): Column<ColumnRow> => ({
        key: columnKey(key),
        title,
        kind: "amount",
        width: 180,
        total: true,
        to: voucher,
        totalTo: lines(key),
        value: (row) => (row.key === key ? row.amount : undefined),
      }),
    ),
    { key: "balance", title: "余额", kind: "amount", value: (row) => row.balance },
  ];
}
