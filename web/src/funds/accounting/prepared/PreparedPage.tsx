import { App, Button } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { PreparedView } from "../../../api/generated/types";
import { useCommand } from "../../../kernel/command";
import { timeText } from "../../../kernel/period";
import type { Problem } from "../../../kernel/problem";
import { useRefresh, useRemote } from "../../../kernel/remote";
import { useMay, useUser } from "../../../kernel/user";
import { DescriptionList } from "../../../ui/DescriptionList";
import { Page } from "../../../ui/Page";
import { ProblemView } from "../../../ui/ProblemView";
import { ReasonDialog } from "../../../ui/ReasonDialog";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import { Shortcut } from "../../../ui/shortcuts";
import { bookPath, bookPeriodText, voucherAddress, voucherText } from "../books";
import { SourceText } from "../SourceText";
import { VoucherFiles } from "../VoucherFiles";
import { VoucherPaper } from "../VoucherPaper";
import type { Withdraw } from "./calls";
import { move, preparedPath, preparedText, preparedTones, withdraw } from "./calls";

/** A voucher that is not posted yet, on its form, and what each person may do with it. */
export function PreparedPage() {
  const { book = "", number = "" } = useParams();
  const prepared = useRemote<PreparedView>(`${preparedPath(book)}/${number}`);
  return (
    <RemoteView remote={prepared} rows={12}>
      {(view) => <Prepared view={view} />}
    </RemoteView>
  );
}

const reasonLeast = 2;
const reasonMost = 200;

const withdrawals = {
  "send-back": { title: "退回凭证", effect: "凭证退给制单人修改；已审核的，审核一并取消。", confirm: "退回" },
  drop: { title: "作废凭证", effect: "作废后不能恢复；制单号保留，凭证号不受影响。", confirm: "作废" },
} as const;

function Prepared({ view }: { view: PreparedView }) {
  const navigate = useNavigate();
  const steps = useSteps(view);
  const [asks, setAsks] = useState<Withdraw["step"]>();
  const { may } = steps;
  const revise = () => void navigate(`/accounting/entry?book=${view.book}&number=${view.number}`);
  return (
    <Page
      title={`${bookPeriodText(view.period)}　${preparedText(view.number)}`}
      meta={
        <>
          <StatusTag tone={preparedTones[view.state]}>{view.stateTitle}</StatusTag>
          {view.voucher === undefined ? null : (
            <Link to={voucherAddress(view.book, view.voucher)}>{voucherText(view.voucher)}</Link>
          )}
        </>
      }
      actions={
        <>
          {may.revise ? <Button onClick={revise}>修改</Button> : null}
          {may.drop ? (
            <Button danger onClick={() => setAsks("drop")}>
              作废
            </Button>
          ) : null}
          {may.sendBack ? <Button onClick={() => setAsks("send-back")}>退回</Button> : null}
          {may.audit ? (
            <Button type="primary" loading={steps.busy} onClick={() => steps.run("audit")}>
              审核通过
            </Button>
          ) : null}
          {may.post ? (
            <Button type="primary" loading={steps.busy} onClick={() => steps.run("post")}>
              记账
            </Button>
          ) : null}
          <Button onClick={() => window.print()}>打印（A5 横向）</Button>
        </>
      }
      hints={[
        ...(may.audit ? [["a", "审核通过"] as const] : []),
        ...(may.post ? [["j", "记账"] as const] : []),
        ...(may.sendBack ? [["r", "退回"] as const] : []),
        ...(may.revise ? [["e", "修改"] as const] : []),
      ]}
    >
      {may.audit ? <Shortcut keys="a" label="审核通过" action={() => steps.run("audit")} /> : null}
      {may.post ? <Shortcut keys="j" label="记账" action={() => steps.run("post")} /> : null}
      {may.sendBack ? <Shortcut keys="r" label="退回" action={() => setAsks("send-back")} /> : null}
      {may.revise ? <Shortcut keys="e" label="修改" action={revise} /> : null}
      {steps.problem === undefined ? null : <ProblemView problem={steps.problem} inline />}
      {view.note === undefined ? null : (
        <section className="sf-panel" role="note">
          <b>{view.state === "dropped" ? "作废原因" : "退回原因"}：</b>
          {view.note}
        </section>
      )}
      <VoucherPaper voucher={view} number={preparedText(view.number)} />
      <section className="sf-panel sf-no-print">
        <DescriptionList
          items={[
            { label: "来源", value: <SourceText source={view.source} /> },
            { label: "制单时间", value: timeText(view.preparedBy.at) },
            { label: "审核时间", value: view.auditedBy === undefined ? "—" : timeText(view.auditedBy.at) },
            ...(view.reverses === undefined
              ? []
              : [
                  {
                    label: "冲销",
                    value: <Link to={voucherAddress(view.book, view.reverses)}>{view.reverses}</Link>,
                  },
                ]),
          ]}
        />
      </section>
      <VoucherFiles
        book={view.book}
        path={`${preparedPath(view.book)}/${view.number}`}
        files={view.files}
        mayChange={may.revise}
      />
      {asks === undefined ? null : <WithdrawDialog view={view} step={asks} onClose={() => setAsks(undefined)} />}
    </Page>
  );
}

/** Which steps the person may take now; the server decides. */
function useSteps(view: PreparedView) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const user = useUser();
  const isOwn = user?.id === view.preparedBy.id;
  const [mayPrepare, mayAudit, mayPost] = [useMay("voucher.prepare"), useMay("voucher.audit"), useMay("voucher.post")];
  const { running, run } = useCommand(move);
  const [rowProblem, setRowProblem] = useState<Problem>();
  const step = async (what: "audit" | "post") => {
    setRowProblem(undefined);
    const answer = await run({ book: view.book, step: what, numbers: [view.number] });
    const row = answer?.rows[0];
    if (row === undefined) return;
    if (row.code !== undefined) {
      return setRowProblem({ status: 409, code: row.code, title: "未完成", detail: row.problem ?? "", requestId: "" });
    }
    void message.success(row.voucher === undefined ? "已审核，待记账" : `已记账：${voucherText(row.voucher)}`);
    refresh(bookPath(view.book));
  };
  const isOpen = view.state === "prepared" || view.state === "returned";
  return {
    may: {
      revise: mayPrepare && isOwn && isOpen,
      drop: mayPrepare && isOwn && isOpen,
      sendBack: mayAudit && !isOwn && (view.state === "prepared" || view.state === "audited"),
      audit: mayAudit && !isOwn && view.state === "prepared",
      post: mayPost && !isOwn && view.state === "audited" && view.auditedBy?.id !== user?.id,
    },
    run: (what: "audit" | "post") => void step(what),
    busy: running.state === "running",
    problem: running.state === "refused" ? running.problem : rowProblem,
  };
}

function WithdrawDialog({ view, step, onClose }: { view: PreparedView; step: Withdraw["step"]; onClose: () => void }) {
  const refresh = useRefresh();
  const { running, run } = useCommand(withdraw);
  const { title, effect, confirm } = withdrawals[step];
  const go = async (reason: string) => {
    if ((await run({ book: view.book, number: view.number, step, reason })) === undefined) return;
    refresh(bookPath(view.book));
    onClose();
  };
  return (
    <ReasonDialog
      open
      title={`${title}　${preparedText(view.number)}`}
      effect={effect}
      least={reasonLeast}
      most={reasonMost}
      confirmText={confirm}
      danger
      busy={running.state === "running"}
      problem={running.state === "refused" ? running.problem : undefined}
      onConfirm={(reason) => void go(reason)}
      onCancel={onClose}
    />
  );
}
