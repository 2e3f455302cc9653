import { Select } from "antd";
import { funds } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { useUser } from "../../kernel/user";

/** The fund that the page looks at, kept in its address; the first that the person may see unless chosen. */
export function useFund(): readonly [string, (fund: string) => void] {
  const [asked, choose] = useParameter("fund");
  const own = useUser()?.funds[0];
  return [asked ?? own ?? "enterprise-pension", choose] as const;
}

export function FundSwitch() {
  const [fund, choose] = useFund();
  const own = useUser()?.funds ?? [];
  const options = funds
    .filter((one) => own.length === 0 || own.includes(one.id))
    .map((one) => ({ value: one.id, label: one.shortName }));
  return <Select aria-label="险种" style={{ minWidth: 150 }} value={fund} options={options} onChange={choose} />;
}
