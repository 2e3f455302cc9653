import { useEffect } from "react";
import { Link, useNavigate } from "react-router";
import type { DetailBatchRow, RowsAndFen, Uploaded } from "../../../api/generated/types";
import { divisionText } from "../../../kernel/divisions";
import type { Fen } from "../../../kernel/money";
import { fen } from "../../../kernel/money";
import { useParameter } from "../../../kernel/parameter";
import { useRefresh } from "../../../kernel/remote";
import { useMay, useUser } from "../../../kernel/user";
import { DivisionSwitch, useDivision } from "../../../ui/DivisionSelect";
import { FileDrop } from "../../../ui/FileDrop";
import { Page } from "../../../ui/Page";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import type { Column } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import type { Filter } from "../../../ui/table/filters";
import { monthText } from "../BatchesPage";
import { intakeStates } from "../states";
import type { Sent } from "./details";
import { detailAddress, detailsPath, useSent } from "./details";
import { detailStates } from "./states";

function money(part: RowsAndFen | undefined): Fen | undefined {
  return part && fen(part.fen);
}

/** A part that waits says what for. */
function stateText({ state, part }: DetailBatchRow): string {
  return state === "waiting" && part !== undefined ? `缺第 ${part.missing.join("、")} 部分` : detailStates[state].text;
}

const columns: readonly Column<DetailBatchRow>[] = [
  {
    key: "fileName",
    title: "文件",
    kind: "text",
    width: 302,
    frozen: true,
    value: (row) => row.fileName,
    render: (row) => (
      <Link className="sf-cell-text" title={row.fileName} to={detailAddress(row.id)}>
        {row.fileName}
      </Link>
    ),
  },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 118,
    value: stateText,
    render: (row) => <StatusTag tone={detailStates[row.state].tone}>{stateText(row)}</StatusTag>,
  },
  { key: "period", title: "期别", kind: "text", width: 98, value: (row) => monthText(row.period) },
  { key: "received", title: "收到行数", kind: "count", width: 90, value: (row) => row.received?.rows },
  { key: "accepted", title: "入库", kind: "count", width: 80, value: (row) => row.accepted?.rows },
  { key: "returned", title: "退回", kind: "count", width: 70, value: (row) => row.returned?.rows },
  { key: "duplicate", title: "重复", kind: "count", width: 70, value: (row) => row.duplicate?.rows },
  { key: "taken", title: "入库金额", kind: "amount", width: 128, total: true, value: (row) => money(row.accepted) },
  { key: "problem", title: "说明", kind: "text", width: 320, value: (row) => row.problemText ?? row.part?.text },
  { key: "sender", title: "报送单位", kind: "text", width: 180, value: (row) => row.senderName ?? row.sender },
  { key: "division", title: "区划", kind: "text", width: 100, value: (row) => divisionText(row.division) },
  { key: "receivedAt", title: "收到时间", kind: "time", value: (row) => row.receivedAt },
  { key: "total", title: "收到金额", kind: "amount", width: 128, total: true, value: (row) => money(row.received) },
  { key: "sentBack", title: "退回金额", kind: "amount", width: 118, total: true, value: (row) => money(row.returned) },
  {
    key: "doubled",
    title: "重复金额",
    kind: "amount",
    total: true,
    hidden: true,
    value: (row) => money(row.duplicate),
  },
  { key: "number", title: "批次号", kind: "text", width: 160, hidden: true, value: (row) => row.number },
  { key: "repeats", title: "重复投递", kind: "count", width: 90, hidden: true, value: (row) => row.repeats },
];

const filters: readonly Filter[] = [
  {
    key: "state",
    label: "状态",
    kind: "choice",
    options: Object.entries(detailStates).map(([value, { text }]) => ({ value, label: text })),
  },
  { key: "period", label: "期别", kind: "period" },
  { key: "sender", label: "报送单位编号", kind: "text", placeholder: "例如 630100SB" },
];

