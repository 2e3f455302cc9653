import "./BulkResult.css";
import { Button } from "antd";
import type { Problem } from "../kernel/problem";
import { StatusTag } from "./StatusTag";

/** What happened to one row of a bulk action; without a problem it is done. */
export type BulkOutcome = { key: string; label: string; problem?: Problem };

type BulkResultProps = {
  /** 审核通过. */
  action: string;
  outcomes: readonly BulkOutcome[];
  /** Tries the refused rows again. */
  onRetry?: (keys: readonly string[]) => void;
  onClose: () => void;
};

/** The result of a bulk action row by row: refused rows first, each with its reason; they stay selected. */
export function BulkResult({ action, outcomes, onRetry, onClose }: BulkResultProps) {
  const refused = outcomes.filter((outcome) => outcome.problem !== undefined);
  const done = outcomes.filter((outcome) => outcome.problem === undefined);
  return (
    <section className="sf-panel sf-bulk" aria-label={`${action}的结果`}>
      <div className="sf-row">
        <b>{action}</b>
        <span role="status">
          {done.length} 条完成{refused.length === 0 ? "" : `，${refused.length} 条未完成（仍保留选择）`}
        </span>
        <span className="sf-grow" />
        {refused.length > 0 && onRetry ? (
          <Button onClick={() => onRetry(refused.map((outcome) => outcome.key))}>重试未完成的</Button>
        ) : null}
        <Button onClick={onClose}>知道了</Button>
      </div>
      <ul>
        {[...refused, ...done].map((outcome) => (
          <li key={outcome.key}>
            <StatusTag tone={outcome.problem ? "bad" : "good"}>{outcome.problem ? "未完成" : "完成"}</StatusTag>
            <span>{outcome.label}</span>
            <span className="sf-muted">{outcome.problem?.detail}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
