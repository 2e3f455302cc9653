import "./Balances.css";
import { DownOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useMemo, useState } from "react";
import { Link, useNavigate } from "react-router";
import { unitText } from "../../kernel/money";
import { Amount } from "../../ui/Amount";
import type { GridColumn } from "../../ui/table/Grid";
import { Grid } from "../../ui/table/Grid";
import { useShownUnit } from "../../ui/unit";
import type { AmountKey, BalanceLine, BalanceNode, BalanceSums } from "./balances";
import { amountKeys, footTree, treeOf, visibleRows } from "./balances";

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

type BalanceTreeProps = {
  label: string;
  rows: readonly BalanceLine[];
  totals: BalanceSums;
  /** Where a row leads. */
  addressOf: (row: BalanceLine) => string;
  /** What it leads to: 明细账. */
  opens: string;
};

/** A trial balance whose accounts open and close, and foot in every unit. */
export function BalanceTree({ label, rows, totals, addressOf, opens }: BalanceTreeProps) {
  const navigate = useNavigate();
  const unit = useShownUnit();
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState(-1);
  const top = useMemo(() => treeOf(rows), [rows]);
  const steps = useMemo(
    () => new Map(amountKeys.map((key) => [key, footTree(top, key, totals, unit)] as const)),
    [top, totals, unit],
  );
  const nodes = useMemo(() => visibleRows(top, closed), [top, closed]);
  const toggle = (index: number) => {
    const next = new Set(closed);
    if (!next.delete(index)) next.add(index);
    setClosed(next);
  };
  const cell = (index: number, key: string): ReactNode => {
    const node = nodes[index];
    if (node === undefined) return undefined;
    if (isAmount(key)) return <Amount value={node.row[key]} footedAs={steps.get(key)?.get(node.index)} />;
    if (key === "code") {
      return <Code node={node} isOpen={!closed.has(node.index)} onToggle={() => toggle(node.index)} />;
    }
    return (
      <Link className="sf-cell-text" to={addressOf(node.row)} title={`${node.row.name}的${opens}`}>
        {node.row.name}
      </Link>
    );
  };
  const foot = (key: string): ReactNode => {
    if (key === "code") return "合计";
    return isAmount(key) ? <Amount value={totals[key]} /> : null;
  };
  return (
    <Grid
      label={label}
      columns={columnsIn(unitText[unit])}
      rowCount={nodes.length}
      rowKey={(index) => String(nodes[index]?.index ?? `#${index}`)}
      cell={cell}
      foot={foot}
      active={active}
      onActive={setActive}
      onOpen={(index) => {
        const node = nodes[index];
        if (node) void navigate(addressOf(node.row));
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
