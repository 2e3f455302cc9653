import { Segmented, Select } from "antd";
import { useParameter } from "../../../kernel/parameter";
import { DivisionSwitch } from "../../../ui/DivisionSelect";
import { useYear, YearSwitch } from "../../../ui/YearSelect";
import { periodsOf } from "../books";
import { FundSwitch } from "../FundSwitch";
import { useStatementPeriod } from "./asked";
import type { Asked } from "./statements";

const levels = [
  { value: "", label: "全部级次" },
  { value: "1", label: "只含省级" },
  { value: "2", label: "只含市级" },
  { value: "3", label: "只含县级" },
];

/** Whose figures a statement shows, and of which period. */
export function BookPickers() {
  const [year] = useYear();
  const [period, choosePeriod] = useStatementPeriod();
  return (
    <>
      <DivisionSwitch />
      <FundSwitch />
      <YearSwitch />
      <Select
        aria-label="会计期间"
        style={{ minWidth: 140 }}
        value={period}
        options={periodsOf(year).slice(1)}
        onChange={choosePeriod}
      />
    </>
  );
}

/** Which figures a statement shows. */
export function StatementPickers({ asked }: { asked: Asked }) {
  const [, chooseMerged] = useParameter("merged");
  const [level = "", chooseLevel] = useParameter("level");
  return (
    <div className="sf-row sf-no-print">
      <BookPickers />
      <Segmented
        aria-label="口径"
        value={asked.merged ? "1" : ""}
        options={[
          { value: "", label: "本级单户" },
          { value: "1", label: "含下级合并" },
        ]}
        onChange={chooseMerged}
      />
      {asked.merged ? (
        <Select
          aria-label="级次"
          style={{ width: 120 }}
          value={level}
          options={levels}
          onChange={(next) => chooseLevel(next)}
        />
      ) : null}
    </div>
  );
}
