import "./ChainPicture.css";
import type { PaymentRequest } from "../../api/generated/types";
import { timeText } from "../../kernel/period";
import type { ChainStep } from "./chain";
import { chainOf } from "./chain";
import { isOverdue } from "./requestList";

const marks: Record<ChainStep["state"], string> = { done: "✓", current: "●", trouble: "!", stopped: "✕", next: "" };
const words: Record<ChainStep["state"], string> = {
  done: "已完成",
  current: "正在办理",
  trouble: "需要处理",
  stopped: "在此终止",
  next: "待办理",
};

/** The way of a request from handing in to the books, and where on it the request stands. */
export function ChainPicture({ request, deadline }: { request: PaymentRequest; deadline?: string | undefined }) {
  const late = isOverdue({ deadline }, Date.now());
  return (
    <ol className="sf-chain" aria-label="办理进度">
      {chainOf(request).map((step) => (
        <li
          key={step.key}
          className={`sf-chain-${step.state}`}
          {...(step.state === "current" || step.state === "trouble" ? { "aria-current": "step" as const } : {})}
        >
          <span className="sf-chain-mark" aria-hidden="true">
            {marks[step.state]}
          </span>
          <span className="sf-chain-title">{step.title}</span>
          <span className="sf-sr">（{words[step.state]}）</span>
          <span className="sf-chain-note">
            {step.who === undefined ? null : (
              <>
                {step.who}
                <br />
                {timeText(step.at ?? "")}
              </>
            )}
            {deadline !== undefined && (step.state === "current" || step.state === "trouble") ? (
              <span className={late ? "sf-chain-late" : undefined}>
                {late ? "已超期，期限" : "期限"}
                <br />
                {timeText(deadline)}
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
