import "./Sharing.css";
import { Alert, App, Button, Tabs } from "antd";
import { useCallback, useState } from "react";
import { useParams } from "react-router";
import type { ConsumerView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useParameter } from "../../kernel/parameter";
import { timeText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { DescriptionList } from "../../ui/DescriptionList";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { CallsTable } from "./CallsTable";
import { advice, consumerPath, consumerState, consumersPath } from "./consumers";
import { GrantsPanel } from "./GrantsPanel";
import { ProofsPanel } from "./ProofsPanel";

/** One consumer: what it is, how it signs in, what it may call, what it called. */
export function ConsumerPage() {
  const id = useParams().id ?? "";
  const consumer = useRemote<ConsumerView>(consumerPath(id));
  return (
    <RemoteView remote={consumer} rows={10}>
      {(view) => <One consumer={view} />}
    </RemoteView>
  );
}

function One({ consumer }: { consumer: ConsumerView }) {
  const [asked, choose] = useParameter("tab");
  const tab = asked === "proofs" || asked === "calls" ? asked : "grants";
  const { tone, text } = consumerState(consumer.state);
  const next = advice(consumer);
  return (
    <Page
      title={consumer.name}
      meta={<StatusTag tone={tone}>{text}</StatusTag>}
      actions={<Deeds consumer={consumer} />}
      fill={tab === "calls"}
    >
      <section className="sf-panel">
        <DescriptionList
          items={[
            { label: "编号", value: <code>{consumer.id}</code> },
            { label: "区划", value: consumer.divisionName },
            { label: "联系方式", value: consumer.contact || "—" },
            { label: "登记时间", value: timeText(consumer.createdAt) },
            {
              label: "今日调用",
              value: usageText(consumer),
              wide: true,
            },
            { label: "最近调用", value: consumer.today.lastAt === undefined ? "—" : timeText(consumer.today.lastAt) },
            ...(consumer.stoppedReason === undefined
              ? []
              : [{ label: "停用原因", value: consumer.stoppedReason, wide: true }]),
          ]}
        />
        {next === undefined ? null : <Alert type="warning" showIcon title={next} />}
      </section>
      <Tabs
        activeKey={tab}
        onChange={(key) => choose(key === "grants" ? undefined : key)}
        items={[
          { key: "grants", label: "授权与配额" },
          { key: "proofs", label: "密钥与证书" },
          { key: "calls", label: "调用日志" },
        ]}
      />
      {tab === "grants" ? <GrantsPanel key={JSON.stringify(consumer.grants)} consumer={consumer} /> : null}
      {tab === "proofs" ? <ProofsPanel consumer={consumer} /> : null}
      {tab === "calls" ? <CallsTable id={consumer.id} /> : null}
    </Page>
  );
}

function usageText({ today, quota }: ConsumerView): string {
  const [calls, most, rows] = [today.calls, quota.callsPerDay, today.rows].map((one) => one.toLocaleString("zh-CN"));
  return `${calls} 次（每日配额 ${most} 次），交付 ${rows} 行，未成功 ${today.refused} 次`;
}

type Deed = { deed: "stop" | "resume"; body?: { reason: string } };

function Deeds({ consumer }: { consumer: ConsumerView }) {
  const mayManage = useMay("sharing.manage");
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [stops, setStops] = useState(false);
  const send = useCallback(
    ({ deed, body }: Deed, intent: Intent) => command<never>(`${consumerPath(consumer.id)}/${deed}`, body, { intent }),
    [consumer.id],
  );
  const { running, run, reset } = useCommand(send);
  if (!mayManage) return null;
  const problem = running.state === "refused" ? running.problem : undefined;
  const act = async (deed: Deed, words: string) => {
    if ((await run(deed)) === undefined) return;
    setStops(false);
    refresh(consumersPath);
    void message.success(words);
  };
  return (
    <>
      {problem !== undefined && !stops ? <ProblemView problem={problem} inline /> : null}
      {consumer.state === "stopped" ? (
        <Button onClick={() => void act({ deed: "resume" }, "已恢复")}>恢复</Button>
      ) : (
        <Button danger onClick={() => setStops(true)}>
          停用…
        </Button>
      )}
      <ReasonDialog
        open={stops}
        title={`停用 ${consumer.name}`}
        effect="该单位的全部密钥和证书立即不能调用，直到恢复。"
        least={2}
        most={200}
        placeholder="请写明停用原因"
        confirmText="停用"
        danger
        busy={running.state === "running"}
        problem={problem}
        onConfirm={(reason) => void act({ deed: "stop", body: { reason } }, "已停用")}
        onCancel={() => {
          reset();
          setStops(false);
        }}
      />
    </>
  );
}
