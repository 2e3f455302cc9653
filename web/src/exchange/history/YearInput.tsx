import { InputNumber } from "antd";
import { useState } from "react";

type YearInputProps = { label: string; year: number; onChange: (year: number) => void };

const [firstYear, lastYear] = [1990, 2100];

/** Asks anew when a whole year stands there; shows a year that was chosen elsewhere. */
export function YearInput({ label, year, onChange }: YearInputProps) {
  const [typed, setTyped] = useState<number | null>(year);
  const [shown, setShown] = useState(year);
  if (shown !== year) {
    setShown(year);
    setTyped(year);
  }
  return (
    <span className="sf-row">
      {label}
      <InputNumber
        aria-label={label}
        min={firstYear}
        max={lastYear}
        style={{ width: 90 }}
        value={typed}
        onChange={(next) => {
          setTyped(next);
          if (next !== null && next >= firstYear) onChange(next);
        }}
      />
    </span>
  );
}
