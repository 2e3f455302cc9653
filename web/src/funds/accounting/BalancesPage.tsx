import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Select } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import type { BookRow, TrialBalance } from "../../api/generated/types";
import { useParameter } from "../../kernel/parameter";
import { problemOf } from "../../kernel/problem";
import { useRemote } from "../../kernel/remote";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { BalanceTree } from "./BalanceTree";
import { WithBook } from "./BookPicker";
import { bookPath, ledgerAddress, periodsOf } from "./books";
import { bookFormats, saveBook } from "./exports/formats";
import { MomentRow, useMoment } from "./Moment";
import { RolledBalancesPage } from "./RolledBalancesPage";
import { ScopeSwitch, useBalanceScope } from "./ScopeSwitch";

/** Balances: of one book as it stands now, or rolled up as of the last consolidation. */
export function BalancesPage() {
  const [scope] = useBalanceScope();
  return scope === "book" ? <BookBalances /> : <RolledBalancesPage below={scope === "all"} />;
}

/** The trial balance of a book: accounts as a tree, drill to the ledger. */
function BookBalances() {
  return <WithBook>{(book, picker) => <Balances key={book.book} book={book} picker={picker} />}</WithBook>;
}

function Balances({ book, picker }: { book: BookRow; picker: ReactNode }) {
  const [asked, choosePeriod] = useParameter("period");
  const inYear = asked?.startsWith(String(book.year)) ? asked : undefined;
  const moment = useMoment();
  const { on, knownOn } = moment;
  const balance = useRemote<TrialBalance>(`${bookPath(book.book)}/balances`, { period: inYear, on, knownOn });
  const shownPeriod = inYear ?? (balance.state === "ready" ? balance.value.period : undefined);
  return (
    <Page
      title="科目余额"
      fill
      meta={book.title}
      hints={[["enter", "明细账"]]}
      actions={
        <>
          <ScopeSwitch />
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
      <MomentRow moment={moment} year={book.year} />
      <RemoteView remote={balance} rows={10}>
        {(value) =>
          value.rows.length === 0 ? (
            <EmptyState title="本期没有发生额和余额" next="换一个期间，或换一个账套。" />
          ) : (
            <BalanceTree
              key={value.period}
              label={`${value.bookTitle}科目余额表`}
              rows={value.rows}
              totals={value.totals}
              addressOf={(row) => ledgerAddress(value.book, row.account, value.period)}
              opens="明细账"
            />
          )
        }
      </RemoteView>
    </Page>
  );
}

function Exports({ book }: { book: string }) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const items = [
    ...bookFormats.map(({ id, label }) => ({ key: id as string, label })),
    { type: "divider" as const },
    { key: "year", label: "整年导出与核对" },
  ];
  const choose = (key: string) => {
    if (key === "year") return void navigate(`/accounting/export?year=${book.split("-")[2]}&book=${book}`);
    void saveBook(book, key).catch((error: unknown) => void message.error(problemOf(error).detail));
  };
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => choose(key) }}>
      <Button icon={<DownloadOutlined />}>导出账簿</Button>
    </Dropdown>
  );
}
