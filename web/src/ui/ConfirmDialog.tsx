import { Modal } from "antd";
import type { ReactNode } from "react";
import type { Problem } from "../kernel/problem";
import { ProblemView } from "./ProblemView";

type ConfirmDialogProps = {
  open: boolean;
  title: string;
  /** What will happen, with the figures that it is about. */
  effect: ReactNode;
  confirmText: string;
  disabled?: boolean;
  busy: boolean;
  problem?: Problem | undefined;
  onConfirm: () => void;
  onCancel: () => void;
};

/** Says what will happen once more before it does. Enter confirms, Esc leaves. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal
      open={props.open}
      title={props.title}
      okText={props.confirmText}
      cancelText="取消"
      okButtonProps={{ loading: props.busy, disabled: props.disabled ?? false, autoFocus: true }}
      onOk={props.onConfirm}
      onCancel={props.onCancel}
      destroyOnHidden
    >
      <div className="sf-stack">
        <div>{props.effect}</div>
        {props.problem ? <ProblemView problem={props.problem} inline /> : null}
      </div>
    </Modal>
  );
}
