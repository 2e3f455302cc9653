import { DownloadOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useState } from "react";
import type { SharedCall } from "../../api/generated/types";
import { download } from "../../kernel/api";
import { problemOf } from "../../kernel/problem";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { useYear, YearSwitch } from "../../ui/YearSelect";
import { codeChoices, codeText, consumerPath } from "./consumers";

const columns: readonly Column<SharedCall>[] = [
  { key: "number", title: "序号", kind: "text", width: 160, frozen: true, value: (row) => row.number },
  { key: "at", title: "时间", kind: "time", value: (row) => row.at },
  {
    key: "code",
    title: "结果",
    kind: "text",
    width: 130,
    value: (row) => codeText(row.code),
    render: (row) => (
      <StatusTag tone={row.code === "ok" ? "good" : row.code === "started" ? "active" : "bad"}>
        {codeText(row.code)}
      </StatusTag>
    ),
  },
  { key: "subject", title: "主题", kind: "text", width: 210, value: (row) => row.subject },
  { key: "filter", title: "条件", kind: "text", width: 320, value: (row) => row.filter },
  { key: "rows", title: "行数", kind: "count", value: (row) => row.rows },
  { key: "duration", title: "耗时（毫秒）", kind: "count", width: 120, value: (row) => row.durationMs },
  { key: "credential", title: "凭据", kind: "text", width: 140, value: (row) => row.credential },
  { key: "from", title: "来源地址", kind: "text", width: 140, value: (row) => row.from },
  { key: "requestId", title: "请求编号", kind: "text", width: 290, hidden: true, value: (row) => row.requestId },
];

/** Every call of a year, newest first; the numbers of a day have no gaps. */
export function CallsTable({ id }: { id: string }) {
  const [year] = useYear();
  return (
    <>
      <div className="sf-row">
        <span className="sf-grow sf-muted">每次调用都在读取数据之前编号登记，当日序号连续。</span>
        <YearSwitch />
        <ExportButton path={`${consumerPath(id)}/calls/export?year=${year}`} />
      </div>
      <DataTable
        id="sharing-calls"
        name="共享调用日志"
        path={`${consumerPath(id)}/calls?year=${year}`}
        columns={columns}
        rowKey={(row) => row.number}
        filters={[{ key: "code", label: "结果", kind: "choice", single: true, options: codeChoices }]}
        empty={{ title: "该年度没有调用", next: "对方调用后，成功和被拒绝的都会列在这里。" }}
      />
    </>
  );
}

function ExportButton({ path }: { path: string }) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await download(path);
    } catch (error) {
      void message.error(problemOf(error).detail);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void save()}>
      导出日志
    </Button>
  );
}
