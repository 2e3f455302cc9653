import "./ProblemView.css";
import { Button } from "antd";
import type { Problem } from "../kernel/problem";

type ProblemViewProps = {
  problem: Problem;
  retry?: (() => void) | undefined;
  /** Inside a form or table: one line instead of a whole panel. */
  inline?: boolean;
};

/** What went wrong and what to do, with the request number that support asks for. */
export function ProblemView({ problem, retry, inline = false }: ProblemViewProps) {
  return (
    <div className={inline ? "sf-problem sf-problem-inline" : "sf-problem"} role="alert">
      <div className="sf-grow">
        <div className="sf-problem-title">{problem.title}</div>
        <div>{problem.detail}</div>
        <div className="sf-muted sf-small">
          {problem.place === undefined ? null : <>位置：{problem.place}　</>}
          {problem.requestId === "" ? null : (
            <>
              请求编号：<code>{problem.requestId}</code>
            </>
          )}
        </div>
      </div>
      {retry === undefined ? null : <Button onClick={retry}>重试</Button>}
    </div>
  );
}
