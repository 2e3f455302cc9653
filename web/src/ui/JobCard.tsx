import "./JobCard.css";
import { Button, Progress } from "antd";
import { useState } from "react";
import type { Job, JobState } from "../kernel/jobs";
import { cancelJob, resumeJob, useJob } from "../kernel/jobs";
import { durationText } from "../kernel/period";
import type { Problem } from "../kernel/problem";
import { problemOf } from "../kernel/problem";
import { ProblemView } from "./ProblemView";
import { RemoteView } from "./RemoteView";
import type { Tone } from "./StatusTag";
import { StatusTag } from "./StatusTag";

const states: Record<JobState, { tone: Tone; text: string }> = {
  running: { tone: "active", text: "进行中" },
  done: { tone: "good", text: "已完成" },
  failed: { tone: "bad", text: "已中断" },
  cancelled: { tone: "neutral", text: "已取消" },
};

/** A job followed from the server. It goes on when the page is left. */
export function JobCard({ jobId }: { jobId: string }) {
  const job = useJob(jobId);
  return (
    <RemoteView remote={job} rows={2}>
      {(value) => <JobPanel job={value} onCancel={() => cancelJob(jobId)} onResume={() => resumeJob(jobId)} />}
    </RemoteView>
  );
}

type JobPanelProps = { job: Job; onCancel: () => Promise<void>; onResume: () => Promise<void> };

/** One job's stage, rows, estimate and log, with what can be done about it. */
export function JobPanel({ job, onCancel, onResume }: JobPanelProps) {
  const [problem, setProblem] = useState<Problem>();
  const { tone, text } = states[job.state];
  const act = (work: () => Promise<void>) => {
    setProblem(undefined);
    work().catch((error: unknown) => setProblem(problemOf(error)));
  };
  return (
    <section className="sf-panel sf-job" aria-label={job.title}>
      <div className="sf-row">
        <b>{job.title}</b>
        <StatusTag tone={tone}>{text}</StatusTag>
        <span className="sf-grow" />
        {job.state === "running" ? <Button onClick={() => act(onCancel)}>取消</Button> : null}
        {job.state === "failed" || job.state === "cancelled" ? (
          <Button type="primary" onClick={() => act(onResume)}>
            从中断处继续
          </Button>
        ) : null}
      </div>
      <Progress
        aria-label={`${job.title}的进度`}
        percent={percentOf(job)}
        size="small"
        status={job.state === "failed" ? "exception" : job.state === "running" ? "active" : "normal"}
      />
      <div className="sf-muted" role="status">
        {job.stage}　{rowsText(job)}
        {job.state === "running" && job.estimateSeconds !== undefined
          ? `　预计还需 ${durationText(job.estimateSeconds)}`
          : ""}
      </div>
      {problem ? <ProblemView problem={problem} inline /> : null}
      {job.log.length === 0 ? null : (
        <details>
          <summary>运行记录（{job.log.length} 条）</summary>
          <pre>{job.log.join("\n")}</pre>
        </details>
      )}
    </section>
  );
}

function percentOf(job: Job): number {
  if (job.state === "done") return 100;
  if (job.rowsTotal === undefined || job.rowsTotal === 0) return 0;
  return Math.min(99, Math.floor((job.rowsDone * 100) / job.rowsTotal));
}

function rowsText(job: Job): string {
  const done = job.rowsDone.toLocaleString("zh-CN");
  return job.rowsTotal === undefined ? `已处理 ${done} 行` : `${done} / ${job.rowsTotal.toLocaleString("zh-CN")} 行`;
}
