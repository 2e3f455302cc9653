import type { LineChange, RequestChanges } from "../../api/generated/types";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { DescriptionList } from "../../ui/DescriptionList";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { requestsPath } from "./requestList";

const kinds: Record<string, { tone: "good" | "warn" | "bad"; text: string }> = {
  added: { tone: "good", text: "新增" },
  changed: { tone: "warn", text: "修改" },
  removed: { tone: "bad", text: "删除" },
};

const columns: readonly Column<LineChange>[] = [
  {
    key: "kind",
    title: "变更",
    kind: "text",
    width: 90,
    value: (row) => kinds[row.kind]?.text ?? row.kind,
    render: (row) => <StatusTag tone={kinds[row.kind]?.tone ?? "warn"}>{kinds[row.kind]?.text ?? row.kind}</StatusTag>,
  },
  { key: "before", title: "原行号", kind: "count", width: 80, value: (row) => row.numberBefore || undefined },
  { key: "now", title: "现行号", kind: "count", width: 80, value: (row) => row.numberNow || undefined },
  { key: "name", title: "姓名或户名", kind: "text", width: 140, value: (row) => row.name },
  { key: "amountBefore", title: "原金额", kind: "amount", value: (row) => row.amountBefore },
  { key: "amountNow", title: "现金额", kind: "amount", value: (row) => row.amountNow },
  { key: "fields", title: "变更的栏目", kind: "text", width: 240, value: (row) => row.fields.join("、") },
];

/** What the agency changed since the request was returned, beside what the reviewer had marked. */
export function ChangesPanel({ id }: { id: string }) {
  const remote = useRemote<RequestChanges>(`${requestsPath}/${encodeURIComponent(id)}/changes`);
  return <RemoteView remote={remote}>{(changes) => <Changes changes={changes} />}</RemoteView>;
}

function Changes({ changes }: { changes: RequestChanges }) {
  const { lines } = changes;
  return (
    <div className="sf-panel sf-stack">
      <DescriptionList
        items={[
          {
            label: "合计",
            value: (
              <>
                <Amount value={changes.totalBefore} /> → <Amount value={changes.totalNow} />
              </>
            ),
          },
          { label: "明细", value: `新增 ${lines.added}，修改 ${lines.edited}，删除 ${lines.removed}` },
          ...(changes.purposeNow === undefined
            ? []
            : [{ label: "用途", value: `“${changes.purposeBefore}” → “${changes.purposeNow}”`, wide: true }]),
          ...(changes.attachmentsAdded.length === 0
            ? []
            : [{ label: "新增附件", value: changes.attachmentsAdded.join("、"), wide: true }]),
          ...(changes.attachmentsRemoved.length === 0
            ? []
            : [{ label: "去掉附件", value: changes.attachmentsRemoved.join("、"), wide: true }]),
          ...changes.marks.map((mark) => ({
            label: mark.line === 0 ? "退回标注" : `标注第 ${mark.line} 行`,
            value: mark.note,
            wide: true,
          })),
        ]}
      />
      <DataTable
        id="changes"
        name="明细变更"
        rows={lines.shown}
        columns={columns}
        rowKey={(row) => `${row.kind}-${row.numberBefore}-${row.numberNow}`}
        maxRows={12}
        empty={{ title: "明细没有变更", next: "经办机构只作了说明，或只修改了用途、附件。" }}
      />
      {lines.count > lines.shown.length ? (
        <p className="sf-muted">
          共 {lines.count} 处变更，这里列出前 {lines.shown.length} 处。
        </p>
      ) : null}
    </div>
  );
}
