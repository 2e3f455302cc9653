import { Segmented } from "antd";
import { useParameter } from "../../kernel/parameter";
import { useMay } from "../../kernel/user";

/** book: one book as it stands; own: rolled up, this division only; all: rolled up with everything below. */
export type BalanceScope = "book" | "own" | "all";

export function useBalanceScope(): readonly [BalanceScope, (scope: BalanceScope) => void] {
  const [asked, choose] = useParameter("scope");
  const may = useMay("lake.view");
  const scope = may && (asked === "own" || asked === "all") ? asked : "book";
  return [scope, (next) => choose(next === "book" ? undefined : next)] as const;
}

/** 口径; nothing for those who may not see rolled up figures. */
export function ScopeSwitch() {
  const [scope, choose] = useBalanceScope();
  if (!useMay("lake.view")) return null;
  return (
    <Segmented<BalanceScope>
      aria-label="口径"
      value={scope}
      onChange={choose}
      options={[
        { value: "book", label: "账套实时" },
        { value: "own", label: "本级汇总" },
        { value: "all", label: "含下级汇总" },
      ]}
    />
  );
}
