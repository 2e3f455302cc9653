import "./Pipeline.css";
import "../Stages.css";
import "../../../ui/plain.css";
import { DownloadOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { Link, useParams } from "react-router";
import type { BatchPart, DetailBatch, DetailTableLine, DetailView } from "../../../api/generated/types";
import { download } from "../../../kernel/api";
import { divisionText } from "../../../kernel/divisions";
import { fen } from "../../../kernel/money";
import { useParameter } from "../../../kernel/parameter";
import { timeText } from "../../../kernel/period";
import { problemOf } from "../../../kernel/problem";
import { Amount } from "../../../ui/Amount";
import { DescriptionList } from "../../../ui/DescriptionList";
import { sizeText } from "../../../ui/FileDrop";
import { Page } from "../../../ui/Page";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import { monthText } from "../BatchesPage";
import { DetailTable } from "./DetailTable";
import { detailPath, tableKey, useDetail } from "./details";
import { Balance, Pipeline } from "./Pipeline";
import { detailStates } from "./states";

/** One received file of detail data. */
export function DetailPage() {
  const view = useDetail(useParams().id ?? "");
  return (
    <RemoteView remote={view} rows={10}>
      {(found) => <Batch view={found} />}
    </RemoteView>
  );
}

function Batch({ view: { batch, progress } }: { view: DetailView }) {
  const [chosen, choose] = useParameter("table");
  const { tone, text } = detailStates[batch.state];
  const table = batch.tables.find((one) => tableKey(one.table) === chosen) ?? batch.tables[0];
  return (
    <Page title={batch.fileName} meta={<StatusTag tone={tone}>{text}</StatusTag>} actions={<Files batch={batch} />}>
      {batch.state === "refused" ? <Refusal batch={batch} /> : null}
      {batch.state === "waiting" && batch.part !== undefined ? <Waiting part={batch.part} /> : null}
      <section className="sf-panel sf-stack">
        <Pipeline batch={batch} progress={progress} />
        <Balance {...batch} />
      </section>
      {batch.tables.length < 2 ? null : (
        <Tables tables={batch.tables} chosen={table?.table} onChoose={(id) => choose(tableKey(id))} />
      )}
      {table === undefined ? null : <DetailTable key={table.table} batch={batch} line={table} />}
      <section className="sf-panel">
        <Facts batch={batch} />
      </section>
    </Page>
  );
}

function Refusal({ batch }: { batch: DetailBatch }) {
  return (
    <section className="sf-refusal" role="alert">
      <h2>整个文件已拒收，没有数据入库</h2>
      <p>{batch.problemText}</p>
      <p>
        <b>怎么办：</b>按上面的原因更正后重新报送；命名和清单的写法见<Link to="/exchange/catalog">数据目录</Link>
        中各表的“如何报送”。
      </p>
      <p className="sf-muted sf-small">
        代码 <code>{batch.problemCode}</code>
      </p>
    </section>
  );
}

/** A part of a batch that has not come whole. */
function Waiting({ part }: { part: BatchPart }) {
  return (
    <section className="sf-panel" role="status">
      <h2>已检查，等待第 {part.missing.join("、")} 部分</h2>
      <p>
        本文件是第 {part.number} 部分，共 {part.of} 部分。各部分齐全后一并入库，先后次序不限；下面是本部分检查的结果。
      </p>
    </section>
  );
}

function Files({ batch }: { batch: DetailBatch }) {
  const { message } = App.useApp();
  const save = (what: "rows" | "receipt") =>
    download(`${detailPath(batch.id)}/files/${what}`).catch(
      (error: unknown) => void message.error(problemOf(error).detail),
    );
  return (
    <>
      {batch.returnFile === undefined ? null : (
        <Button type="primary" icon={<DownloadOutlined />} onClick={() => void save("rows")}>
          下载退回行
        </Button>
      )}
      {batch.receipt === undefined ? null : (
        <Button icon={<DownloadOutlined />} onClick={() => void save("receipt")}>
          下载回执
        </Button>
      )}
    </>
  );
}

type TablesProps = { tables: readonly DetailTableLine[]; chosen: string | undefined; onChoose: (id: string) => void };

/** The tables of a package; the one that is looked at is marked. */
function Tables({ tables, chosen, onChoose }: TablesProps) {
  return (
    <section className="sf-panel sf-scroll-x">
      <h2>数据表（{tables.length}）</h2>
      <table className="sf-plain">
        <thead>
          <tr>
            <th scope="col">表</th>
            {["收到", "入库", "退回", "重复", "提示"].map((title) => (
              <th key={title} scope="col" className="sf-right">
                {title}
              </th>
            ))}
            <th scope="col" className="sf-right">
              入库金额
            </th>
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => (
            <tr key={table.table} aria-current={table.table === chosen ? "true" : undefined}>
              <td>
                <button type="button" className="sf-linklike" onClick={() => onChoose(table.table)}>
                  {table.name}
                </button>
              </td>
              {[table.received.rows, table.accepted.rows, table.returned.rows, table.duplicate.rows, table.noted].map(
                (rows, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: five fixed columns
                  <td key={at} className="sf-right">
                    {rows.toLocaleString("zh-CN")}
                  </td>
                ),
              )}
              <td className="sf-right">
                <Amount value={fen(table.accepted.fen)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Facts({ batch }: { batch: DetailBatch }) {
  const items = [
    {
      label: "报送单位",
      value: batch.senderName === undefined ? batch.sender : `${batch.senderName}（${batch.sender}）`,
    },
    { label: "区划", value: divisionText(batch.division) },
    ...(typeof batch.period === "string" ? [{ label: "期别", value: monthText(batch.period) }] : []),
    ...(batch.number === undefined ? [] : [{ label: "批次号", value: batch.number }]),
    ...(batch.part === undefined ? [] : [{ label: "分部分报送", value: batch.part.text }]),
    ...(batch.replaces === undefined ? [] : [{ label: "更正批次", value: batch.replaces }]),
    ...(batch.mappings === undefined
      ? []
      : [
          {
            label: "经映射",
            value: batch.mappings.map((use) => `${use.name} 第 ${use.version} 版`).join("、"),
          },
        ]),
    { label: "收到时间", value: timeText(batch.receivedAt) },
    { label: "文件大小", value: sizeText(batch.size) },
    ...(batch.repeats === 0 ? [] : [{ label: "重复投递", value: `${batch.repeats} 次，均未重复处理` }]),
    { label: "SM3 摘要", value: <code className="sf-digest">{batch.sm3}</code>, wide: true },
  ];
  return <DescriptionList items={items} />;
}
