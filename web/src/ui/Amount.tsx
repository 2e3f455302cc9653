import "./Amount.css";
import type { Fen, Steps } from "../kernel/money";
import { shown, stepsText, yuan } from "../kernel/money";
import { useShownUnit } from "./unit";

type AmountProps = {
  /** Null and undefined show a dash: there is no amount, which is not the same as zero. */
  value: Fen | null | undefined;
  /** What to show instead of the plain rounding, so that a column foots (kernel/money footed). */
  footedAs?: Steps | undefined;
  /** Larger, for the one figure that a page is about. */
  strong?: boolean;
};

/**
 * The only component that shows money: right-aligned tabular digits in the chosen unit, red below zero. The exact
 * amount is its tooltip, and one click (ExactAmount) opens it with its capitals.
 */
export function Amount({ value, footedAs, strong = false }: AmountProps) {
  const unit = useShownUnit();
  if (value === null || value === undefined) return <span className="sf-amount sf-amount-none">—</span>;
  const look = `sf-amount${value < 0 ? " sf-amount-negative" : ""}${strong ? " sf-amount-strong" : ""}`;
  return (
    <data className={look} value={value} title={`${yuan(value)} 元`}>
      {stepsText(footedAs ?? shown(value, unit))}
    </data>
  );
}
