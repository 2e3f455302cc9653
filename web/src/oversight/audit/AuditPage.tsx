import "./Audit.css";
import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Drawer } from "antd";
import { useState } from "react";
import type { AuditView, HeadView, PageOfHeadView } from "../../api/generated/types";
import { download } from "../../kernel/api";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { timeText } from "../../kernel/period";
import { problemOf } from "../../kernel/problem";
import { useRefresh, useRemote } from "../../kernel/remote";
import { DescriptionList } from "../../ui/DescriptionList";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { areaText, isAlarm, records } from "./records";

const auditPath = "/api/audit";

const columns: readonly Column<AuditView>[] = [
  { key: "number", title: "序号", kind: "count", width: 90, frozen: true, value: (row) => row.number },
  { key: "at", title: "时间", kind: "time", frozen: true, value: (row) => row.at },
  { key: "actor", title: "操作人", kind: "text", width: 140, value: (row) => row.actorName },
  { key: "actorId", title: "账号", kind: "text", width: 140, value: (row) => row.actorId },
  { key: "area", title: "业务", kind: "text", width: 110, value: (row) => areaText(row.action) },
  {
    key: "action",
    title: "动作",
    kind: "text",
    width: 170,
    value: (row) => row.action,
    render: (row) => (isAlarm(row.action) ? <StatusTag tone="bad">{row.action}</StatusTag> : <code>{row.action}</code>),
  },
  { key: "detail", title: "内容", kind: "text", width: 420, value: (row) => row.detail },
  { key: "subject", title: "对象", kind: "text", width: 260, value: (row) => row.subject },
  {
    key: "fund",
    title: "险种",
    kind: "text",
    width: 130,
    hidden: true,
    value: (row) => row.fund && fundText(row.fund),
  },
  { key: "from", title: "来源地址", kind: "text", width: 130, value: (row) => row.from },
  { key: "requestId", title: "请求编号", kind: "text", width: 280, hidden: true, value: (row) => row.requestId },
  { key: "digest", title: "SM3 链值", kind: "text", width: 300, hidden: true, value: (row) => row.digest },
];

const filters = [
  { key: "dates", label: "日期", kind: "dates" as const },
  { key: "actor", label: "账号", kind: "text" as const, placeholder: "账号，例如 clerk" },
  { key: "action", label: "动作", kind: "text" as const, placeholder: "动作或其开头，例如 payment." },
  { key: "subject", label: "对象", kind: "text" as const, placeholder: "申请、凭证账套等的编号" },
];

/** The sealed records of one division, their chain, and how to check it. */
export function AuditPage() {
  const [division] = useDivision();
  const [open, setOpen] = useState<AuditView>();
  return (
    <Page
      title="审计"
      fill
      hints={[["enter", "详情"]]}
      actions={
        <>
          <DivisionSwitch />
          <ExportButton division={division} />
        </>
      }
    >
      <Head division={division} />
      <DataTable
        id="audit-records"
        name={`审计记录（${divisionText(division)}）`}
        path={`${auditPath}/records?division=${division}`}
        adapter={records}
        columns={columns}
        rowKey={(row) => String(row.number)}
        filters={filters}
        onOpen={setOpen}
        empty={{ title: "没有审计记录", next: "每项操作在提交的同时留下记录，数秒内封入审计链。" }}
      />
      <Drawer open={open !== undefined} onClose={() => setOpen(undefined)} title="审计记录" size="large">
        {open === undefined ? null : <Record record={open} />}
      </Drawer>
    </Page>
  );
}

function ExportButton({ division }: { division: string }) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await download(`${auditPath}/export?division=${division}`);
      // The export itself leaves a record.
      refresh(auditPath);
    } catch (error) {
      void message.error(problemOf(error).detail);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void save()}>
      导出审计链
    </Button>
  );
}

function Head({ division }: { division: string }) {
  const heads = useRemote<PageOfHeadView>(`${auditPath}/heads`, { division });
  return (
    <RemoteView remote={heads} rows={1}>
      {({ items }) => {
        const head = items.find((one) => one.division === division);
        return head === undefined ? (
          <EmptyState title="这个区划还没有审计链" next="有第一条记录后自动建立。" />
        ) : (
          <section className="sf-panel">
            <div className="sf-row">
              <StatusTag tone="good">{`链长 ${head.count.toLocaleString("zh-CN")} 条`}</StatusTag>
              <span className="sf-muted">链头签名于 {timeText(head.signedAt)}</span>
              <span className="sf-grow" />
              {items.length > 1 ? <span className="sf-muted">本区划及下级共 {items.length} 条链</span> : null}
            </div>
            <Verify head={head} />
          </section>
        );
      }}
    </RemoteView>
  );
}

function Verify({ head }: { head: HeadView }) {
  return (
    <details>
      <summary>怎样核验</summary>
      <div className="sf-stack" style={{ marginTop: 8 }}>
        <p>
          导出审计链，在任意一台机器上运行下面的命令。它重算每条记录的 SM3 链值并核对链头的 SM2
          签名，指出第一条被改动、缺失或乱序的记录。公钥请用在系统之外公布的那一份。
        </p>
        <pre className="sf-audit-command">
          {`socialfund verify 审计链-${head.division}-${head.count}.ndjson --public-key ${head.publicKey}`}
        </pre>
        <DescriptionList
          items={[
            { label: "末条链值（SM3）", value: <code className="sf-audit-code">{head.digest}</code>, wide: true },
            { label: "公钥（SM2）", value: <code className="sf-audit-code">{head.publicKey}</code>, wide: true },
            { label: "签名", value: <code className="sf-audit-code">{head.signature}</code>, wide: true },
          ]}
        />
      </div>
    </details>
  );
}

function Record({ record }: { record: AuditView }) {
  return (
    <DescriptionList
      items={[
        { label: "序号", value: record.number.toLocaleString("zh-CN") },
        { label: "时间", value: timeText(record.at) },
        { label: "操作人", value: `${record.actorName}（${record.actorId}）` },
        { label: "来源地址", value: record.from },
        { label: "动作", value: <code>{record.action}</code> },
        { label: "区划", value: divisionText(record.division) },
        { label: "险种", value: record.fund === undefined ? "—" : fundText(record.fund) },
        { label: "内容", value: record.detail, wide: true },
        { label: "对象", value: `${record.container} / ${record.subject}，第 ${record.sourceNumber} 条`, wide: true },
        { label: "请求编号", value: <code>{record.requestId}</code>, wide: true },
        { label: "SM3 链值", value: <code className="sf-audit-code">{record.digest}</code>, wide: true },
      ]}
    />
  );
}
