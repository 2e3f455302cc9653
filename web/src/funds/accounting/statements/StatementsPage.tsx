import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";
import type { StatementEntry } from "../../../api/generated/types";
import { useRemote } from "../../../kernel/remote";
import { useMay } from "../../../kernel/user";
import { Page } from "../../../ui/Page";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import type { Column } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import { statementsPath } from "./statements";

function columnsOf(mayDesign: boolean): readonly Column<StatementEntry>[] {
  const plain: Column<StatementEntry>[] = [
    {
      key: "name",
      title: "报表",
      kind: "text",
      width: 240,
      frozen: true,
      value: ({ statement }) => statement.name,
      render: ({ statement }) => <Link to={`/accounting/statements/${statement.id}`}>{statement.name}</Link>,
    },
    {
      key: "origin",
      title: "来源",
      kind: "text",
      width: 120,
      value: (entry) => (entry.isShipped ? "系统自带" : "本省定制"),
      render: (entry) =>
        entry.isShipped ? <StatusTag tone="neutral">系统自带</StatusTag> : <StatusTag tone="good">本省定制</StatusTag>,
    },
    { key: "id", title: "编号", kind: "text", width: 190, value: ({ statement }) => statement.id },
    {
      key: "columns",
      title: "列",
      kind: "text",
      width: 300,
      value: ({ statement }) => statement.columns.map((column) => column.title).join("、"),
    },
    { key: "rows", title: "行数", kind: "count", width: 80, value: ({ statement }) => statement.rows.length },
    { key: "checks", title: "勾稽", kind: "count", width: 80, value: ({ statement }) => statement.checks.length },
    { key: "basis", title: "依据", kind: "text", width: 340, value: ({ statement }) => statement.basis },
  ];
  if (!mayDesign) return plain;
  const design: Column<StatementEntry> = {
    key: "design",
    title: "定制",
    kind: "text",
    width: 150,
    value: () => "",
    render: ({ statement }) => (
      <span className="sf-row">
        <Link to={`/accounting/designer?id=${statement.id}`}>修改</Link>
        <Link to={`/accounting/designer?copy=${statement.id}`}>复制为新表</Link>
      </span>
    ),
  };
  return [...plain.slice(0, 2), design, ...plain.slice(2)];
}

/** 会计报表: the statements that come with the system and those designed here. */
export function StatementsPage() {
  const navigate = useNavigate();
  const mayDesign = useMay("voucher.prepare");
  const statements = useRemote<readonly StatementEntry[]>(statementsPath);
  return (
    <Page
      title="会计报表"
      fill
      hints={[["enter", "打开"]]}
      actions={
        mayDesign ? (
          <Button icon={<PlusOutlined />} onClick={() => void navigate("/accounting/designer")}>
            新建报表
          </Button>
        ) : null
      }
    >
      <RemoteView remote={statements} rows={6}>
        {(entries) => (
          <DataTable
            id="statements"
            name="会计报表"
            columns={columnsOf(mayDesign)}
            rowKey={({ statement }) => statement.id}
            rows={entries}
            onOpen={({ statement }) => void navigate(`/accounting/statements/${statement.id}`)}
          />
        )}
      </RemoteView>
    </Page>
  );
}
