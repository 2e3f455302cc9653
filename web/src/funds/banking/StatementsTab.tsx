import type { BankStatement } from "../../api/generated/types";
import { withQuery } from "../../kernel/api";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { bankingPath } from "./matching";

const columns: readonly Column<BankStatement>[] = [
  { key: "from", title: "起", kind: "date", value: (row) => row.from },
  { key: "to", title: "止", kind: "date", value: (row) => row.to },
  { key: "opening", title: "期初", kind: "amount", value: (row) => row.opening },
  { key: "in", title: "收入", kind: "amount", value: (row) => row.in },
  { key: "out", title: "支出", kind: "amount", value: (row) => row.out },
  { key: "closing", title: "期末", kind: "amount", value: (row) => row.closing },
  { key: "lines", title: "行数", kind: "count", width: 90, value: (row) => row.lines },
  { key: "new", title: "新增", kind: "count", width: 90, value: (row) => row.new },
  { key: "format", title: "格式", kind: "text", width: 100, value: (row) => row.format },
  { key: "fileName", title: "文件", kind: "text", width: 260, value: (row) => row.fileName },
  { key: "by", title: "导入人", kind: "text", width: 120, value: (row) => row.by.name },
  { key: "at", title: "导入时间", kind: "time", value: (row) => row.by.at },
];

/** The statements that were imported for the account. */
export function StatementsTab({ account }: { account: string }) {
  return (
    <div style={{ height: "60vh", display: "flex", flexDirection: "column" }}>
      <DataTable
        id="bank-statements"
        name="银行对账单"
        path={withQuery(`${bankingPath}/statements`, { account })}
        columns={columns}
        rowKey={(row) => row.id}
        empty={{ title: "还没有对账单", next: "点“导入对账单”选择银行的文件。" }}
      />
    </div>
  );
}
