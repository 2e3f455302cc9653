import "./Balances.css";
import { Select } from "antd";
import { Link, useNavigate } from "react-router";
import type { LedgerPage as Ledger, LedgerRow } from "../../api/generated/types";
import { withQuery } from "../../kernel/api";
import { useParameter } from "../../kernel/parameter";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import type { ListAdapter } from "../../ui/table/rows";
import { bookPath, bookPeriodText, periodsOf } from "./books";
import { SourceText } from "./SourceText";

const ledgerList: ListAdapter = {
  totals: (page) => {
    const { debit, credit } = (page ?? {}) as Partial<Ledger>;
    return debit === undefined || credit === undefined ? undefined : { debit, credit };
  },
};

function columnsOf(book: string): readonly Column<LedgerRow>[] {
  return [
    { key: "date", title: "日期", kind: "date", frozen: true, value: (row) => row.date },
    {
      key: "voucher",
      title: "凭证号",
      kind: "text",
      width: 130,
      frozen: true,
      value: (row) => row.voucher,
      render: (row) => <Link to={`/accounting/vouchers/${book}/${row.voucher}`}>{row.voucher}</Link>,
    },
    { key: "summary", title: "摘要", kind: "text", width: 360, value: (row) => row.summary },
    { key: "account", title: "明细科目", kind: "text", width: 240, value: (row) => row.accountName },
    { key: "debit", title: "借方", kind: "amount", total: true, value: (row) => row.debit },
    { key: "credit", title: "贷方", kind: "amount", total: true, value: (row) => row.credit },
    { key: "balance", title: "余额", kind: "amount", value: (row) => row.balance },
    {
      key: "source",
      title: "来源单据",
      kind: "text",
      width: 330,
      value: (row) => row.source.id,
      render: (row) => (
        <span className="sf-cell-text">
          <SourceText source={row.source} />
        </span>
      ),
    },
  ];
}

/** 明细账: every line of an account in order, with the balance after it. */
export function LedgerPage() {
  const [book] = useParameter("book");
  const [account] = useParameter("account");
  if (book === undefined || account === undefined) {
    return (
      <Page title="明细账">
        <EmptyState
          title="还没有选择科目"
          next="请从科目余额表打开一个科目。"
          action={<Link to="/accounting/balances">科目余额表</Link>}
        />
      </Page>
    );
  }
  return <OneLedger book={book} account={account} />;
}

function OneLedger({ book, account }: { book: string; account: string }) {
  const navigate = useNavigate();
  const [from, chooseFrom] = useParameter("from");
  const [to, chooseTo] = useParameter("to");
  const path = `${bookPath(book)}/ledger`;
  const head = useRemote<Ledger>(path, { account, from, to, limit: 1 });
  const months = periodsOf(Number(book.split("-")[2])).slice(1);
  return (
    <RemoteView remote={head} rows={8}>
      {(ledger) => (
        <Page
          title={`明细账　${ledger.accountName}`}
          meta={`${account}　余额方向：${ledger.normal === "debit" ? "借" : "贷"}`}
          fill
          hints={[["enter", "凭证"]]}
          actions={
            <div className="sf-row">
              <Select aria-label="起始期间" value={from ?? ledger.from} options={months} onChange={chooseFrom} />
              至
              <Select aria-label="截止期间" value={to ?? ledger.to} options={months} onChange={chooseTo} />
            </div>
          }
        >
          <section className="sf-panel sf-ledger-sums">
            <Sum title={`${bookPeriodText(ledger.from)}初余额`} value={ledger.opening} />
            <Sum title="借方发生额" value={ledger.debit} />
            <Sum title="贷方发生额" value={ledger.credit} />
            <Sum title={`${bookPeriodText(ledger.to)}末余额`} value={ledger.closing} />
          </section>
          <DataTable
            id="ledger"
            name={`明细账 ${account} ${ledger.accountName}`}
            path={withQuery(path, { account, from, to })}
            adapter={ledgerList}
            columns={columnsOf(book)}
            rowKey={(row) => `${row.voucher}-${row.line}`}
            onOpen={(row) => void navigate(`/accounting/vouchers/${book}/${row.voucher}`)}
            empty={{ title: "这段时间没有发生额", next: "扩大期间范围再看。" }}
          />
        </Page>
      )}
    </RemoteView>
  );
}

function Sum({ title, value }: { title: string; value: Ledger["opening"] }) {
  return (
    <div>
      <span className="sf-muted">{title}</span>
      <Amount value={value} strong />
    </div>
  );
}
