import { Button, Popconfirm } from "antd";
import { useCallback } from "react";
import type { SheetAnswer, SheetView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useMay } from "../../kernel/user";
import { ProblemView } from "../../ui/ProblemView";
import { ReasonButton } from "../../ui/ReasonButton";
import { formsPath } from "./figures";

type SheetActionsProps = {
  view: SheetView;
  /** Something typed is not saved yet: it would not be handed in. */
  isDirty: boolean;
  onDone: () => void;
};

/** What can be done with the sheet as it stands, by whoever looks. */
export function SheetActions({ view, isDirty, onDone }: SheetActionsProps) {
  const mayReview = useMay("form.review");
  const mayApprove = useMay("form.approve");
  const { task, division, state } = view.sheet;
  const path = `${formsPath}/tasks/${task}/sheets/${division}`;
  const isOpen = state === "filling" || state === "checksFailed" || state === "returned";
  return (
    <>
      {isOpen && view.mayFill ? (
        <Act path={`${path}/submit`} text="上报" ask="上报后不能再改，除非退回。" disabled={isDirty} onDone={onDone} />
      ) : null}
      {mayReview && (state === "submitted" || state === "reviewed" || state === "approved") ? (
        <ReasonButton
          text="退回"
          title="退回报表"
          effect="退回后由填报单位修改，再次上报时可看到改了哪些数。"
          path={`${path}/return`}
          most={500}
          danger
          onDone={onDone}
        />
      ) : null}
      {mayReview && state === "submitted" ? <Act path={`${path}/review`} text="审核通过" onDone={onDone} /> : null}
      {mayApprove && state === "reviewed" ? <Act path={`${path}/approve`} text="批复" onDone={onDone} /> : null}
      {mayApprove && state === "approved" ? (
        <Act path={`${path}/lock`} text="锁定" ask="锁定后不能再退回或修改。" onDone={onDone} />
      ) : null}
    </>
  );
}

type ActProps = { path: string; text: string; ask?: string; disabled?: boolean; onDone: () => void };

function Act({ path, text, ask, disabled = false, onDone }: ActProps) {
  const send = useCallback((_: string, intent: Intent) => command<SheetAnswer>(path, {}, { intent }), [path]);
  const { running, run } = useCommand(send);
  const act = async () => {
    if ((await run(path)) !== undefined) onDone();
  };
  const button = (
    <Button
      type="primary"
      disabled={disabled}
      loading={running.state === "running"}
      {...(ask === undefined ? { onClick: () => void act() } : {})}
    >
      {text}
    </Button>
  );
  return (
    <>
      {running.state === "refused" ? <ProblemView problem={running.problem} /> : null}
      {ask === undefined || disabled ? (
        button
      ) : (
        <Popconfirm title={ask} okText={text} cancelText="取消" onConfirm={() => void act()}>
          {button}
        </Popconfirm>
      )}
    </>
  );
}
