import { Drawer } from "antd";
import { useState } from "react";
import type { Job, PageOfScheduleView, ScheduleView } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { durationText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { JobCard } from "../../ui/JobCard";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { jobState, lastRun, runSeconds } from "./states";

const jobsPath = "/api/jobs";

const columns: readonly Column<Job>[] = [
  { key: "title", title: "任务", kind: "text", width: 260, frozen: true, value: (row) => row.title },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 110,
    value: (row) => jobState(row.state).text,
    render: (row) => <StatusTag tone={jobState(row.state).tone}>{jobState(row.state).text}</StatusTag>,
  },
  { key: "stage", title: "阶段", kind: "text", width: 180, value: (row) => row.stage },
  { key: "rowsDone", title: "已处理行", kind: "count", value: (row) => row.rowsDone },
  { key: "rowsTotal", title: "总行数", kind: "count", value: (row) => row.rowsTotal },
  { key: "division", title: "区划", kind: "text", width: 110, value: (row) => divisionText(row.division) },
  { key: "owner", title: "发起人", kind: "text", width: 130, value: (row) => row.ownerName },
  { key: "startedAt", title: "开始时间", kind: "time", value: (row) => row.startedAt },
  { key: "updatedAt", title: "更新时间", kind: "time", value: (row) => row.updatedAt },
  { key: "error", title: "中断原因", kind: "text", width: 300, value: (row) => row.error },
];

/** Long work, and what the clock starts. */
export function JobsPage() {
  const [division] = useDivision();
  const refresh = useRefresh();
  const [open, setOpen] = useState<string>();
  const mayWatch = useMay("job.view");
  const close = () => {
    setOpen(undefined);
    refresh(jobsPath);
  };
  return (
    <Page title="任务" actions={<DivisionSwitch />} hints={[["enter", "进度和运行记录"]]}>
      <DataTable
        id="jobs"
        name="任务"
        path={`${jobsPath}?division=${division}`}
        columns={columns}
        rowKey={(row) => row.id}
        onOpen={(row) => setOpen(row.id)}
        maxRows={12}
        empty={{ title: "没有任务", next: "汇总、导出等较长的工作会在这里显示进度，离开页面也会继续。" }}
      />
      {mayWatch ? <Schedules /> : null}
      <Drawer open={open !== undefined} onClose={close} title="任务进度" size="large" destroyOnHidden>
        {open === undefined ? null : <JobCard jobId={open} />}
      </Drawer>
    </Page>
  );
}

const scheduleColumns: readonly Column<ScheduleView>[] = [
  { key: "title", title: "定时任务", kind: "text", width: 240, frozen: true, value: (row) => row.title },
  { key: "cron", title: "时间表（分 时 日 月 周）", kind: "text", width: 190, value: (row) => row.cron },
  { key: "next", title: "下次运行", kind: "time", value: (row) => row.next },
  {
    key: "last",
    title: "上次结果",
    kind: "text",
    width: 110,
    value: (row) => lastRun(row).text,
    render: (row) => <StatusTag tone={lastRun(row).tone}>{lastRun(row).text}</StatusTag>,
  },
  { key: "lastStart", title: "上次开始", kind: "time", value: (row) => row.lastStart },
  {
    key: "took",
    title: "用时",
    kind: "text",
    width: 110,
    value: (row) => {
      const seconds = runSeconds(row);
      return seconds === undefined ? "" : durationText(seconds);
    },
  },
  { key: "lastResult", title: "说明", kind: "text", width: 360, value: (row) => row.lastResult },
];

function Schedules() {
  const schedules = useRemote<PageOfScheduleView>(`${jobsPath}/schedules`);
  return (
    <RemoteView remote={schedules} rows={3}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title="没有定时任务" next="汇总、催办等定时工作启用后，会列出时间表和上次结果。" />
        ) : (
          <DataTable
            id="schedules"
            name="定时任务"
            rows={items}
            columns={scheduleColumns}
            rowKey={(row) => row.name}
            maxRows={12}
          />
        )
      }
    </RemoteView>
  );
}
