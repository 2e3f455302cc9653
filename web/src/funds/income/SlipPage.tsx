import { App, Button, DatePicker, Modal } from "antd";
import dayjs from "dayjs";
import { useCallback, useState } from "react";
import { Link, useParams } from "react-router";
import type { SlipAnswer, SlipView, VoucherRef } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { fundText } from "../../kernel/funds";
import { dateText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { Amount } from "../../ui/Amount";
import { DescriptionList } from "../../ui/DescriptionList";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { Timeline } from "../../ui/Timeline";
import { slipsPath, slipTimeline, slipTones } from "./slips";

/** One income slip: review, arrival, dispute. */
export function SlipPage() {
  const id = useParams().id ?? "";
  const slip = useRemote<SlipView>(`${slipsPath}/${encodeURIComponent(id)}`);
  return (
    <RemoteView remote={slip} rows={10}>
      {(view) => <Slip view={view} />}
    </RemoteView>
  );
}

type Deed = { deed: "review" | "confirm" | "dispute"; body: Record<string, unknown> };

function useSlipCommand(id: string) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const send = useCallback(
    ({ deed, body }: Deed, intent: Intent) =>
      command<SlipAnswer>(`${slipsPath}/${encodeURIComponent(id)}/${deed}`, body, { intent }),
    [id],
  );
  const { running, run, reset } = useCommand(send);
  const act = async (deed: Deed): Promise<boolean> => {
    const answer = await run(deed);
    if (answer?.kind !== "done") return false;
    void message.success(`现在：${answer.value.stateName}`);
    refresh(slipsPath);
    return true;
  };
  const problem = running.state === "refused" ? running.problem : undefined;
  return { act, reset, problem, busy: running.state === "running" };
}

function Slip({ view }: { view: SlipView }) {
  const { row, state } = view;
  return (
    <Page
      title={`${row.fromName}上解${row.typeName}`}
      meta={<StatusTag tone={slipTones[row.state] ?? "neutral"}>{row.stateName}</StatusTag>}
      actions={<Deeds view={view} />}
    >
      {state.code === "disputed" ? (
        <ProblemView problem={{ status: 0, code: "disputed", title: "有异议", detail: state.reason, requestId: "" }} />
      ) : null}
      <section className="sf-panel">
        <DescriptionList
          items={[
            { label: "金额", value: <Amount value={row.amount} strong /> },
            { label: "险种", value: fundText(row.fund) },
            { label: "统筹方式", value: view.variantName },
            { label: "上解地区", value: row.fromName },
            { label: "收款地区", value: row.toName },
            { label: "支付日期", value: dateText(row.paidOn) },
            { label: "凭证", value: <Vouchers view={view} /> },
            ...(row.refundedOn === undefined ? [] : [{ label: "退汇日期", value: dateText(row.refundedOn) }]),
            { label: "收入单编号", value: row.id, wide: true },
          ]}
        />
      </section>
      <section className="sf-panel">
        <Timeline steps={slipTimeline(view)} />
      </section>
    </Page>
  );
}

/** The voucher of the income, and the red one that took it back. */
function Vouchers({ view: { state } }: { view: SlipView }) {
  switch (state.code) {
    case "booked":
    case "reversing":
      return <VoucherLink voucher={state.voucher} />;
    case "refunded":
      return state.reversal === undefined ? (
        "未记账"
      ) : (
        <>
          <VoucherLink voucher={state.reversal.voucher} />
          ，红字冲销 <VoucherLink voucher={state.reversal.red} />
        </>
      );
    default:
      return "—";
  }
}

function VoucherLink({ voucher: { book, voucher, number } }: { voucher: VoucherRef }) {
  const mayOpen = useMay("book.view");
  return mayOpen ? <Link to={`/accounting/vouchers/${book}/${voucher}`}>{number}</Link> : number;
}

function Deeds({ view: { row, state } }: { view: SlipView }) {
  const { act, reset, problem, busy } = useSlipCommand(row.id);
  const [asks, setAsks] = useState<"refuse" | "dispute" | "arrival">();
  const [day, setDay] = useState(dayjs());
  const mayReview = useMay("income.review");
  const mayReceive = useMay("book.confirm");
  const close = () => {
    reset();
    setAsks(undefined);
  };
  const then = (deed: Deed) => void act(deed).then((done) => done && setAsks(undefined));
  const reviews = mayReview && (state.code === "reviewing" || state.code === "disputed");
  return (
    <>
      {problem !== undefined && asks === undefined ? <ProblemView problem={problem} inline /> : null}
      {reviews ? (
        <Button type="primary" loading={busy} onClick={() => then({ deed: "review", body: { agree: true } })}>
          审核同意
        </Button>
      ) : null}
      {reviews && state.code === "reviewing" ? <Button onClick={() => setAsks("refuse")}>不同意…</Button> : null}
      {mayReceive && state.code === "receiving" ? (
        <Button type="primary" onClick={() => setAsks("arrival")}>
          确认到账…
        </Button>
      ) : null}
      {mayReview && state.code === "receiving" ? (
        <Button danger onClick={() => setAsks("dispute")}>
          提出异议…
        </Button>
      ) : null}
      <ReasonDialog
        open={asks === "refuse" || asks === "dispute"}
        title={asks === "refuse" ? "不同意本笔上解收入" : "对本笔上解收入提出异议"}
        effect="下级会看到理由。问题解决后可重新审核。"
        confirmText={asks === "refuse" ? "不同意" : "提出异议"}
        danger
        busy={busy}
        problem={problem}
        onConfirm={(reason) =>
          then(
            asks === "refuse"
              ? { deed: "review", body: { agree: false, opinion: reason } }
              : { deed: "dispute", body: { reason } },
          )
        }
        onCancel={close}
      />
      <Modal
        open={asks === "arrival"}
        title="确认到账"
        okText="确认到账"
        cancelText="取消"
        confirmLoading={busy}
        onOk={() => then({ deed: "confirm", body: { receivedOn: day.format("YYYY-MM-DD") } })}
        onCancel={close}
        destroyOnHidden
      >
        <div className="sf-stack">
          <div className="sf-row">
            到账日期（银行回单）
            <DatePicker
              aria-label="到账日期"
              value={day}
              allowClear={false}
              onChange={(chosen) => chosen && setDay(chosen)}
            />
          </div>
          <div>
            金额 <Amount value={row.amount} strong />
            ，确认后系统自动记入{row.toName}财政专户账。
          </div>
          {problem === undefined ? null : <ProblemView problem={problem} inline />}
        </div>
      </Modal>
    </>
  );
}
