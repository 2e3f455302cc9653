import { Button } from "antd";
import type { ReactNode } from "react";
import { useCallback, useState } from "react";
import type { Intent } from "../kernel/api";
import { command } from "../kernel/api";
import { useCommand } from "../kernel/command";
import { ReasonDialog } from "./ReasonDialog";

type ReasonButtonProps = {
  /** On the button, and on the dialog's button that does it. */
  text: string;
  title: string;
  /** What will happen, for the reader to check once more. */
  effect: string;
  /** More of it: what stops counting. */
  children?: ReactNode;
  /** Takes a POST with the reason. */
  path: string;
  /** Characters that the server takes of the reason. */
  most: number;
  placeholder?: string;
  danger?: boolean;
  onDone: () => void;
};

/** A button for what needs a reason and is done by one command: it asks, sends, and shows why it was refused. */
export function ReasonButton(props: ReasonButtonProps) {
  const { text, title, effect, children, path, most, placeholder, danger, onDone } = props;
  const [asking, setAsking] = useState(false);
  const send = useCallback((reason: string, intent: Intent) => command<unknown>(path, { reason }, { intent }), [path]);
  const { running, run, reset } = useCommand(send);
  const confirm = async (reason: string) => {
    if ((await run(reason)) === undefined) return;
    setAsking(false);
    onDone();
  };
  return (
    <>
      <Button danger={danger ?? false} onClick={() => setAsking(true)}>
        {text}
      </Button>
      <ReasonDialog
        open={asking}
        title={title}
        effect={effect}
        least={2}
        most={most}
        {...(placeholder === undefined ? {} : { placeholder })}
        confirmText={text}
        danger={danger ?? false}
        busy={running.state === "running"}
        problem={running.state === "refused" ? running.problem : undefined}
        onCancel={() => {
          setAsking(false);
          reset();
        }}
        onConfirm={(reason) => void confirm(reason)}
      >
        {children}
      </ReasonDialog>
    </>
  );
}
