import "./Banking.css";
import { ImportOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Select, Tabs } from "antd";
import { useState } from "react";
import type { BankAccountRow, BankWork, PageOfBankAccountRow } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { usePreference } from "../../kernel/preferences";
import { useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { AgeingTab } from "./AgeingTab";
import { ImportDialog } from "./ImportDialog";
import { MatchTab } from "./MatchTab";
import { accountPath, bankingPath, pickAccount } from "./matching";
import { ReconciliationTab } from "./ReconciliationTab";
import { SettingsDrawer } from "./SettingsDrawer";
import { StatementsTab } from "./StatementsTab";

/** 银行对账 of one special account at a time. */
export function BankingPage() {
  const accounts = useRemote<PageOfBankAccountRow>(`${bankingPath}/accounts`);
  const [asked, choose] = useParameter("account");
  const [book] = useParameter("book");
  const [last, remember] = usePreference("bankAccount", (stored) => (typeof stored === "string" ? stored : undefined));
  return (
    <RemoteView remote={accounts} rows={10}>
      {({ items }) => {
        const account = pickAccount(items, asked, book, last);
        return account === undefined ? (
          <Page title="银行对账">
            <EmptyState title="还没有登记财政专户" next="请由系统管理员导入资金账户。" />
          </Page>
        ) : (
          <Banking
            key={account.account}
            account={account}
            accounts={items}
            onChoose={(id) => {
              remember(id);
              choose(id);
            }}
          />
        );
      }}
    </RemoteView>
  );
}

type BankingProps = {
  account: BankAccountRow;
  accounts: readonly BankAccountRow[];
  onChoose: (account: string) => void;
};

function Banking({ account, accounts, onChoose }: BankingProps) {
  const [tab, chooseTab] = useParameter("tab");
  const [open, setOpen] = useState<"import" | "settings">();
  const mayMatch = useMay("voucher.prepare");
  const work = useRemote<BankWork>(`${accountPath(account.account)}/work`);
  const options = accounts.map((one) => ({
    value: one.account,
    label: `${one.divisionName}　${fundText(one.fund)}　尾号${one.number.slice(-4)}　${one.bankName}`,
  }));
  const tabs = [
    {
      key: "match",
      label: "勾对",
      children: (
        <RemoteView remote={work} rows={12}>
          {(value) => <MatchTab work={value} mayMatch={mayMatch} onImport={() => setOpen("import")} />}
        </RemoteView>
      ),
    },
    {
      key: "reconciliation",
      label: "余额调节表",
      children: (
        <RemoteView remote={work} rows={12}>
          {({ through }) => <ReconciliationTab account={account.account} through={through} />}
        </RemoteView>
      ),
    },
    { key: "ageing", label: "账龄", children: <AgeingTab account={account.account} /> },
    { key: "statements", label: "对账单", children: <StatementsTab account={account.account} /> },
  ];
  return (
    <Page
      title="银行对账"
      meta={account.name}
      actions={
        <>
          <Select
            aria-label="专户"
            style={{ minWidth: 360 }}
            showSearch={{ optionFilterProp: "label" }}
            value={account.account}
            options={options}
            onChange={onChoose}
          />
          <Button icon={<SettingOutlined />} onClick={() => setOpen("settings")}>
            参数
          </Button>
          {mayMatch ? (
            <Button type="primary" icon={<ImportOutlined />} onClick={() => setOpen("import")}>
              导入对账单
            </Button>
          ) : null}
        </>
      }
    >
      <Tabs
        className="sf-banking-tabs"
        activeKey={tabs.find(({ key }) => key === tab)?.key ?? "match"}
        onChange={(key) => chooseTab(key === "match" ? undefined : key)}
        destroyOnHidden
        items={tabs}
      />
      {open === "import" ? <ImportDialog account={account.account} onClose={() => setOpen(undefined)} /> : null}
      {open === "settings" && work.state === "ready" ? (
        <SettingsDrawer work={work.value} mayChange={mayMatch} onClose={() => setOpen(undefined)} />
      ) : null}
    </Page>
  );
}
