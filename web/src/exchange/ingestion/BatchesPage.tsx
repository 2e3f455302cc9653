import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { IntakeRow, Uploaded } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { parsePeriod, periodText } from "../../kernel/period";
import { useRefresh } from "../../kernel/remote";
import { useMay, useUser } from "../../kernel/user";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { FileDrop } from "../../ui/FileDrop";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { fundFilter } from "../../ui/table/filters";
import { batchesPath, useBatch } from "./batches";
import { intakeStates } from "./states";

/** The periods of lists come as text; one that is none is shown as it is. */
export function monthText(text: string | undefined): string {
  const month = text === undefined ? undefined : parsePeriod(text);
  return month === undefined ? (text ?? "") : periodText(month);
}

const columns: readonly Column<IntakeRow>[] = [
  {
    key: "fileName",
    title: "文件",
    kind: "text",
    width: 240,
    frozen: true,
    value: (row) => row.fileName,
    render: (row) => (
      <Link className="sf-cell-text" to={`/exchange/batches/${row.id}`}>
        {row.fileName}
      </Link>
    ),
  },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 110,
    value: (row) => intakeStates[row.state].text,
    render: (row) => <StatusTag tone={intakeStates[row.state].tone}>{intakeStates[row.state].text}</StatusTag>,
  },
  { key: "agency", title: "报送单位", kind: "text", width: 180, value: (row) => row.agencyName ?? row.agency },
  { key: "division", title: "区划", kind: "text", width: 110, value: (row) => divisionText(row.division) },
  { key: "kind", title: "支出类型", kind: "text", width: 140, value: (row) => row.kindName },
  { key: "fund", title: "险种", kind: "text", width: 130, value: (row) => row.fund && fundText(row.fund) },
  { key: "period", title: "期别", kind: "text", width: 110, value: (row) => monthText(row.period) },
  { key: "received", title: "收到行数", kind: "count", width: 90, value: (row) => row.received?.rows },
  { key: "accepted", title: "接收行数", kind: "count", width: 90, value: (row) => row.accepted?.rows },
  { key: "returned", title: "退回行数", kind: "count", width: 90, value: (row) => row.returned?.rows },
  { key: "total", title: "收到金额", kind: "amount", total: true, value: (row) => row.received?.amount },
  { key: "taken", title: "接收金额", kind: "amount", total: true, value: (row) => row.accepted?.amount },
  { key: "sentBack", title: "退回金额", kind: "amount", total: true, value: (row) => row.returned?.amount },
  { key: "repeats", title: "重复投递", kind: "count", width: 90, hidden: true, value: (row) => row.repeats },
  { key: "problem", title: "拒收原因", kind: "text", width: 320, value: (row) => row.problemText },
  { key: "receivedAt", title: "收到时间", kind: "time", value: (row) => row.receivedAt },
];

const filters = [
  {
    key: "state",
    label: "状态",
    kind: "choice" as const,
    options: Object.entries(intakeStates).map(([value, { text }]) => ({ value, label: text })),
  },
  fundFilter("fund", true),
];

/** Received files: what became of each, and where an agency sends the next one. */
export function BatchesPage() {
  const navigate = useNavigate();
  const user = useUser();
  const refresh = useRefresh();
  const [division] = useDivision();
  const [sent, setSent] = useState<string>();
  const maySend = useMay("intake.submit") && user !== undefined;
  return (
    <Page title="文件接收" fill actions={<DivisionSwitch />} hints={[["enter", "打开"]]}>
      {maySend ? (
        <FileDrop<Uploaded>
          path="/api/intake/uploads"
          accept=".zip"
          hint="按接口规范打包的 ZIP（manifest.json 和明细文件），同一文件重复报送不会重复入账"
          onDone={(_, answer) => {
            if (answer.kind === "done") setSent(answer.value.id);
            refresh(batchesPath);
          }}
        />
      ) : null}
      {sent === undefined ? null : <SentBatch key={sent} id={sent} />}
      <DataTable
        id="intake-batches"
        name="接收批次"
        path={`${batchesPath}?division=${division}`}
        columns={columns}
        rowKey={(row) => row.id}
        filters={filters}
        searchHint="文件名"
        onOpen={(row) => void navigate(`/exchange/batches/${row.id}`)}
        empty={{
          title: "还没有收到文件",
          next: maySend ? "将打好的 ZIP 拖到上方，或投递到本单位的收件目录。" : "经办机构报送后，批次会出现在这里。",
        }}
      />
    </Page>
  );
}

/** What becomes of the file that was just sent, without leaving the list. */
function SentBatch({ id }: { id: string }) {
  const batch = useBatch(id, true);
  return (
    <section className="sf-panel" role="status">
      <RemoteView remote={batch} rows={1}>
        {(view) =>
          view === null ? (
            <span className="sf-muted">文件已送达，正在等待接收……</span>
          ) : (
            <div className="sf-row">
              <b>{view.batch.fileName}</b>
              <StatusTag tone={intakeStates[view.batch.state].tone}>{intakeStates[view.batch.state].text}</StatusTag>
              {view.batch.repeats > 0 ? <span>此文件以前已接收过，本次没有产生新业务。</span> : null}
              <span className="sf-grow">{view.batch.problemText}</span>
              <Link to={`/exchange/batches/${id}`}>查看详情</Link>
            </div>
          )
        }
      </RemoteView>
    </section>
  );
}