/** Received detail data: what became of each file, and where an agency sends the next one. */
export function DetailsPage() {
  const navigate = useNavigate();
  const user = useUser();
  const refresh = useRefresh();
  const [division] = useDivision();
  const [sent, setSent] = useParameter("sent");
  const maySend = useMay("intake.submit") && user !== undefined;
  return (
    <Page title="明细接收" fill actions={<DivisionSwitch />} hints={[["enter", "打开"]]}>
      {maySend ? (
        <FileDrop<Uploaded>
          path="/api/intake/uploads"
          accept=".zip,.txt,.csv,.xml,.xlsx"
          hint="TXT、CSV、XML、XLSX，或打包的 ZIP。文件名如：职工养老个人缴费明细_202610_630102.txt"
          onDone={(_, answer) => {
            if (answer.kind === "done") setSent(answer.value.id);
            refresh(detailsPath);
          }}
        />
      ) : null}
      {sent === undefined ? null : <SentFile key={sent} id={sent} />}
      <DataTable
        id="detail-batches"
        name="明细批次"
        path={`${detailsPath}?division=${division}`}
        columns={columns}
        rowKey={(row) => row.id}
        filters={filters}
        searchHint="文件名"
        onOpen={(row) => void navigate(detailAddress(row.id))}
        empty={{
          title: "还没有收到明细数据",
          next: maySend ? "将数据文件拖到上方；格式见“数据目录”。" : "经办机构、税务报送后，批次会出现在这里。",
        }}
      />
    </Page>
  );
}

/** What becomes of the file that was just sent, without leaving the list. */
function SentFile({ id }: { id: string }) {
  const sent = useSent(id);
  const refresh = useRefresh();
  const isFinished = sent.state === "ready" && sent.value.kind === "detail" && sent.value.view.batch.isFinished;
  useEffect(() => {
    if (!isFinished) return;
    // The list follows the batch by a message; it is asked again a moment later.
    const timer = window.setTimeout(() => refresh(detailsPath), listLag_ms);
    return () => window.clearTimeout(timer);
  }, [isFinished, refresh]);
  return (
    <section className="sf-panel" role="status" aria-label="刚才报送的文件">
      <RemoteView remote={sent} rows={1}>
        {(found) => <SentState id={id} sent={found} />}
      </RemoteView>
    </section>
  );
}

const listLag_ms = 1_500;

function SentState({ id, sent }: { id: string; sent: Sent }) {
  if (sent.kind === "waiting") return <span className="sf-muted">文件已送达，正在等待接收……</span>;
  if (sent.kind === "payment") {
    const { tone, text } = intakeStates[sent.view.batch.state];
    return (
      <div className="sf-row">
        <b>{sent.view.batch.fileName}</b>
        <StatusTag tone={tone}>{text}</StatusTag>
        <span className="sf-grow">这是用款申请文件，已转入“文件接收”。</span>
        <Link to={`/exchange/batches/${id}`}>查看详情</Link>
      </div>
    );
  }
  const { batch, progress } = sent.view;
  const { tone, text } = detailStates[batch.state];
  return (
    <div className="sf-row">
      <b>{batch.fileName}</b>
      <StatusTag tone={tone}>{text}</StatusTag>
      <span className="sf-grow">
        {batch.problemText ??
          batch.part?.text ??
          (progress === undefined ? outcome(batch) : `已检查 ${count(progress.rowsDone)} 行`)}
      </span>
      <Link to={detailAddress(id)}>查看详情</Link>
    </div>
  );
}

function outcome({ received, accepted, returned, duplicate }: Outcome): string {
  if (received === undefined) return "";
  return `收到 ${count(received.rows)} 行 = 入库 ${count(accepted?.rows)} + 退回 ${count(returned?.rows)} + 重复 ${count(duplicate?.rows)}`;
}

type Outcome = Pick<DetailBatchRow, "received" | "accepted" | "returned" | "duplicate">;

function count(rows: number | undefined): string {
  return (rows ?? 0).toLocaleString("zh-CN");
}
