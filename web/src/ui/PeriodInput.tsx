import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { Period } from "../kernel/period";
import { monthOf, parsePeriod, yearOf } from "../kernel/period";

type PeriodInputProps = {
  id?: string;
  label?: string;
  value?: Period | undefined;
  onChange?: (period: Period | undefined) => void;
};

/** A month (期别), picked or typed. */
export function PeriodInput({ id, label, value, onChange }: PeriodInputProps) {
  return (
    <DatePicker
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { "aria-label": label })}
      picker="month"
      format={["YYYY年M月", "YYYYMM", "YYYY-MM"]}
      style={{ width: "100%" }}
      value={value === undefined ? null : dayjs(new Date(yearOf(value), monthOf(value) - 1, 1))}
      onChange={(month) => onChange?.(parsePeriod(month?.format("YYYYMM") ?? ""))}
    />
  );
}
