import { Link, useNavigate } from "react-router";
import type { PageOfPartnerView, TransferRow } from "../../api/generated/types";
import { useRemote } from "../../kernel/remote";
import { sizeText } from "../../ui/FileDrop";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { channels, partnersPath, periodWords, transferStates } from "./words";

const columns: readonly Column<TransferRow>[] = [
  {
    key: "name",
    title: "名称",
    kind: "text",
    width: 320,
    frozen: true,
    value: (row) => row.name,
    render: (row) => (
      <Link className="sf-cell-text" to={`/exchange/transfers/${row.id}`}>
        {row.name}
      </Link>
    ),
  },
  {
    key: "direction",
    title: "方向",
    kind: "text",
    width: 70,
    value: (row) => (row.direction === "in" ? "接收" : "发送"),
  },
  { key: "partner", title: "交换单位", kind: "text", width: 200, value: (row) => row.partnerName },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 110,
    value: (row) => transferStates[row.state].text,
    render: (row) => <StatusTag tone={transferStates[row.state].tone}>{transferStates[row.state].text}</StatusTag>,
  },
  { key: "channel", title: "通道", kind: "text", width: 110, value: (row) => channels[row.channel] },
  { key: "at", title: "时间", kind: "time", value: (row) => row.at },
  { key: "size", title: "大小", kind: "text", width: 90, value: (row) => sizeText(row.size) },
  { key: "period", title: "所属期", kind: "text", width: 110, value: (row) => row.period && periodWords(row.period) },
  { key: "attempts", title: "发送次数", kind: "count", value: (row) => row.attempts },
  { key: "nextAt", title: "下次重试", kind: "time", value: (row) => row.nextAt },
  { key: "reason", title: "原因", kind: "text", width: 360, value: (row) => row.reason },
  { key: "repeats", title: "重复次数", kind: "count", hidden: true, value: (row) => row.repeats },
  { key: "node", title: "对方节点", kind: "text", hidden: true, value: (row) => row.node },
  { key: "serial", title: "包序号", kind: "count", hidden: true, value: (row) => row.serial },
  { key: "sm3", title: "SM3 摘要", kind: "text", width: 420, hidden: true, value: (row) => row.sm3 },
];

/** What was sent and received; or only what was given up. */
export function TransfersTab({ division, dead = false }: { division: string; dead?: boolean }) {
  const navigate = useNavigate();
  const partners = useRemote<PageOfPartnerView>(`${partnersPath}/list`, { division });
  const known = partners.state === "ready" ? partners.value.items : [];
  const partner = {
    key: "partner",
    label: "交换单位",
    kind: "choice" as const,
    single: true,
    options: known.map((one) => ({ value: one.id, label: one.name })),
  };
  const others = [
    {
      key: "direction",
      label: "方向",
      kind: "choice" as const,
      single: true,
      options: [
        { value: "in", label: "接收" },
        { value: "out", label: "发送" },
      ],
    },
    {
      key: "state",
      label: "状态",
      kind: "choice" as const,
      options: Object.entries(transferStates).map(([value, { text }]) => ({ value, label: text })),
    },
  ];
  return (
    <DataTable
      id={dead ? "exchange-dead" : "exchange-transfers"}
      name={dead ? "死信" : "传输记录"}
      path={`${partnersPath}/transfers?division=${division}${dead ? "&state=dead" : ""}`}
      columns={columns}
      rowKey={(row) => row.id}
      filters={dead ? [partner] : [partner, ...others]}
      searchHint="名称"
      onOpen={(row) => void navigate(`/exchange/transfers/${row.id}`)}
      maxRows={18}
      empty={
        dead
          ? { title: "没有死信", next: "多次发送失败或被对方拒收的内容会出现在这里，处理后由系统管理员重发。" }
          : { title: "还没有传输记录", next: "交换单位发来或发往交换单位的每一份内容都会出现在这里。" }
      }
    />
  );
}
