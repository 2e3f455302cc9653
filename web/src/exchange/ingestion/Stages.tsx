import "./Stages.css";
import { timeText } from "../../kernel/period";
import type { StageMark } from "./states";

const marks: Record<StageMark["state"], [sign: string, words: string]> = {
  done: ["✓", "已完成"],
  now: ["", "进行中"],
  open: ["", "未开始"],
  failed: ["✕", "未通过"],
};

/** The way of a file, from left to right. */
export function Stages({ stages }: { stages: readonly StageMark[] }) {
  return (
    <ol className="sf-stages" aria-label="处理过程">
      {stages.map((stage) => (
        <li key={stage.name} data-state={stage.state}>
          <span className="sf-stages-mark" aria-hidden="true">
            {marks[stage.state][0]}
          </span>
          <b>{stage.name}</b>
          <span className="sf-sr">{marks[stage.state][1]}</span>
          <div className="sf-muted sf-small">{stage.at === undefined ? "　" : timeText(stage.at)}</div>
          {stage.note === undefined ? null : <div className="sf-muted sf-small">{stage.note}</div>}
        </li>
      ))}
    </ol>
  );
}
