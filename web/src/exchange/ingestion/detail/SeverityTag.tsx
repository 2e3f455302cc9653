import type { Severity } from "../../../api/generated/types";
import { StatusTag } from "../../../ui/StatusTag";

/** 退回: the row went back. 提示: it was taken and noted. */
export function SeverityTag({ severity }: { severity: Severity }) {
  return severity === "hard" ? <StatusTag tone="bad">退回</StatusTag> : <StatusTag tone="warn">提示</StatusTag>;
}
