import { Typography } from "antd";
import type { CatalogTable, TableLine } from "../../api/generated/types";
import { periodAt, plusMonths } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import { useUser } from "../../kernel/user";
import { RemoteView } from "../../ui/RemoteView";
import { catalogPath, fileTitle, manifestExample } from "./catalog";

/** How a sender makes a file of this table, with examples to copy. */
export function Sending({ table }: { table: CatalogTable }) {
  const tables = useRemote<TableLine[]>(catalogPath);
  return (
    <RemoteView remote={tables} rows={6}>
      {(lines) => <Steps table={table} tables={lines} />}
    </RemoteView>
  );
}

function Steps({ table, tables }: { table: CatalogTable; tables: readonly TableLine[] }) {
  const division = useUser()?.division.code ?? "630102";
  const period = plusMonths(periodAt(new Date()), -1);
  const fileName = `${fileTitle(table, tables)}_${period}_${division}.txt`;
  const heading = table.fields
    .filter((field) => field.required || field.id === table.total)
    .map((field) => field.name)
    .join("|");
  return (
    <ol className="sf-sending">
      <li>
        <h3>按名称报送一个文件</h3>
        <p>
          文件名写明表、期别、区划。TXT、CSV、XML、XLSX 均可；同月同区划的几个文件可打成一个 ZIP，文件名后加 _1、_2。
        </p>
        <Sample text={fileName} what="文件名" />
      </li>
      <li>
        <h3>第一行是标题</h3>
        <p>
          写字段名或数据元代码，次序不限，可以少列，但必填字段要有。分隔符用 | 或逗号、制表符；编码用 GB18030 或
          UTF-8，系统自动识别。
        </p>
        <Sample text={heading} what="标题行" />
      </li>
      <li>
        <h3>或者带清单报送（ZIP）</h3>
        <p>
          在 ZIP 中放 manifest.json，可声明行数、控制总额（单位：分）和 SM3，系统逐项核对；更正以前的批次时加
          "replaces": "原批次号"。太大的批次可分成几个 ZIP：各 ZIP 清单的 batch 相同，另加 "part": 1, "parts": 3
          （第几部分、共几部分，至多 16 部分），先后次序不限，齐全后一并入库。
        </p>
        <Sample
          text={manifestExample(table, fileName, { sender: "630100SB", division, period })}
          what="manifest.json"
        />
      </li>
      <li>
        <h3>送到哪里</h3>
        <p>
          在“明细接收”页拖入文件，或投递到本单位的收件目录。内容相同的文件重复报送不会重复入库；退回的行下载更正后，原样再报即可。
        </p>
      </li>
    </ol>
  );
}

function Sample({ text, what }: { text: string; what: string }) {
  return (
    <div className="sf-sample">
      <pre>{text}</pre>
      <Typography.Text copyable={{ text, tooltips: [`复制${what}`, "已复制"] }} />
    </div>
  );
}
