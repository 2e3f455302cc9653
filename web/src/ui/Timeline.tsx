import "./Timeline.css";
import { timeText } from "../kernel/period";
import type { Tone } from "./StatusTag";
import { StatusTag } from "./StatusTag";

export type TimelineStep = {
  /** 社保处复审. */
  step: string;
  /** Absent: nobody yet. */
  who?: string;
  /** The office and the place they acted from. */
  from?: string;
  at?: string;
  result?: { tone: Tone; text: string };
  opinion?: string;
  /** What the signature check said, where steps are signed. */
  signature?: string;
};

/** Who did what to a document, when, with which opinion; the last steps may still be to come. */
export function Timeline({ steps }: { steps: readonly TimelineStep[] }) {
  return (
    <ol className="sf-timeline">
      {steps.map((step) => (
        <li key={`${step.step}${step.at ?? ""}`} className={step.at === undefined ? "sf-timeline-open" : undefined}>
          <div className="sf-row">
            <b>{step.step}</b>
            {step.result ? <StatusTag tone={step.result.tone}>{step.result.text}</StatusTag> : null}
            <span className="sf-grow" />
            {step.at === undefined ? (
              <span className="sf-muted">待办理</span>
            ) : (
              <time className="sf-muted" dateTime={step.at}>
                {timeText(step.at)}
              </time>
            )}
          </div>
          {step.who === undefined ? null : (
            <div>
              {step.who}
              {step.from === undefined ? null : <span className="sf-muted">　{step.from}</span>}
            </div>
          )}
          {step.opinion === undefined ? null : <blockquote>{step.opinion}</blockquote>}
          {step.signature === undefined ? null : <div className="sf-muted sf-small">签名：{step.signature}</div>}
        </li>
      ))}
    </ol>
  );
}
