/** A kind of waiting work, and the list that holds exactly the rows that were counted. */
const batches = "/payments/batches?mine=todo";

/** The list behind a count of expenditure/todo; its filter is the one that the server counted by. */
export function todoAddress(action: string, overdue = false): string {
  if (action === "treasury.pay") return batches;
  const parameters = new URLSearchParams({ mine: action, ...(overdue ? { due: "overdue" } : {}), sort: "deadline" });
  return `/expenditure/requests?${parameters}`;
}

const titles: Record<string, string> = {
  "request.submit": "待更正（退回或支付失败）",
  "request.review.clerk": "待初审",
  "request.review.reviewer": "待复审或确认更正",
  "request.review.head": "待负责人审批",
  "treasury.review": "待国库审核",
  "treasury.pay": "待支付",
};

export function todoTitle(action: string, fallback: string): string {
  return titles[action] ?? fallback;
}
