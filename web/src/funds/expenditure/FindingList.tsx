import "./FindingList.css";
import type { Finding } from "../../api/generated/types";
import { StatusTag } from "../../ui/StatusTag";
import { severities } from "./states";

const order = ["refuse", "warn", "info"];

/** What the automatic checks noticed, the gravest first, each with its reason. */
export function FindingList({ findings, state }: { findings: readonly Finding[]; state: string | undefined }) {
  if (findings.length === 0) {
    return state === "checking" ? (
      <p className="sf-muted">自动检查正在进行，完成后结果会显示在这里。</p>
    ) : (
      <p>
        <StatusTag tone="good">全部通过</StatusTag> <span className="sf-muted">没有需要说明的问题。</span>
      </p>
    );
  }
  const sorted = findings.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
  return (
    <ul className="sf-findings">
      {sorted.map((finding) => {
        const severity = severities[finding.severity] ?? { tone: "neutral" as const, text: finding.severity };
        return (
          <li key={`${finding.check}-${finding.line}-${finding.message}`}>
            <StatusTag tone={severity.tone}>{severity.text}</StatusTag>
            <span>{finding.message}</span>
          </li>
        );
      })}
    </ul>
  );
}
