import { useMemo } from "react";
import type { FaultTally, FindingLine } from "../../../api/generated/types";
import type { Column } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import type { Filter } from "../../../ui/table/filters";
import { tableKey } from "./details";
import { SeverityTag } from "./SeverityTag";
import { SourceLineDrawer, useLine } from "./SourceLineDrawer";

/** Where the page scrolls to when a fault is chosen. */
export const findingsId = "detail-findings";

type FindingsTableProps = { batch: string; table: string; faults: readonly FaultTally[] };

/** Every finding of a batch's table; opening one shows the line as it was received. */
export function FindingsTable({ batch, table, faults }: FindingsTableProps) {
  const [line, open] = useLine();
  const show = (row: FindingLine) => open({ batch, file: row.file, line: row.line, field: row.fieldName });
  const filters = useMemo(() => filtersOf(faults), [faults]);
  const columns: readonly Column<FindingLine>[] = [
    {
      key: "line",
      title: "行号",
      kind: "text",
      width: 100,
      frozen: true,
      value: (row) => String(row.line),
      render: (row) => (
        <button type="button" className="sf-linklike" tabIndex={-1} onClick={() => show(row)}>
          第 {row.line.toLocaleString("zh-CN")} 行
        </button>
      ),
    },
    {
      key: "severity",
      title: "处理",
      kind: "text",
      width: 90,
      value: (row) => (row.severity === "hard" ? "退回" : "提示"),
      render: (row) => <SeverityTag severity={row.severity} />,
    },
    { key: "field", title: "字段", kind: "text", width: 180, value: (row) => row.fieldName || "（整行）" },
    { key: "message", title: "问题", kind: "text", width: 460, value: (row) => row.message },
    { key: "file", title: "第几个文件", kind: "count", width: 100, hidden: true, value: (row) => row.file + 1 },
  ];
  return (
    <section id={findingsId} className="sf-panel sf-stack">
      <h2>问题明细</h2>
      <DataTable
        id="detail-findings"
        name="问题明细"
        path={`/api/governance/batches/${batch}/tables/${tableKey(table)}/findings`}
        columns={columns}
        rowKey={(row) => `${row.file} ${row.line} ${row.field} ${row.rule}`}
        filters={filters}
        maxRows={12}
        onOpen={show}
      />
      {line === undefined ? null : <SourceLineDrawer table={table} line={line} onClose={() => open(undefined)} />}
    </section>
  );
}

function filtersOf(faults: readonly FaultTally[]): Filter[] {
  const choice = (key: string, label: string, pairs: readonly (readonly [string, string])[]): Filter => ({
    key,
    label,
    kind: "choice",
    options: [...new Map(pairs)].map(([value, text]) => ({ value, label: text })),
    single: true,
  });
  const named = faults.filter((fault) => fault.field !== "");
  return [
    choice(
      "rule",
      "问题",
      faults.map((fault) => [fault.rule, fault.message]),
    ),
    choice(
      "field",
      "字段",
      named.map((fault) => [fault.field, fieldIn(fault)]),
    ),
  ];
}

/** Messages name their field first: “姓名”不能为空. */
function fieldIn(fault: FaultTally): string {
  return /^“([^”]+)”/.exec(fault.message)?.[1] ?? fault.field;
}
