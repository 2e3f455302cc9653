import { Select } from "antd";
import { divisionsUnder } from "../kernel/divisions";
import { useParameter } from "../kernel/parameter";
import { useUser } from "../kernel/user";

type DivisionSelectProps = {
  id?: string;
  label?: string;
  value?: string | undefined;
  onChange?: (code: string) => void;
  /** The topmost that may be chosen; the person's own when absent. */
  top?: string;
};

/** A division out of a subtree, found by name or code. */
export function DivisionSelect({ id, label = "区划", value, onChange, top }: DivisionSelectProps) {
  const own = useUser()?.division.code ?? "";
  const entries = divisionsUnder(top ?? own);
  const first = entries[0]?.level ?? 0;
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      style={{ minWidth: 180 }}
      showSearch={{ optionFilterProp: "search" }}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
      placeholder="请选择区划"
      popupMatchSelectWidth={260}
      options={entries.map((entry) => ({
        value: entry.code,
        label: `${"　".repeat(entry.level - first)}${entry.name}`,
        search: `${entry.name} ${entry.code}`,
      }))}
      labelRender={({ label: text }) => String(text ?? value ?? "").trim()}
    />
  );
}

/** The division that a page looks at, kept in its address; the person's own unless chosen. */
export function useDivision(): readonly [string, (code: string | undefined) => void] {
  const own = useUser()?.division.code ?? "";
  const [chosen, choose] = useParameter("division");
  return [chosen ?? own, choose] as const;
}

/** The choice itself; nothing where there is no choice. */
export function DivisionSwitch() {
  const own = useUser()?.division.code ?? "";
  const [division, choose] = useDivision();
  if (divisionsUnder(own).length < 2) return null;
  return <DivisionSelect value={division} onChange={(code) => choose(code === own ? undefined : code)} />;
}
