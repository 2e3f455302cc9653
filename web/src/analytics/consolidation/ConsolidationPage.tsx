import "./Consolidation.css";
import "../../ui/plain.css";
import { DownOutlined } from "@ant-design/icons";
import { Button, Dropdown, Space } from "antd";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import type { LakeRun, LakeRunPage, LakeTableView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useJob } from "../../kernel/jobs";
import { timeText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { EmptyState } from "../../ui/EmptyState";
import { JobCard } from "../../ui/JobCard";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { runState, runsPath, takenText, tookText, triggerText } from "./figures";

/** How fresh the rolled up figures are, what every run did, and a button to bring them up to date. */
export function ConsolidationPage() {
  const [job, setJob] = useState<string>();
  const may = useMay("lake.run");
  const runs = useRemote<LakeRunPage>(runsPath, { limit: 1 });
  return (
    <Page
      title="数据汇总"
      meta="凭证、用款申请、支付逐级汇总：县 → 市 → 省"
      actions={may ? <Start onStarted={setJob} /> : null}
    >
      {job === undefined ? null : <Progress key={job} jobId={job} />}
      <RemoteView remote={runs} rows={4}>
        {(page) => (
          <>
            <Freshness page={page} />
            <Tables tables={page.tables} />
          </>
        )}
      </RemoteView>
      <DataTable
        id="lake-runs"
        name="汇总记录"
        path={runsPath}
        columns={columns}
        rowKey={(run) => run.id}
        maxRows={12}
        empty={{ title: "还没有汇总过", next: "每天夜里自动汇总；也可以点“立即汇总”。" }}
      />
    </Page>
  );
}

function Start({ onStarted }: { onStarted: (job: string) => void }) {
  const { running, run, reset } = useCommand(start);
  const [asking, setAsking] = useState(false);
  const begin = async (full: boolean) => {
    const job = await run(full);
    if (job === undefined) return;
    setAsking(false);
    onStarted(job);
  };
  const busy = running.state === "running";
  const problem = running.state === "refused" ? running.problem : undefined;
  return (
    <>
      {problem !== undefined && !asking ? <ProblemView problem={problem} inline /> : null}
      <Space.Compact>
        <Button type="primary" loading={busy} onClick={() => void begin(false)}>
          立即汇总
        </Button>
        <Dropdown
          trigger={["click"]}
          menu={{ items: [{ key: "full", label: "重新汇总（从头读取）" }], onClick: () => setAsking(true) }}
        >
          <Button type="primary" aria-label="其他汇总方式" icon={<DownOutlined />} />
        </Dropdown>
      </Space.Compact>
      <ConfirmDialog
        open={asking}
        title="重新汇总全部数据？"
        effect="将从头读取全部凭证、用款申请和支付批次，用时较长。期间原有汇总数据照常可用；数据湖文件缺失或损坏时用它修复。"
        confirmText="重新汇总"
        busy={busy}
        problem={problem}
        onConfirm={() => void begin(true)}
        onCancel={() => {
          reset();
          setAsking(false);
        }}
      />
    </>
  );
}

async function start(full: boolean, intent: Intent): Promise<string> {
  const answer = await command<{ jobId: string }>(runsPath, { full }, { intent });
  return answer.kind === "job" ? answer.jobId : answer.value.jobId;
}

/** The job that was started; when it ends, everything read from the lake is read again. */
function Progress({ jobId }: { jobId: string }) {
  const job = useJob(jobId);
  const refresh = useRefresh();
  const state = job.state === "ready" ? job.value.state : undefined;
  useEffect(() => {
    if (state !== undefined && state !== "running") refresh("/api/lake/");
  }, [state, refresh]);
  return <JobCard jobId={jobId} />;
}

function Freshness({ page }: { page: LakeRunPage }) {
  const last = page.items[0];
  return (
    <section className="sf-panel sf-fresh" aria-label="汇总情况">
      <Fact name="数据截至">{page.asOf === undefined ? "尚未汇总" : timeText(page.asOf)}</Fact>
      <Fact name="上次汇总">
        {last === undefined ? (
          "—"
        ) : (
          <span className="sf-row">
            {timeText(last.startedAt)}
            <StatusTag tone={runState(last.state).tone}>{runState(last.state).text}</StatusTag>
          </span>
        )}
      </Fact>
      <Fact name="用时">{tookText(last?.durationMs) || "—"}</Fact>
      <Fact name="下次汇总">{timeText(page.nextRun)}</Fact>
      <Fact name="数据版本">第 {page.version.toLocaleString("zh-CN")} 版</Fact>
      {last?.error === undefined ? null : (
        <p className="sf-fresh-error" role="alert">
          {last.error}
        </p>
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <div className="sf-muted sf-small">{name}</div>
      <div className="sf-fresh-value">{children}</div>
    </div>
  );
}

function Tables({ tables }: { tables: readonly LakeTableView[] }) {
  if (tables.every((table) => table.files === 0)) {
    return (
      <EmptyState title="数据湖中还没有数据" next="有凭证、用款申请或支付后执行一次汇总，这里会列出各表的行数。" />
    );
  }
  return (
    <section className="sf-panel" aria-label="数据湖现有数据">
      <h2>数据湖现有数据</h2>
      <table className="sf-plain sf-fresh-tables">
        <thead>
          <tr>
            <th scope="col">数据表</th>
            <th scope="col">名称</th>
            <th scope="col" className="sf-right">
              行数
            </th>
            <th scope="col" className="sf-right">
              文件数
            </th>
            <th scope="col" className="sf-right">
              大小（KB）
            </th>
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => (
            <tr key={table.table}>
              <td>{table.title}</td>
              <td className="sf-muted">{table.table}</td>
              <td className="sf-right">{table.rows.toLocaleString("zh-CN")}</td>
              <td className="sf-right">{table.files.toLocaleString("zh-CN")}</td>
              <td className="sf-right">{Math.ceil(table.bytes / 1024).toLocaleString("zh-CN")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const columns: readonly Column<LakeRun>[] = [
  { key: "startedAt", title: "开始时间", kind: "time", frozen: true, value: (run) => run.startedAt },
  {
    key: "state",
    title: "结果",
    kind: "text",
    width: 110,
    value: (run) => runState(run.state).text,
    render: (run) => <StatusTag tone={runState(run.state).tone}>{runState(run.state).text}</StatusTag>,
  },
  { key: "rows", title: "取数行数", kind: "count", value: (run) => run.rows },
  { key: "took", title: "用时", kind: "text", width: 110, value: (run) => tookText(run.durationMs) },
  { key: "version", title: "数据版本", kind: "count", value: (run) => run.version },
  { key: "trigger", title: "方式", kind: "text", width: 140, value: triggerText },
  { key: "by", title: "发起人", kind: "text", width: 130, value: (run) => run.by },
  { key: "taken", title: "取数明细", kind: "text", width: 320, value: takenText },
  { key: "error", title: "失败原因", kind: "text", width: 380, value: (run) => run.error },
];
