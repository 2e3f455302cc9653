import { InputNumber } from "antd";
import { useState } from "react";

type YearInputProps = { label: string; year: number; onChange: (year: number) => void };

const [firstYear, lastYear] = [1990, 2100];

/** Asks anew when a whole year stands there. */
export function YearInput({ label, year, onChange }: YearInputProps) {
  const [typed, setTyped] = useState<number | null>(year);
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
