import { Select } from "antd";
import { useSearchParams } from "react-router";
import { AsOf } from "../../analytics/consolidation/AsOf";
import { rolledPath } from "../../analytics/consolidation/figures";
import type { RolledBalances } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { useRemote } from "../../kernel/remote";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { useYear, YearSwitch } from "../../ui/YearSelect";
import { BalanceTree } from "./BalanceTree";
import type { BalanceLine } from "./balances";
import { periodsOf } from "./books";
import { FundSwitch, useFund } from "./FundSwitch";
import { PartsDrawer } from "./PartsDrawer";
import { ScopeSwitch } from "./ScopeSwitch";

/** The balances of a fund over a division's books, with or without those below, as of the last consolidation. */
export function RolledBalancesPage({ below }: { below: boolean }) {
  const [division] = useDivision();
  const [fund] = useFund();
  const [year] = useYear();
  const [asked, choosePeriod] = useParameter("period");
  const inYear = asked?.startsWith(String(year)) ? asked : undefined;
  const balances = useRemote<RolledBalances>(rolledPath, { division, fund, year, period: inYear, below });
  const value = balances.state === "ready" ? balances.value : undefined;
  const shownPeriod = inYear ?? value?.period;
  return (
    <Page
      title="科目余额"
      fill
      meta={
        value === undefined ? null : (
          <>
            {value.divisionName}
            {below ? "（含下级）" : "（本级）"} <AsOf asOf={value.asOf} />
          </>
        )
      }
      hints={[["enter", "按区划展开"]]}
      actions={
        <>
          <ScopeSwitch />
          <DivisionSwitch />
          <FundSwitch />
          <YearSwitch />
          <Select
            aria-label="会计期间"
            style={{ minWidth: 130 }}
            {...(shownPeriod === undefined ? {} : { value: shownPeriod })}
            options={periodsOf(year)}
            onChange={choosePeriod}
          />
        </>
      }
    >
      <RemoteView remote={balances} rows={10}>
        {(shown) => <Rolled key={`${shown.division}-${shown.period}`} balances={shown} />}
      </RemoteView>
    </Page>
  );
}

function Rolled({ balances }: { balances: RolledBalances }) {
  const [parameters] = useSearchParams();
  const [account, chooseAccount] = useParameter("account");
  if (balances.rows.length === 0) {
    return (
      <EmptyState
        title={balances.asOf === undefined ? "还没有汇总过" : "本期没有发生额和余额"}
        next="换一个区划、险种或期间；刚记账的凭证在下次汇总时计入。"
      />
    );
  }
  const addressOf = (row: BalanceLine) => {
    const next = new URLSearchParams(parameters);
    next.set("account", row.account);
    return `/accounting/balances?${next.toString()}`;
  };
  const row = balances.rows.find((one) => one.account === account);
  return (
    <>
      <BalanceTree
        label={`${balances.divisionName}${fundText(balances.fund)}汇总余额表`}
        rows={balances.rows}
        totals={balances.totals}
        addressOf={addressOf}
        opens="区划构成"
      />
      {row === undefined ? null : (
        <PartsDrawer balances={balances} row={row} onClose={() => chooseAccount(undefined)} />
      )}
    </>
  );
}
