import "./EmptyState.css";
import type { ReactNode } from "react";

/** Nothing to show: says why that is and what to do next. */
export function EmptyState({ title, next, action }: { title: string; next: string; action?: ReactNode }) {
  return (
    <div className="sf-empty">
      <div className="sf-empty-title">{title}</div>
      <div className="sf-muted">{next}</div>
      {action === undefined ? null : <div className="sf-empty-action">{action}</div>}
    </div>
  );
}
