import { Link } from "react-router";
import type { RequestPage, RequestRow } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { parsePeriod, periodText } from "../../kernel/period";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import type { ListAdapter } from "../../ui/table/rows";
import { stateTones } from "./states";

export const requestsPath = "/api/expenditure/requests";

export function requestAddress(id: string): string {
  return `/expenditure/requests/${encodeURIComponent(id)}`;
}

/** The list takes text, orderBy and sums under its own names. */
export const requestList: ListAdapter = {
  query: ({ q, sort, ...filters }) => ({
    ...filters,
    ...(q === undefined ? {} : { text: q }),
    ...(sort === undefined ? {} : { orderBy: sort }),
  }),
  totals: (page) => {
    if (page === undefined) return undefined;
    const { amount, paid, failed } = page as RequestPage;
    return { total: amount, paid, failed };
  },
};

export function isOverdue(row: { deadline?: string | undefined }, now: number): boolean {
  return row.deadline !== undefined && Date.parse(row.deadline) <= now;
}

export function periodName(period: string): string {
  const parsed = parsePeriod(period);
  return parsed === undefined ? period : periodText(parsed);
}

export const requestColumns: readonly Column<RequestRow>[] = [
  {
    key: "id",
    title: "申请编号",
    kind: "text",
    width: 300,
    frozen: true,
    sortable: true,
    value: (row) => row.id,
    render: (row) => <Link to={requestAddress(row.id)}>{row.id}</Link>,
  },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 110,
    value: (row) => row.stateTitle,
    render: (row) => <StatusTag tone={stateTones[row.state] ?? "neutral"}>{row.stateTitle}</StatusTag>,
  },
  { key: "stepTitle", title: "当前环节", kind: "text", width: 130, value: (row) => row.stepTitle },
  {
    key: "total",
    title: "申请金额",
    kind: "amount",
    width: 150,
    sortable: true,
    total: true,
    value: (row) => row.total,
  },
  { key: "fund", title: "险种", kind: "text", width: 110, value: (row) => fundText(row.fund) },
  { key: "kind", title: "支出类型", kind: "text", width: 130, value: (row) => row.kindName },
  { key: "period", title: "期别", kind: "text", width: 100, value: (row) => periodName(row.period) },
  { key: "lines", title: "笔数", kind: "count", width: 80, value: (row) => row.lines },
  { key: "agencyName", title: "经办机构", kind: "text", width: 180, value: (row) => row.agencyName },
  {
    key: "deadline",
    title: "办理期限",
    kind: "time",
    width: 150,
    sortable: true,
    value: (row) => row.deadline,
  },
  {
    key: "blocked",
    title: "需要注意",
    kind: "text",
    width: 160,
    value: (row) => attention(row),
    render: (row) =>
      attention(row) === "" ? null : <StatusTag tone={row.blocked === "" ? "warn" : "bad"}>{attention(row)}</StatusTag>,
  },
  { key: "paid", title: "已支付", kind: "amount", width: 150, total: true, value: (row) => row.paid },
  { key: "failed", title: "支付失败", kind: "amount", width: 130, total: true, value: (row) => row.failed },
  { key: "purpose", title: "用途", kind: "text", width: 220, value: (row) => row.purpose },
  { key: "maker", title: "填报人", kind: "text", width: 100, hidden: true, value: (row) => row.maker },
  { key: "submittedAt", title: "报送时间", kind: "time", sortable: true, value: (row) => row.submittedAt },
  { key: "changedAt", title: "最近变动", kind: "time", sortable: true, hidden: true, value: (row) => row.changedAt },
];

function attention(row: RequestRow): string {
  if (row.blocked !== "") return row.blocked;
  if (isOverdue(row, Date.now())) return "已超期";
  return row.escalated ? "已催办" : "";
}
