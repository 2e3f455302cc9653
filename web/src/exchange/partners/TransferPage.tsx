import { DownloadOutlined, RedoOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useCallback, useState } from "react";
import { useParams } from "react-router";
import type { TransferEvent, TransferRow, TransferView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command, download } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { divisionText } from "../../kernel/divisions";
import { timeText } from "../../kernel/period";
import { problemOf } from "../../kernel/problem";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { DescriptionList } from "../../ui/DescriptionList";
import { sizeText } from "../../ui/FileDrop";
import { Page } from "../../ui/Page";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { TimelineStep } from "../../ui/Timeline";
import { Timeline } from "../../ui/Timeline";
import { channels, partnersPath, periodWords, transferStates } from "./words";

/** One transfer: what it is, what happened, its receipt. */
export function TransferPage() {
  const id = useParams().id ?? "";
  const view = useRemote<TransferView>(`${partnersPath}/transfers/${encodeURIComponent(id)}`);
  return (
    <RemoteView remote={view} rows={10}>
      {(found) => <Shown view={found} />}
    </RemoteView>
  );
}

function Shown({ view }: { view: TransferView }) {
  const { row } = view;
  const { tone, text } = transferStates[row.state];
  return (
    <Page title={row.name} meta={<StatusTag tone={tone}>{text}</StatusTag>} actions={<Actions view={view} />}>
      {row.reason === undefined ? null : (
        <section className="sf-panel sf-stack" role={row.state === "dead" ? "alert" : undefined}>
          <h2>{row.state === "retrying" ? "正在自动重试" : "原因"}</h2>
          <p>{row.reason}</p>
          {row.nextAt === undefined ? null : <p className="sf-muted">下次重试：{timeText(row.nextAt)}</p>}
          {view.reasonCode === undefined ? null : (
            <p className="sf-muted sf-small">
              代码 <code>{view.reasonCode}</code>
            </p>
          )}
        </section>
      )}
      <section className="sf-panel">
        <Facts row={row} operation={view.operation} />
      </section>
      <section className="sf-panel sf-stack">
        <h2>经过</h2>
        <Timeline steps={view.events.map(stepOf)} />
      </section>
    </Page>
  );
}

function stepOf(moment: TransferEvent): TimelineStep {
  return {
    step: moment.what,
    at: moment.at,
    ...(moment.who === undefined ? {} : { who: moment.who }),
    ...(moment.code === undefined ? {} : { result: { tone: "bad" as const, text: moment.code } }),
  };
}

function Actions({ view }: { view: TransferView }) {
  const { message } = App.useApp();
  const mayReplay = useMay("setting.change");
  const maySee = useMay("intake.view");
  const [asks, setAsks] = useState(false);
  const save = (what: "receipt" | "content") =>
    download(`${partnersPath}/transfers/${encodeURIComponent(view.row.id)}/files/${what}`).catch(
      (error: unknown) => void message.error(problemOf(error).detail),
    );
  return (
    <>
      {view.row.state === "dead" && mayReplay ? (
        <Button type="primary" icon={<RedoOutlined />} onClick={() => setAsks(true)}>
          重发
        </Button>
      ) : null}
      {view.hasReceipt ? (
        <Button icon={<DownloadOutlined />} onClick={() => void save("receipt")}>
          下载回执
        </Button>
      ) : null}
      {view.hasContent && maySee ? (
        <Button icon={<DownloadOutlined />} onClick={() => void save("content")}>
          下载内容
        </Button>
      ) : null}
      {asks ? <Replay row={view.row} onClose={() => setAsks(false)} /> : null}
    </>
  );
}

function Replay({ row, onClose }: { row: TransferRow; onClose: () => void }) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const send = useCallback(
    (reason: string, intent: Intent) => {
      const path = `${partnersPath}/transfers/${encodeURIComponent(row.id)}/replay`;
      return command<TransferRow>(path, { division: row.division, reason }, { intent });
    },
    [row],
  );
  const { running, run } = useCommand(send);
  const replay = async (reason: string) => {
    if ((await run(reason)) === undefined) return;
    void message.success("已重新排队发送");
    refresh(partnersPath);
    onClose();
  };
  return (
    <ReasonDialog
      open
      title="重发死信"
      effect={`将“${row.name}”重新发往${row.partnerName}，失败时从头重试。`}
      placeholder="请写明已处理了什么，例如：对方服务已恢复"
      confirmText="重发"
      busy={running.state === "running"}
      problem={running.state === "refused" ? running.problem : undefined}
      onConfirm={(reason) => void replay(reason)}
      onCancel={onClose}
    />
  );
}

function Facts({ row, operation }: { row: TransferRow; operation: string | undefined }) {
  const items = [
    { label: "交换单位", value: row.partnerName },
    { label: "方向", value: row.direction === "in" ? "接收" : "发送" },
    { label: "通道", value: channels[row.channel] },
    { label: "区划", value: divisionText(row.division) },
    { label: "开始时间", value: timeText(row.at) },
    { label: "大小", value: sizeText(row.size) },
    ...(row.direction === "out" ? [{ label: "发送次数", value: `${row.attempts}` }] : []),
    ...(row.repeats === 0 ? [] : [{ label: "重复收到", value: `${row.repeats} 次，均未重复处理` }]),
    ...(row.period === undefined ? [] : [{ label: "所属期", value: periodWords(row.period) }]),
    ...(row.batch === undefined ? [] : [{ label: "对方批次号", value: row.batch }]),
    ...(row.node === undefined ? [] : [{ label: "对方节点", value: `${row.node} 第 ${row.serial ?? "?"} 号包` }]),
    ...(operation === undefined ? [] : [{ label: "服务操作", value: operation }]),
    { label: "SM3 摘要", value: <code>{row.sm3}</code>, wide: true },
    { label: "传输编号", value: <code>{row.id}</code>, wide: true },
  ];
  return <DescriptionList items={items} />;
}
