import { Segmented } from "antd";
import { useParameter } from "../../../kernel/parameter";
import { StatementScreen } from "../statements/StatementPage";
import { treasuryId } from "../statements/statements";
import { MappingScreen } from "./MappingScreen";

/** 国库报表: income and expenditure by 政府收支分类科目, and the mapping of accounts that makes it. */
export function TreasuryPage() {
  const [view, choose] = useParameter("view");
  const isMapping = view === "mapping";
  const actions = (
    <Segmented
      aria-label="内容"
      value={isMapping ? "mapping" : ""}
      options={[
        { value: "", label: "报表" },
        { value: "mapping", label: "对应关系" },
      ]}
      onChange={choose}
    />
  );
  return isMapping ? (
    <MappingScreen actions={actions} />
  ) : (
    <StatementScreen id={treasuryId} meta={null} actions={actions} />
  );
}
