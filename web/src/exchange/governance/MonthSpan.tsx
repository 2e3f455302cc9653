import "./Lake.css";
import type { Period } from "../../kernel/period";
import { PeriodInput } from "../../ui/PeriodInput";

type MonthSpanProps = {
  from: Period;
  to: Period;
  onFrom: (month: Period | undefined) => void;
  onTo: (month: Period | undefined) => void;
};

/** From one month to another, in a row of controls. */
export function MonthSpan({ from, to, onFrom, onTo }: MonthSpanProps) {
  return (
    <>
      <div className="sf-month">
        <PeriodInput label="起始月份" value={from} onChange={onFrom} />
      </div>
      <span aria-hidden="true">—</span>
      <div className="sf-month">
        <PeriodInput label="截止月份" value={to} onChange={onTo} />
      </div>
    </>
  );
}
