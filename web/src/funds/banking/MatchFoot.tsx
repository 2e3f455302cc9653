import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { BookLine, Suggestion } from "../../api/generated/types";
import { yuan } from "../../kernel/money";
import { KeyCaps } from "../../ui/KeyCaps";
import type { Marked } from "./matching";
import { reasonsText } from "./matching";

type FootProps = {
  marked: Marked;
  current: BookLine | undefined;
  suggestion: Suggestion | undefined;
  onMatch: () => void;
  onUndo: () => void;
  canUndo: boolean;
  mayMatch: boolean;
  problem: ReactNode;
};

/** What is marked and whether it sums up; why the suggestion under the cursor was made; the keys. */
export function MatchFoot({ marked, current, suggestion, onMatch, onUndo, canUndo, mayMatch, problem }: FootProps) {
  const count = marked.bank.length + marked.book.length;
  return (
    <section className="sf-stack sf-banking-foot" aria-label="勾对操作">
      {problem}
      <div className="sf-row">
        <span>
          已标记 银行 {marked.bank.length} 笔 <b>{yuan(marked.left)}</b>，账 {marked.book.length} 笔{" "}
          <b>{yuan(marked.right)}</b>，差额 <b>{yuan(marked.difference)}</b>
        </span>
        {mayMatch ? (
          <Button type="primary" disabled={count < 2 || marked.difference !== 0} onClick={onMatch}>
            勾对所标记
          </Button>
        ) : null}
        {canUndo ? <Button onClick={onUndo}>撤销上一次</Button> : null}
        {current ? (
          <Link to={`/accounting/vouchers/${current.book}/${current.voucher}`}>凭证 {current.voucher}</Link>
        ) : null}
      </div>
      <div className="sf-muted sf-small">
        {suggestion === undefined
          ? "这一笔没有建议：可能是未达账项，或金额、日期相差较大。"
          : `建议理由：${reasonsText(suggestion)}`}
      </div>
      <ul className="sf-row sf-small sf-no-print" aria-label="键盘操作">
        {hints.map(([keys, label]) => (
          <li key={keys}>
            <KeyCaps keys={keys} /> {label}
          </li>
        ))}
      </ul>
    </section>
  );
}

const hints = [
  ["↑↓", "上下"],
  ["←→", "换栏"],
  ["enter", "接受建议"],
  ["1–9", "银行一笔的候选"],
  ["空格", "标记"],
  ["m", "勾对所标记"],
  ["u", "撤销"],
  ["/", "筛选"],
] as const;
