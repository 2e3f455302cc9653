import { Input, Modal } from "antd";
import type { ReactNode } from "react";
import { useId, useState } from "react";
import type { Problem } from "../kernel/problem";
import { ProblemView } from "./ProblemView";

type ReasonDialogProps = {
  open: boolean;
  title: string;
  /** What will happen, for the reader to check once more. */
  effect?: string;
  /** What else is asked. */
  children?: ReactNode;
  /** Characters that a reason has at least; white space does not count. */
  least?: number;
  /** Characters that the server takes of it; {@link longest} where it does not say. */
  most?: number;
  placeholder?: string;
  confirmText: string;
  danger?: boolean;
  busy?: boolean;
  problem?: Problem | undefined;
  onConfirm: (reason: string) => void;
  onCancel: () => void;
};

const longest = 500;

/** Asks why. The reason is kept while the dialog is open, also when the server refuses; Ctrl+Enter confirms. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { least = 5, most = longest, placeholder = "请写明理由，对方会看到" } = props;
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const hint = useId();
  const missing = Math.max(0, least - reason.replace(/\s/g, "").length);
  const confirm = () => {
    setTried(true);
    if (missing === 0) props.onConfirm(reason.trim());
  };
  return (
    <Modal
      open={props.open}
      title={props.title}
      okText={props.confirmText}
      cancelText="取消"
      okButtonProps={{ danger: props.danger ?? false, loading: props.busy ?? false }}
      onOk={confirm}
      onCancel={props.onCancel}
      afterClose={() => {
        setReason("");
        setTried(false);
      }}
      destroyOnHidden
    >
      <div className="sf-stack">
        {props.effect === undefined ? null : <p>{props.effect}</p>}
        {props.children}
        <Input.TextArea
          autoFocus
          rows={4}
          maxLength={most}
          showCount
          aria-label={least === 0 ? "意见" : "理由"}
          aria-describedby={hint}
          placeholder={placeholder}
          status={tried && missing > 0 ? "error" : ""}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) confirm();
          }}
        />
        <div id={hint} role="status" className="sf-muted sf-small">
          {missing > 0 ? `理由至少 ${least} 个字，还差 ${missing} 个字` : "按 Ctrl+Enter 提交"}
        </div>
        {props.problem ? <ProblemView problem={props.problem} inline /> : null}
      </div>
    </Modal>
  );
}
