import "./Sharing.css";
import { Button } from "antd";
import { useCallback, useEffect, useState } from "react";
import type { Publications, PublicationView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useJob } from "../../kernel/jobs";
import { timeText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { JobCard } from "../../ui/JobCard";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { sharingPath } from "./consumers";

const path = `${sharingPath}/publications`;

/** The files of the intermediate store (政务云中间库): what lies there, and publishing now. */
export function PublicationsTab() {
  const publications = useRemote<Publications>(path);
  const mayPublish = useMay("sharing.publish");
  const [job, setJob] = useState<string>();
  const send = useCallback((_: null, intent: Intent) => command<never>(path, {}, { intent }), []);
  const { running, run } = useCommand(send);
  const publish = async () => {
    const answer = await run(null);
    if (answer?.kind === "job") setJob(answer.jobId);
  };
  return (
    <div className="sf-stack">
      <p className="sf-muted">
        同样的主题每晚以 CSV 和 Parquet 文件发布到政务云中间库，不含敏感字段；内容没有变化的文件不重写。取数方先读
        manifest.json，再按其中的文件名取文件并核对摘要。
      </p>
      <RemoteView remote={publications} rows={8}>
        {({ last, items }) => (
          <>
            <div className="sf-row">
              <span className="sf-grow" role="status">
                {last === undefined
                  ? "还没有发布过。"
                  : `上次发布：${timeText(last.at)}，核对 ${last.editions} 份，更新 ${last.written} 份。`}
              </span>
              {mayPublish ? (
                <Button type="primary" loading={running.state === "running"} onClick={() => void publish()}>
                  立即发布
                </Button>
              ) : null}
            </div>
            {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
            {job === undefined ? null : <Publishing job={job} />}
            <Files items={items} />
          </>
        )}
      </RemoteView>
    </div>
  );
}

/** The job under way; once it ends, the list is read again. */
function Publishing({ job }: { job: string }) {
  const refresh = useRefresh();
  const now = useJob(job);
  const state = now.state === "ready" ? now.value.state : "running";
  useEffect(() => {
    if (state !== "running") refresh(path);
  }, [state, refresh]);
  return <JobCard jobId={job} />;
}

function Files({ items }: { items: readonly PublicationView[] }) {
  return (
    <table className="sf-shared-columns" aria-label="已发布的文件">
      <thead>
        <tr>
          <th scope="col">主题</th>
          <th scope="col">文件夹</th>
          <th scope="col">版本</th>
          <th scope="col">年度</th>
          <th scope="col">行数</th>
          <th scope="col">发布时间</th>
          <th scope="col">CSV 摘要（SHA-256）</th>
        </tr>
      </thead>
      <tbody>{items.flatMap((item) => rowsOf(item))}</tbody>
    </table>
  );
}

function rowsOf({ subject, name, folder, manifest }: PublicationView) {
  const files = manifest?.files ?? [];
  const head = (rows: number) => (
    <>
      <td rowSpan={rows}>{name}</td>
      <td rowSpan={rows}>
        <code>{folder}</code>
      </td>
      <td rowSpan={rows} className="sf-number">
        {manifest?.version ?? "—"}
      </td>
    </>
  );
  if (files.length === 0) {
    return [
      <tr key={subject}>
        {head(1)}
        <td colSpan={4} className="sf-muted">
          尚未发布
        </td>
      </tr>,
    ];
  }
  return files.map((file, at) => (
    <tr key={`${subject} ${file.of}`}>
      {at === 0 ? head(files.length) : null}
      <td>{file.of === "current" ? "现状" : file.of}</td>
      <td className="sf-number">{file.rows.toLocaleString("zh-CN")}</td>
      <td>{timeText(file.publishedAt)}</td>
      <td>
        <code title={file.csv.sha256}>{file.csv.sha256.slice(0, 16)}…</code>
      </td>
    </tr>
  ));
}
