import type { RowProblem } from "../api/generated/types";
import type { Column } from "./table/columns";
import { DataTable } from "./table/DataTable";

const columns: readonly Column<RowProblem>[] = [
  { key: "line", title: "行号", kind: "count", width: 80, value: (row) => row.line },
  { key: "column", title: "列", kind: "text", width: 120, value: (row) => row.column },
  { key: "message", title: "错误", kind: "text", width: 560, value: (row) => row.message },
  { key: "code", title: "代码", kind: "text", width: 160, hidden: true, value: (row) => row.code },
];

/** The faults of an imported table, row by row; nothing when there are none. */
export function RowProblems({ id, problems }: { id: string; problems: readonly RowProblem[] }) {
  return problems.length === 0 ? null : (
    <DataTable
      id={id}
      name="错误行"
      rows={problems}
      columns={columns}
      rowKey={(row) => `${row.line}-${row.column}-${row.code}`}
      maxRows={8}
    />
  );
}
