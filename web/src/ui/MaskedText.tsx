import "./MaskedText.css";
import { EyeInvisibleOutlined, EyeOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useState } from "react";
import type { Problem } from "../kernel/problem";
import { problemOf } from "../kernel/problem";

type MaskedTextProps = {
  /** What it is, for the button: 身份证号. */
  label: string;
  /** As the server sends it: 632801********0017. */
  masked: string;
  /** Asks the server for the whole value, which it logs. Absent: the person may not see it. */
  reveal?: (() => Promise<string>) | undefined;
};

/** An identity number or bank account. Seeing it whole is a deed that is recorded, and the button says so. */
export function MaskedText({ label, masked, reveal }: MaskedTextProps) {
  const [whole, setWhole] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const ask = () => {
    if (reveal === undefined) return;
    setBusy(true);
    setProblem(undefined);
    reveal()
      .then(setWhole, (error: unknown) => setProblem(problemOf(error)))
      .finally(() => setBusy(false));
  };
  return (
    <span className="sf-masked">
      <span className="sf-masked-text">{whole ?? masked}</span>
      {reveal === undefined ? null : whole === undefined ? (
        <Tooltip title={`查看完整${label}，本次查看将记入审计日志`}>
          <Button
            type="text"
            size="small"
            loading={busy}
            aria-label={`查看完整${label}（将记入审计日志）`}
            icon={<EyeOutlined />}
            onClick={ask}
          />
        </Tooltip>
      ) : (
        <>
          <Button
            type="text"
            size="small"
            aria-label={`隐藏${label}`}
            icon={<EyeInvisibleOutlined />}
            onClick={() => setWhole(undefined)}
          />
          <span className="sf-muted sf-small">已记入审计日志</span>
        </>
      )}
      {problem ? <span className="sf-masked-problem">{problem.detail}</span> : null}
    </span>
  );
}
