import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Progress } from "antd";
import { Link, useParams } from "react-router";
import type { FaultCount, IntakeProgress, IntakeRecord, Tally } from "../../api/generated/types";
import { download } from "../../kernel/api";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { timeText } from "../../kernel/period";
import { problemOf } from "../../kernel/problem";
import { useMay } from "../../kernel/user";
import { Amount } from "../../ui/Amount";
import { DescriptionList } from "../../ui/DescriptionList";
import { sizeText } from "../../ui/FileDrop";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { monthText } from "./BatchesPage";
import { batchPath, useBatch } from "./batches";
import { Stages } from "./Stages";
import { adviceOf, intakeStates, stageMarks } from "./states";

/** One received file. */
export function BatchPage() {
  const id = useParams().id ?? "";
  const view = useBatch(id);
  return (
    <RemoteView remote={view} rows={10}>
      {(found) => (found === null ? null : <Batch record={found.batch} progress={found.progress} />)}
    </RemoteView>
  );
}

function Batch({ record, progress }: { record: IntakeRecord; progress: IntakeProgress | undefined }) {
  const { tone, text } = intakeStates[record.state];
  return (
    <Page title={record.fileName} meta={<StatusTag tone={tone}>{text}</StatusTag>} actions={<Files record={record} />}>
      {record.state === "refused" ? <Refusal record={record} /> : null}
      <section className="sf-panel sf-stack">
        <Stages stages={stageMarks(record)} />
        {progress === undefined ? null : <Running progress={progress} rows={declaredRows(record)} />}
        {record.repeats === 0 ? null : <div>同一文件此后又投递了 {record.repeats} 次，均未产生新业务。</div>}
      </section>
      <Tallies record={record} />
      <Faults faults={record.faults ?? []} />
      <section className="sf-panel">
        <Facts record={record} />
      </section>
    </Page>
  );
}

function Refusal({ record }: { record: IntakeRecord }) {
  return (
    <section className="sf-refusal" role="alert">
      <h2>整个文件已拒收</h2>
      <p>{record.problemText}</p>
      <p>
        <b>怎么办：</b>
        {adviceOf(record.problemCode)}
      </p>
      <p className="sf-muted sf-small">
        代码 <code>{record.problemCode}</code>
      </p>
    </section>
  );
}

function Files({ record }: { record: IntakeRecord }) {
  const { message } = App.useApp();
  const save = (what: "rows" | "receipt") =>
    download(`${batchPath(record.id)}/files/${what}`).catch(
      (error: unknown) => void message.error(problemOf(error).detail),
    );
  return (
    <>
      {record.returnFile === undefined ? null : (
        <Button type="primary" icon={<DownloadOutlined />} onClick={() => void save("rows")}>
          下载退回文件
        </Button>
      )}
      {record.receipt === undefined ? null : (
        <Button icon={<DownloadOutlined />} onClick={() => void save("receipt")}>
          下载回执
        </Button>
      )}
    </>
  );
}

function declaredRows(record: IntakeRecord): number {
  return (record.manifest?.files ?? []).reduce((sum, file) => sum + file.rows, 0);
}

function Running({ progress, rows }: { progress: IntakeProgress; rows: number }) {
  const total = progress.rowsTotal > 0 ? progress.rowsTotal : rows;
  const percent = total === 0 ? 0 : Math.min(99, Math.floor((progress.rowsDone * 100) / total));
  return (
    <div>
      <Progress aria-label="校验进度" percent={percent} status="active" size="small" />
      <div className="sf-muted" role="status">
        {progress.stage}　已处理 {progress.rowsDone.toLocaleString("zh-CN")} 行
        {total === 0 ? "" : `，共 ${total.toLocaleString("zh-CN")} 行`}
      </div>
    </div>
  );
}

/** Accepted + returned = received, in rows and money. */
function Tallies({ record }: { record: IntakeRecord }) {
  if (record.received === undefined) return null;
  return (
    <div className="sf-tallies">
      <TallyPanel title="收到" tally={record.received} />
      <TallyPanel title="接收（成为用款申请）" tally={record.accepted} />
      <TallyPanel title="退回（需更正）" tally={record.returned} />
    </div>
  );
}

function TallyPanel({ title, tally }: { title: string; tally: Tally | undefined }) {
  return (
    <div className="sf-panel">
      <div className="sf-muted">{title}</div>
      <div>
        <span>{(tally?.rows ?? 0).toLocaleString("zh-CN")} 行</span>
        <Amount value={tally?.amount} strong />
      </div>
    </div>
  );
}

const faultColumns: readonly Column<FaultCount>[] = [
  { key: "fault", title: "退回原因", kind: "text", width: 620, value: (row) => row.fault },
  { key: "rows", title: "行数", kind: "count", width: 100, sortable: true, value: (row) => row.rows },
  { key: "firstLine", title: "首个行号", kind: "count", width: 110, value: (row) => row.firstLine },
];

function Faults({ faults }: { faults: readonly FaultCount[] }) {
  if (faults.length === 0) return null;
  return (
    <section className="sf-panel sf-stack">
      <h2>退回原因</h2>
      <p className="sf-muted">退回文件中，每行末尾都写明了原因。更正后请用新的批次号只报送退回的行。</p>
      <DataTable
        id="intake-faults"
        name="退回原因"
        rows={faults}
        columns={faultColumns}
        rowKey={(row) => row.fault}
        maxRows={12}
      />
    </section>
  );
}

function senderText(record: IntakeRecord): string {
  return record.agencyName === undefined ? record.agency : `${record.agencyName}（${record.agency}）`;
}

function signatureText(record: IntakeRecord): string {
  if (record.isSignatureVerified) return "SM2 已验证";
  return record.manifest?.signature === undefined ? "未签名" : "有签名，报送单位未登记公钥，未验证";
}

function Facts({ record }: { record: IntakeRecord }) {
  const mayOpen = useMay("request.view");
  const request = typeof record.request === "string" ? record.request : undefined;
  const manifest = record.manifest;
  const items = [
    { label: "报送单位", value: senderText(record) },
    { label: "区划", value: divisionText(record.division) },
    { label: "收到时间", value: timeText(record.receivedAt) },
    { label: "文件大小", value: sizeText(record.size) },
    ...(manifest === undefined
      ? []
      : [
          { label: "批次号", value: manifest.batch },
          { label: "支出类型", value: record.kindName },
          { label: "险种", value: fundText(manifest.fund) },
          { label: "期别", value: monthText(manifest.period) },
          { label: "签名", value: signatureText(record) },
        ]),
    ...(request === undefined
      ? []
      : [
          {
            label: "用款申请",
            value: mayOpen ? (
              <Link to={`/expenditure/requests/${encodeURIComponent(request)}`}>{request}</Link>
            ) : (
              request
            ),
          },
        ]),
    { label: "SM3 摘要", value: <code>{record.sm3}</code>, wide: true },
  ];
  return <DescriptionList items={items} />;
}
