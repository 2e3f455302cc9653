import "../Balances.css";
import { Button } from "antd";
import { useMemo } from "react";
import type { LedgerPage, LedgerRow } from "../../../api/generated/types";
import { withQuery } from "../../../kernel/api";
import type { Fen } from "../../../kernel/money";
import { useParameter } from "../../../kernel/parameter";
import { useRemote } from "../../../kernel/remote";
import { AmountLink } from "../../../ui/AmountLink";
import { EmptyState } from "../../../ui/EmptyState";
import { RemoteView } from "../../../ui/RemoteView";
import type { Column } from "../../../ui/table/columns";
import type { ListAdapter } from "../../../ui/table/rows";
import { bookPath, voucherAddress } from "../books";
import { dimensionsText } from "../dimensions";
import { BookSheet } from "./BookSheet";
import { lineColumns, sourceColumn } from "./columns";
import { LedgerPassport } from "./LedgerPassport";
import type { TabProps } from "./LedgersPage";
import type { Lens } from "./lens";
import { auxQuery, lensAddress } from "./lens";
import { sideText } from "./rows";
import { beginText, endText, rangeText, subjectText } from "./words";

const ledgerList: ListAdapter = {
  totals: (page) => {
    const { debit, credit } = (page ?? {}) as Partial<LedgerPage>;
    return debit === undefined || credit === undefined ? undefined : { debit, credit };
  },
};

export function NoAccount({ view }: { view: string }) {
  return (
    <EmptyState
      title={`请先选择${view}的科目`}
      next="在上方“科目”中输入编码、名称或拼音首字母，例如 1001、银行存款或 yhck；也可以从总账点一个金额进来。"
    />
  );
}

/** 明细账: every line of an account in order, with the balance after it. */
export function DetailTab({ lens, title }: TabProps) {
  return lens.account === undefined ? (
    <NoAccount view="明细账" />
  ) : (
    <Detail lens={lens} title={title} account={lens.account} />
  );
}

function Detail({ lens, title, account }: TabProps & { account: string }) {
  const path = `${bookPath(lens.book)}/ledger`;
  const query = { account, from: lens.from, to: lens.to, ...auxQuery(lens) };
  const head = useRemote<LedgerPage>(path, { ...query, limit: 1 });
  const columns = useMemo(() => columnsOf(lens), [lens]);
  const [passport, openPassport] = useParameter("passport");
  return (
    <>
      <RemoteView remote={head} rows={8}>
        {(ledger) => (
          <BookSheet
            id="ledger"
            heading={{
              title: "明细账",
              book: title,
              subject: subjectText(lens, ledger.accountName),
              range: rangeText(lens),
            }}
            path={withQuery(path, query)}
            adapter={ledgerList}
            columns={columns}
            rowKey={(row) => `${row.voucher}-${row.line}`}
            open={(row) => voucherAddress(lens.book, row.voucher)}
            empty={{ title: "这段时间没有发生额", next: "扩大期间范围，或去掉辅助核算再看。" }}
            sums={<Sums ledger={ledger} lens={lens} onPassport={() => openPassport("1")} />}
          />
        )}
      </RemoteView>
      {passport === undefined ? null : (
        <LedgerPassport book={lens.book} query={query} onClose={() => openPassport(undefined)} />
      )}
    </>
  );
}

function Sums({ ledger, lens, onPassport }: { ledger: LedgerPage; lens: Lens; onPassport: () => void }) {
  const months = lensAddress(lens, { view: "general" });
  const side = (balance: Fen) => sideText(ledger.normal, balance);
  return (
    <section className="sf-panel sf-ledger-sums" aria-label="本页科目">
      <Sum title={`${beginText(ledger.from)}（${side(ledger.opening)}）`} value={ledger.opening} />
      <Sum title="借方发生额" value={ledger.debit} to={months} />
      <Sum title="贷方发生额" value={ledger.credit} to={months} />
      <Sum title={`${endText(ledger.to)}（${side(ledger.closing)}）`} value={ledger.closing} />
      <div>
        <Button size="small" onClick={onPassport}>
          数字护照
        </Button>
      </div>
    </section>
  );
}

export function Sum({ title, value, to }: { title: string; value: Fen; to?: string | undefined }) {
  return (
    <div>
      <span className="sf-muted">{title}</span>
      <b>
        <AmountLink to={to} value={value} />
      </b>
    </div>
  );
}

function columnsOf(lens: Lens): readonly Column<LedgerRow>[] {
  const voucher = (row: LedgerRow) => voucherAddress(lens.book, row.voucher);
  const totalTo = lensAddress(lens, { view: "general" });
  return [
    ...lineColumns<LedgerRow>(
      lens.book,
      (row) => row.date,
      (row) => row.voucher,
    ),
    { key: "summary", title: "摘要", kind: "text", width: 270, value: (row) => row.summary },
    { key: "account", title: "明细科目", kind: "text", width: 180, value: (row) => row.accountName },
    { key: "debit", title: "借方", kind: "amount", total: true, to: voucher, totalTo, value: (row) => row.debit },
    { key: "credit", title: "贷方", kind: "amount", total: true, to: voucher, totalTo, value: (row) => row.credit },
    { key: "balance", title: "余额", kind: "amount", value: (row) => row.balance },
    { key: "aux", title: "辅助核算", kind: "text", width: 240, value: (row) => dimensionsText(row.dimensions) },
    sourceColumn((row) => row.source),
  ];
}
