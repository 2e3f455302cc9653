import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Tooltip } from "antd";
import { useState } from "react";
import { saveAs } from "../../kernel/api";
import type { Unit } from "../../kernel/money";
import { problemOf } from "../../kernel/problem";
import type { Column } from "./columns";
import { csvBlob, fileNameOf, xlsxBlob } from "./files";

type ExportMenuProps<Row> = {
  name: string;
  columns: readonly Column<Row>[];
  unit: Unit;
  /** Every row that matches, loaded or not. */
  allRows: (onProgress: (done: number, total: number) => void) => Promise<readonly Row[]>;
};

/** Saves what the list shows, in its columns, with every row that matches. */
export function ExportMenu<Row>({ name, columns, unit, allRows }: ExportMenuProps<Row>) {
  const [progress, setProgress] = useState<string>();
  const { message } = App.useApp();
  const save = async (extension: "csv" | "xlsx") => {
    setProgress("准备中");
    try {
      const rows = await allRows((done, total) => setProgress(`${done.toLocaleString()} / ${total.toLocaleString()}`));
      const blob = extension === "csv" ? await csvBlob(columns, rows, unit) : await xlsxBlob(name, columns, rows, unit);
      saveAs(blob, fileNameOf(name, extension));
      void message.success(`已导出 ${rows.length.toLocaleString()} 条`);
    } catch (error) {
      const problem = problemOf(error);
      void message.error(`导出没有完成：${problem.detail}${problem.requestId && `（请求编号 ${problem.requestId}）`}`);
    } finally {
      setProgress(undefined);
    }
  };
  const items = [
    { key: "xlsx", label: "Excel 工作簿（.xlsx）" },
    { key: "csv", label: "CSV（Excel 可直接打开）" },
  ];
  return (
    <Dropdown
      trigger={["click"]}
      menu={{ items, onClick: ({ key }) => void save(key === "csv" ? "csv" : "xlsx") }}
      disabled={progress !== undefined}
    >
      <Tooltip title="导出全部符合条件的行">
        <Button type="text" aria-label="导出" icon={<DownloadOutlined />} loading={progress !== undefined}>
          {progress ?? "导出"}
        </Button>
      </Tooltip>
    </Dropdown>
  );
}
