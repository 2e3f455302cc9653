import { App, InputNumber } from "antd";
import type { ReactNode } from "react";
import { useState } from "react";
import type { ClassificationImported, ClassificationView, ClassLineView } from "../../../api/generated/types";
import { fundText } from "../../../kernel/funds";
import { useRefresh, useRemote } from "../../../kernel/remote";
import { useMay, useUser } from "../../../kernel/user";
import { Page } from "../../../ui/Page";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import { TableDrop } from "../../../ui/TableDrop";
import type { Column } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import { useYear, YearSwitch } from "../../../ui/YearSelect";
import { statementPath, treasuryId } from "../statements/statements";

const path = "/api/accounting/classification";

/** As the import reads them, so that the saved table can be changed and imported again. */
const columns: readonly Column<ClassLineView>[] = [
  { key: "fund", title: "险种", kind: "text", width: 150, value: (row) => fundText(row.fund) },
  { key: "account", title: "科目编码", kind: "text", width: 110, frozen: true, value: (row) => row.account },
  { key: "accountName", title: "科目名称", kind: "text", width: 240, value: (row) => row.accountName },
  { key: "code", title: "分类编码", kind: "text", width: 110, value: (row) => row.code },
  { key: "name", title: "分类名称", kind: "text", width: 300, value: (row) => row.name },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 120,
    value: stateOf,
    render: (row) => <StatusTag tone={row.isChecked ? "good" : "warn"}>{stateOf(row)}</StatusTag>,
  },
];

function stateOf(row: ClassLineView): string {
  return row.isChecked ? "已核对" : "系统建议";
}

/** Which class takes which accounts, and importing the year's. */
export function MappingScreen({ actions }: { actions: ReactNode }) {
  const [year] = useYear();
  const mapping = useRemote<ClassificationView>(path, { year });
  // One mapping serves the province, so only its people import it.
  const isProvince = useUser()?.division.code.endsWith("0000") ?? false;
  const mayImport = useMay("book.open") && isProvince;
  const ready = mapping.state === "ready" ? mapping.value : undefined;
  return (
    <Page
      title="国库报表对应关系"
      fill
      meta={ready === undefined ? null : <Version mapping={ready} />}
      actions={
        <>
          {actions}
          <YearSwitch />
        </>
      }
    >
      {mayImport ? <Import key={year} year={year} /> : null}
      <RemoteView remote={mapping} rows={8}>
        {({ lines }) => (
          <DataTable
            id="classification"
            name={`${year}年会计科目与政府收支分类科目对应关系`}
            columns={columns}
            rows={lines}
            rowKey={(row) => `${row.fund}-${row.account}`}
            empty={{ title: "没有对应关系", next: "导入本年度的对应关系表；没有对应的科目在报表上单独列出。" }}
          />
        )}
      </RemoteView>
    </Page>
  );
}

function Version({ mapping: { fromYear, number, isShipped, lines } }: { mapping: ClassificationView }) {
  const open = lines.filter((line) => !line.isChecked).length;
  return (
    <>
      {`自 ${fromYear} 年起，第 ${number} 版${isShipped ? "（系统自带）" : ""}`}
      {open === 0 ? null : <StatusTag tone="warn">{`${open} 行尚未核对`}</StatusTag>}
    </>
  );
}

/** Every year's classification is issued anew; one file holds it for all funds. */
function Import({ year }: { year: number }) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [from, setFrom] = useState(year);
  return (
    <details className="sf-panel">
      <summary>导入年度对应关系</summary>
      <div className="sf-stack" style={{ marginTop: 8 }}>
        <div className="sf-row">
          <label htmlFor="mapping-from">自哪一年起执行</label>
          <InputNumber
            id="mapping-from"
            min={1999}
            max={2100}
            precision={0}
            value={from}
            onChange={(value) => setFrom(value ?? year)}
          />
          <span className="sf-muted">
            列：险种、科目编码、分类编码、分类名称、状态（已核对）。可先导出下表修改；编码较长的科目优先，一个文件包含全部险种。
          </span>
        </div>
        <TableDrop<ClassificationImported>
          key={from}
          path={path}
          query={{ fromYear: from }}
          what="对应关系"
          onDone={({ fromYear, number, lines }) => {
            refresh(path);
            refresh(statementPath(treasuryId));
            void message.success(`已导入：${fromYear}年起第${number}版，${lines}行`);
          }}
        />
      </div>
    </details>
  );
}
