import { StatusTag } from "../ui/StatusTag";
import type { Column } from "../ui/table/columns";
import type { SampleRequest } from "./samples";
import { stateTones } from "./samples";

export const requestColumns: readonly Column<SampleRequest>[] = [
  { key: "number", title: "申请编号", kind: "text", width: 140, frozen: true, value: (row) => row.number },
  { key: "agency", title: "经办机构", kind: "text", width: 220, value: (row) => row.agency },
  { key: "fund", title: "险种", kind: "text", width: 120, value: (row) => row.fund },
  { key: "item", title: "用款项目", kind: "text", width: 150, value: (row) => row.item },
  { key: "people", title: "人数", kind: "count", width: 90, value: (row) => row.people },
  {
    key: "amount",
    title: "申请金额",
    kind: "amount",
    width: 170,
    sortable: true,
    total: true,
    value: (row) => row.amount,
  },
  { key: "available", title: "可用预算", kind: "amount", width: 170, hidden: true, value: (row) => row.available },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 110,
    value: (row) => row.state,
    render: (row) => <StatusTag tone={stateTones[row.state] ?? "neutral"}>{row.state}</StatusTag>,
  },
  { key: "submittedAt", title: "提交时间", kind: "time", width: 150, value: (row) => row.submittedAt },
  { key: "clerk", title: "经办人", kind: "text", width: 90, value: (row) => row.clerk },
];
