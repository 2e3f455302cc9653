import "./BudgetBars.css";
import type { BudgetPosition, ItemTotal } from "../../api/generated/types";
import { Amount } from "../../ui/Amount";
import { EmptyState } from "../../ui/EmptyState";
import { StatusTag } from "../../ui/StatusTag";
import { shares } from "./shares";

/** The budget lines that a request charges: approved, used, reserved, available, as figures and as a bar each. */
export function BudgetBars({
  positions,
  asked,
}: {
  positions: readonly BudgetPosition[];
  asked: readonly ItemTotal[];
}) {
  if (positions.length === 0) {
    const items = asked.map((item) => item.item).join("、");
    return <EmptyState title="预算中没有对应项目" next={`请先导入或调整预算（项目 ${items}）。`} />;
  }
  return (
    <div className="sf-stack">
      {positions.map((position) => (
        <div key={position.line} className="sf-budget">
          <div className="sf-row">
            <b>{position.name}</b>
            <span className="sf-muted">{position.line}</span>
            <span className="sf-grow" />
            {position.approved ? null : <StatusTag tone="warn">预算未批复</StatusTag>}
            {position.available < 0 ? <StatusTag tone="bad">超预算</StatusTag> : null}
          </div>
          <Bar position={position} />
          <dl className="sf-budget-figures">
            <Figure label="预算" look="" value={position.budgeted} />
            <Figure label="已用" look="sf-budget-used" value={position.used} />
            <Figure label="占用" look="sf-budget-reserved" value={position.reserved} />
            <Figure label="可用" look="sf-budget-free" value={position.available} />
          </dl>
        </div>
      ))}
    </div>
  );
}

function Bar({ position }: { position: BudgetPosition }) {
  const [used, reserved, free] = shares(position.budgeted, [position.used, position.reserved, position.available]);
  return (
    <div className="sf-budget-bar" aria-hidden="true">
      <span className="sf-budget-used" style={{ width: `${used}%` }} />
      <span className="sf-budget-reserved" style={{ width: `${reserved}%` }} />
      <span className="sf-budget-free" style={{ width: `${free}%` }} />
    </div>
  );
}

function Figure({ label, look, value }: { label: string; look: string; value: BudgetPosition["used"] }) {
  return (
    <div>
      <dt>
        {look === "" ? null : <i className={look} aria-hidden="true" />}
        {label}
      </dt>
      <dd>
        <Amount value={value} />
      </dd>
    </div>
  );
}
