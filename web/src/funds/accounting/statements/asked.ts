import { useParameter } from "../../../kernel/parameter";
import { periodAt, yearOf } from "../../../kernel/period";
import { useDivision } from "../../../ui/DivisionSelect";
import { useYear } from "../../../ui/YearSelect";
import { useFund } from "../FundSwitch";
import { useMoment } from "../Moment";
import type { Asked } from "./statements";

/** The period that a page looks at: this month, or a past year's December, unless chosen. */
export function useStatementPeriod(): readonly [string, (period: string | undefined) => void] {
  const [year] = useYear();
  const [chosen, choose] = useParameter("period");
  const now = periodAt(new Date());
  const usual = yearOf(now) === year ? now : `${year}12`;
  return [chosen?.startsWith(String(year)) ? chosen : usual, choose] as const;
}

/** What the page of a statement looks at, all of it in the address. */
export function useAsked(): Asked {
  const [division] = useDivision();
  const [fund] = useFund();
  const [period] = useStatementPeriod();
  const [merged] = useParameter("merged");
  const [level] = useParameter("level");
  const { on, knownOn } = useMoment();
  const isMerged = merged === "1";
  return {
    division,
    fund,
    period,
    merged: isMerged,
    level: isMerged && level !== undefined ? Number(level) : undefined,
    on,
    knownOn,
  };
}
