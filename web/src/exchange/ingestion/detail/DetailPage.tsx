import "./Pipeline.css";
import "../Stages.css";
import "../../../ui/plain.css";
import { DownloadOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useMemo, useRef } from "react";
import { Link, useParams } from "react-router";
import type {
  BatchPart,
  BatchStanding,
  DetailBatch,
  DetailTableLine,
  DetailView,
  TableLine,
} from "../../../api/generated/types";
import { download } from "../../../kernel/api";
import { divisionText } from "../../../kernel/divisions";
import { fen, yuan } from "../../../kernel/money";
import { useParameter } from "../../../kernel/parameter";
import { timeText } from "../../../kernel/period";
import { problemOf } from "../../../kernel/problem";
import { useRefresh, useRemote } from "../../../kernel/remote";
import { useMay } from "../../../kernel/user";
import { Amount } from "../../../ui/Amount";
import { DescriptionList } from "../../../ui/DescriptionList";
import { sizeText } from "../../../ui/FileDrop";
import { Page } from "../../../ui/Page";
import { ReasonButton } from "../../../ui/ReasonButton";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import { reasonMost } from "../../history/history";
import { monthText } from "../BatchesPage";
import { DetailTable } from "./DetailTable";
import { detailAddress, detailPath, tableKey, useDetail } from "./details";
import { Balance, Pipeline } from "./Pipeline";
import { adviceOf, detailStates, mostTroubledFirst } from "./states";

/** One received file of detail data. */
export function DetailPage() {
  const view = useDetail(useParams().id ?? "");
  return (
    <RemoteView remote={view} rows={10}>
      {(found) => <Batch view={found} />}
    </RemoteView>
  );
}

function Batch({ view: { batch, progress, standing } }: { view: DetailView }) {
  const [chosen, choose] = useParameter("table");
  const { tone, text } = detailStates[batch.state];
  const tables = useMemo(() => mostTroubledFirst(batch.tables), [batch.tables]);
  const table = tables.find((one) => tableKey(one.table) === chosen) ?? tables[0];
  const shown = useRef<HTMLDivElement>(null);
  const look = (id: string) => {
    choose(tableKey(id));
    // Behind a long list of tables the answer would be out of sight.
    shown.current?.scrollIntoView({ block: "start" });
  };
  return (
    <Page
      title={batch.fileName}
      meta={
        <>
          <StatusTag tone={tone}>{text}</StatusTag>
          {standing?.by === undefined ? null : <StatusTag tone="warn">不再计入</StatusTag>}
        </>
      }
      actions={
        <>
          {standing === undefined || standing.counting.rows === 0 ? null : (
            <Withdraw batch={batch} standing={standing} />
          )}
          <Files batch={batch} />
        </>
      }
    >
      {batch.state === "refused" ? <Refusal batch={batch} /> : null}
      {standing?.by === undefined ? null : <Replaced by={standing.by} />}
      {batch.state === "waiting" && batch.part !== undefined ? <Waiting part={batch.part} /> : null}
      <section className="sf-panel sf-stack">
        <Pipeline batch={batch} progress={progress} />
        <Balance {...batch} />
      </section>
      {batch.tables.length < 2 ? null : <Tables tables={tables} chosen={table?.table} onChoose={look} />}
      <div ref={shown} className="sf-stack">
        {table === undefined ? null : <DetailTable key={table.table} batch={batch} line={table} />}
      </div>
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
        <b>怎么办：</b>
        {adviceOf(batch.problemCode)}命名和清单的写法见<Link to="/exchange/catalog">数据目录</Link>
        中各表的“如何报送”。
      </p>
      <p className="sf-muted sf-small">
        代码 <code>{batch.problemCode}</code>
      </p>
    </section>
  );
}

/** The server's word for "by a person"; else it is the batch that came instead. */
const byPerson = "withdrawn";

function Replaced({ by }: { by: string }) {
  return (
    <section className="sf-panel" role="status">
      {by === byPerson ? (
        "这个批次已撤回：数据不再计入，原始文件和处理记录保留。"
      ) : (
        <>
          这个批次已由<Link to={detailAddress(by)}>更正批次</Link>替换，数据不再计入。
        </>
      )}
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

/** Takes a batch out of the lake again, after saying what stops counting and what counts again. */
function Withdraw({ batch, standing }: { batch: DetailBatch; standing: BatchStanding }) {
  const may = useMay("history.import");
  const refresh = useRefresh();
  if (!may) return null;
  return (
    <ReasonButton
      text="撤回"
      title="撤回这个批次"
      effect={`撤回后，数据湖、对账和核对不再计入这个批次${batch.part === undefined ? "" : "的各个部分"}；原始文件和处理记录保留，撤回的理由留痕。`}
      path={`/api/history/details/${encodeURIComponent(batch.id)}/withdraw`}
      most={reasonMost}
      placeholder="撤回的理由"
      danger
      onDone={() => refresh("/api/")}
    >
      <DescriptionList
        items={[
          { label: "不再计入", value: <Counted {...standing.counting} /> },
          ...(standing.replaced.rows === 0
            ? []
            : [{ label: "重新计入（被它更正的批次）", value: <Counted {...standing.replaced} /> }]),
        ]}
      />
    </ReasonButton>
  );
}

function Counted({ rows, fen: sum }: { rows: number; fen: number }) {
  return (
    <b>
      {rows.toLocaleString("zh-CN")} 行，{yuan(fen(sum))} 元
    </b>
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

/** The tables of a package; the one that is looked at is marked. Funds have tables of the same name. */
function Tables({ tables, chosen, onChoose }: TablesProps) {
  const catalog = useRemote<TableLine[]>("/api/catalog/tables");
  const sourceOf = (id: string) =>
    catalog.state === "ready" ? catalog.value.find((table) => table.id === id)?.sourceName : undefined;
  return (
    <section className="sf-panel sf-scroll-x">
      <h2>数据表（{tables.length}）</h2>
      <table className="sf-plain">
        <thead>
          <tr>
            <th scope="col">表</th>
            <th scope="col">险种或部门</th>
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
              <td className="sf-muted">{sourceOf(table.table)}</td>
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
