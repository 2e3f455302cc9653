import "./RequestPage.css";
import { Tabs } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import type { RequestView } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { DescriptionList } from "../../ui/DescriptionList";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { Timeline } from "../../ui/Timeline";
import { BudgetBars } from "./BudgetBars";
import { ChainPicture } from "./ChainPicture";
import { ChangesPanel } from "./ChangesPanel";
import { FindingList } from "./FindingList";
import { PayeeTable } from "./PayeeTable";
import { RequestActions } from "./RequestActions";
import { RequestFiles } from "./RequestFiles";
import { RoundList } from "./RoundList";
import { periodName, requestAddress, requestsPath } from "./requestList";
import { modes, outcomeOf, payToText, stateTones, stepTitle } from "./states";

/** One payment request in full: what it asks, what speaks for and against it, where it stands, what to do. */
export function RequestPage() {
  const { id = "" } = useParams();
  const remote = useRemote<RequestView>(`${requestsPath}/${encodeURIComponent(id)}`);
  const ready = remote.state === "ready" ? remote.value : undefined;
  return (
    <Page
      title={ready?.kindName ?? "用款申请"}
      meta={
        <>
          <span>{id}</span>
          {ready ? <StatusTag tone={stateTones[ready.row.state] ?? "neutral"}>{ready.row.stateTitle}</StatusTag> : null}
        </>
      }
      actions={ready ? <RequestActions key={id} view={ready} /> : undefined}
    >
      <RemoteView remote={remote} rows={12}>
        {(view) => <Content key={id} view={view} />}
      </RemoteView>
    </Page>
  );
}

function Content({ view }: { view: RequestView }) {
  const { request } = view;
  const [tab, setTab] = useState("payees");
  return (
    <>
      <Head view={view} />
      {request.blocked === undefined ? null : (
        <p className="sf-notice sf-notice-bad" role="status">
          系统暂时不能继续：{request.blocked} 系统每小时自动重试，情况变化后也会立即重试。
        </p>
      )}
      {request.state.name === "returned" ? (
        <p className="sf-notice sf-notice-warn" role="status">
          {stepTitle(request, request.state.by)}退回：{request.state.reason}
        </p>
      ) : null}
      <div className="sf-two">
        <section className="sf-panel" aria-label="预算">
          <h2>预算</h2>
          <BudgetBars positions={view.budget} asked={request.book.items} />
        </section>
        <section className="sf-panel" aria-label="检查结果">
          <h2>检查结果</h2>
          <FindingList findings={request.findings} state={request.state.name} />
        </section>
      </div>
      <Tabs
        className="sf-request-tabs"
        activeKey={tab}
        onChange={setTab}
        destroyOnHidden
        items={[
          {
            key: "payees",
            label: `收款明细（${request.book.lines.toLocaleString()}）`,
            children: <PayeeTable view={view} />,
          },
          { key: "files", label: `附件（${request.attachments.length}）`, children: <RequestFiles view={view} /> },
          { key: "timeline", label: "办理记录", children: <History view={view} /> },
          { key: "rounds", label: "支付与凭证", children: <RoundList view={view} /> },
          ...(request.before === undefined
            ? []
            : [{ key: "changes", label: "退回后的变更", children: <ChangesPanel id={request.id} /> }]),
        ]}
      />
    </>
  );
}

function Head({ view }: { view: RequestView }) {
  const { request, row } = view;
  const { progress } = request;
  return (
    <section className="sf-panel sf-request-head" aria-label="申请概况">
      <div className="sf-request-sum">
        <div className="sf-muted">申请金额</div>
        <Amount value={progress.requested} strong />
        <div className="sf-request-parts">
          <Part label="已支付" value={progress.paid} />
          <Part label="未支付" value={progress.open} />
          <Part label="失败" value={progress.failed} />
          {progress.givenUp === 0 ? null : <Part label="不再支付" value={progress.givenUp} />}
        </div>
      </div>
      <div className="sf-grow">
        <ChainPicture request={request} deadline={row.deadline} />
        <DescriptionList
          items={[
            { label: "经办机构", value: `${request.agencyName}（${row.agency}）` },
            { label: "区划", value: divisionText(row.division) },
            { label: "险种", value: fundText(row.fund) },
            { label: "期别", value: periodName(row.period) },
            { label: "拨款方式", value: `${modes[request.mode] ?? request.mode}，${payToText[request.payTo]}` },
            { label: "报送", value: `第 ${request.submission} 次，${row.maker}` },
            { label: "用途", value: request.purpose === "" ? "—" : request.purpose, wide: true },
          ]}
        />
      </div>
      {view.hasOrder ? (
        <Link className="sf-no-print" to={`${requestAddress(request.id)}/order`}>
          拨款申请单
        </Link>
      ) : null}
    </section>
  );
}

function Part({ label, value }: { label: string; value: RequestView["request"]["progress"]["paid"] }) {
  return (
    <div>
      <span className="sf-muted">{label}</span> <Amount value={value} />
    </div>
  );
}

function History({ view }: { view: RequestView }) {
  const steps = view.timeline.toReversed().map((decision) => ({
    step: stepTitle(view.request, decision.step),
    who: decision.by.name,
    at: decision.at,
    result: outcomeOf(decision),
    ...(decision.from === "" ? {} : { from: decision.from }),
    ...(decision.opinion === "" ? {} : { opinion: decision.opinion }),
  }));
  return (
    <div className="sf-panel">
      <Timeline steps={steps} />
    </div>
  );
}
