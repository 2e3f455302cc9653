import { Select } from "antd";
import { useParameter } from "../kernel/parameter";
import { periodAt, yearOf } from "../kernel/period";

const yearsShown = 6;

/** The year that a page looks at, kept in its address; this year (in China) unless chosen. */
export function useYear(): readonly [number, (year: number) => void] {
  const now = yearOf(periodAt(new Date()));
  const [chosen, choose] = useParameter("year");
  const change = (year: number) => choose(year === now ? undefined : String(year));
  return [chosen === undefined ? now : Number(chosen), change] as const;
}

export function YearSwitch() {
  const [year, choose] = useYear();
  const next = yearOf(periodAt(new Date())) + 1;
  const years = Array.from({ length: yearsShown }, (_, index) => next - index);
  const options = [...new Set([...years, year])].map((one) => ({ value: one, label: `${one}年` }));
  return <Select aria-label="年度" value={year} onChange={choose} options={options} style={{ width: 110 }} />;
}
