import "./Balances.css";
import { DownloadOutlined, DownOutlined, RightOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Select } from "antd";
import type { ReactNode } from "react";
import { useMemo, useState } from "react";
import { Link, useNavigate } from "react-router";
import type { BalanceRow, BookRow, TrialBalance } from "../../api/generated/types";
import { download } from "../../kernel/api";
import { unitText } from "../../kernel/money";
import { useParameter } from "../../kernel/parameter";
import { problemOf } from "../../kernel/problem";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import type { GridColumn } from "../../ui/table/Grid";
import { Grid } from "../../ui/table/Grid";
import { useShownUnit } from "../../ui/unit";
import { WithBook } from "./BookPicker";
import type { AmountKey, BalanceNode } from "./balances";
import { amountKeys, footTree, treeOf, visibleRows } from "./balances";
import { bookPath, periodsOf } from "./books";

/** The trial balance of a book: accounts as a tree, drill to the ledger. */
export function BalancesPage() {
  return <WithBook>{(book, picker) => <Balances key={book.book} book={book} picker={picker} />}</WithBook>;
}

function Balances({ book, picker }: { book: BookRow; picker: ReactNode }) {
  const [asked, choosePeriod] = useParameter("period");
  const inYear = asked?.startsWith(String(book.year)) ? asked : undefined;
  const balance = useRemote<TrialBalance>(`${bookPath(book.book)}/balances`, { period: inYear });
  const shownPeriod = inYear ?? (balance.state === "ready" ? balance.value.period : undefined);
  return (
    <Page
      title="科目余额"
      fill
      meta={book.title}
      hints={[["enter", "明细账"]]}
      actions={
        <>
          {picker}
          <Select
            aria-label="会计期间"
            style={{ minWidth: 130 }}
            {...(shownPeriod === undefined ? {} : { value: shownPeriod })}
            options={periodsOf(book.year)}
            onChange={choosePeriod}
          />
          <Exports book={book.book} />
        </>
      }
    >
      <RemoteView remote={balance} rows={10}>
        {(value) =>
          value.rows.length === 0 ? (
            <EmptyState title="本期没有发生额和余额" next="换一个期间，或换一个账套。" />
          ) : (
            <Tree key={value.period} balance={value} />
          )
        }
      </RemoteView>
    </Page>
  );
}

function Exports({ book }: { book: string }) {
  const { message } = App.useApp();
  const items = [
    { key: "csv", label: "序时账 CSV（Excel 可直接打开）" },
    { key: "hledger", label: "hledger 账簿（供第三方复核）" },
  ];
  const save = (format: string) =>
    download(`${bookPath(book)}/export?format=${format}`).catch(
      (error: unknown) => void message.error(problemOf(error).detail),
    );
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => void save(key) }}>
      <Button icon={<DownloadOutlined />}>导出账簿</Button>
    </Dropdown>
  );
}

const titles: Record<AmountKey, string> = {
  openingDebit: "期初借方",
  openingCredit: "期初贷方",
  debit: "本期借方",
  credit: "本期贷方",
  yearDebit: "本年累计借方",
  yearCredit: "本年累计贷方",
  closingDebit: "期末借方",
  closingCredit: "期末贷方",
};

function Tree({ balance }: { balance: TrialBalance }) {
  const navigate = useNavigate();
  const unit = useShownUnit();
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState(-1);
  const top = useMemo(() => treeOf(balance.rows), [balance.rows]);
  const steps = useMemo(
    () => new Map(amountKeys.map((key) => [key, footTree(top, key, balance.totals, unit)] as const)),
    [top, balance.totals, unit],
  );
  const nodes = useMemo(() => visibleRows(top, closed), [top, closed]);
  const toggle = (index: number) => {
    const next = new Set(closed);
    if (!next.delete(index)) next.add(index);
    setClosed(next);
  };
  const ledger = (row: BalanceRow) =>
    `/accounting/ledger?book=${balance.book}&account=${row.account}&to=${balance.period}`;
  const cell = (index: number, key: string): ReactNode => {
    const node = nodes[index];
    if (node === undefined) return undefined;
    if (isAmount(key)) return <Amount value={node.row[key]} footedAs={steps.get(key)?.get(node.index)} />;
    if (key === "code") {
      return <Code node={node} isOpen={!closed.has(node.index)} onToggle={() => toggle(node.index)} />;
    }
    return (
      <Link className="sf-cell-text" to={ledger(node.row)} title={`${node.row.name}的明细账`}>
        {node.row.name}
      </Link>
    );
  };
  const foot = (key: string): ReactNode => {
    if (key === "code") return "合计";
    return isAmount(key) ? <Amount value={balance.totals[key]} /> : null;
  };
  return (
    <Grid
      label={`${balance.bookTitle}科目余额表`}
      columns={columnsIn(unitText[unit])}
      rowCount={nodes.length}
      rowKey={(index) => String(nodes[index]?.index ?? `#${index}`)}
      cell={cell}
      foot={foot}
      active={active}
      onActive={setActive}
      onOpen={(index) => {
        const node = nodes[index];
        if (node) void navigate(ledger(node.row));
      }}
      onSelect={(index) => {
        const node = nodes[index];
        if (node && node.children.length > 0) toggle(node.index);
      }}
    />
  );
}

function isAmount(key: string): key is AmountKey {
  return (amountKeys as readonly string[]).includes(key);
}

function columnsIn(unit: string): GridColumn[] {
  return [
    { key: "code", title: "科目编码", width: 150, frozen: true, align: "left" },
    { key: "name", title: "科目名称", width: 220, frozen: true, align: "left" },
    ...amountKeys.map((key): GridColumn => {
      return { key, title: `${titles[key]}（${unit}）`, width: 170, frozen: false, align: "right" };
    }),
  ];
}

function Code({ node, isOpen, onToggle }: { node: BalanceNode; isOpen: boolean; onToggle: () => void }) {
  return (
    <span className="sf-balance-code" style={{ paddingInlineStart: (node.row.level - 1) * 16 }}>
      {node.children.length === 0 ? (
        <span className="sf-balance-leaf" />
      ) : (
        <Button
          type="text"
          size="small"
          tabIndex={-1}
          aria-label={`${isOpen ? "收起" : "展开"}${node.row.name}`}
          aria-expanded={isOpen}
          icon={isOpen ? <DownOutlined /> : <RightOutlined />}
          onClick={onToggle}
        />
      )}
      {node.row.account}
    </span>
  );
}
