import "../../ui/plain.css";
import { Drawer } from "antd";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { AsOf } from "../../analytics/consolidation/AsOf";
import { rolledPath } from "../../analytics/consolidation/figures";
import type { RolledBalances, RolledPart, RolledParts, RolledRow } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import type { Fen } from "../../kernel/money";
import { footed, shown, sum, unitText } from "../../kernel/money";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { EmptyState } from "../../ui/EmptyState";
import { RemoteView } from "../../ui/RemoteView";
import { useShownUnit } from "../../ui/unit";
import { bookPeriodText, ledgerAddress } from "./books";

type PartsDrawerProps = { balances: RolledBalances; row: RolledRow; onClose: () => void };

/** Which divisions an account's rolled up figure comes from; each leads further down or into its book. */
export function PartsDrawer({ balances, row, onClose }: PartsDrawerProps) {
  const { division, fund, period } = balances;
  const parts = useRemote<RolledParts>(`${rolledPath}/parts`, { division, fund, period, account: row.account });
  return (
    <Drawer open onClose={onClose} size="large" title={`${row.account} ${row.name}：按区划展开`}>
      <p className="sf-row sf-muted">
        <span>{balances.divisionName}</span>
        <span>{fundText(fund)}</span>
        <span>{bookPeriodText(period)}</span>
        <AsOf asOf={balances.asOf} />
      </p>
      <RemoteView remote={parts} rows={4}>
        {({ items }) => <Parts balances={balances} account={row.account} items={partsOf(items, balances.below)} />}
      </RemoteView>
    </Drawer>
  );
}

/** Without what is below only the division's own part stands behind the figure. */
function partsOf(items: readonly RolledPart[], below: boolean): readonly RolledPart[] {
  return below ? items : items.filter((part) => part.isOwn);
}

const keys = ["opening", "debit", "credit", "closing"] as const;
type Key = (typeof keys)[number];
const titles: Record<Key, string> = { opening: "期初", debit: "本期借方", credit: "本期贷方", closing: "期末" };

type PartsProps = { balances: RolledBalances; account: string; items: readonly RolledPart[] };

function Parts({ balances, account, items }: PartsProps) {
  const unit = useShownUnit();
  const columns = useMemo(
    () =>
      Object.fromEntries(
        keys.map((key) => {
          const total: Fen = sum(items.map((part) => part[key]));
          const cells = footed(
            items.map((part) => part[key]),
            shown(total, unit),
            unit,
          );
          return [key, { total, cells }];
        }),
      ),
    [items, unit],
  );
  if (items.length === 0) return <EmptyState title="本期没有发生额和余额" next="换一个科目或期间。" />;
  return (
    <div className="sf-scroll-x">
      <table className="sf-plain">
        <thead>
          <tr>
            <th scope="col">区划（{unitText[unit]}）</th>
            {keys.map((key) => (
              <th key={key} scope="col" className="sf-right">
                {titles[key]}
              </th>
            ))}
            <th scope="col">下一步</th>
          </tr>
        </thead>
        <tbody>
          {items.map((part, index) => (
            <tr key={part.division}>
              <td>{part.isOwn ? `${part.name}本级` : part.name}</td>
              {keys.map((key) => (
                <td key={key} className="sf-right">
                  <Amount value={part[key]} footedAs={columns[key]?.cells[index]} />
                </td>
              ))}
              <td>
                <Next part={part} account={account} period={balances.period} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            {keys.map((key) => (
              <td key={key} className="sf-right">
                <Amount value={columns[key]?.total} />
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Next({ part, account, period }: { part: RolledPart; account: string; period: string }) {
  const [parameters] = useSearchParams();
  if (part.book !== undefined) return <Link to={ledgerAddress(part.book, account, period)}>明细账（实时）</Link>;
  if (!part.hasBelow) return null;
  const next = new URLSearchParams(parameters);
  next.set("division", part.division);
  return <Link to={`/accounting/balances?${next.toString()}`}>展开下级</Link>;
}
