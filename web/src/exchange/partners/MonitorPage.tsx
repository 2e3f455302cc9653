import { Button, Tabs } from "antd";
import { useMemo } from "react";
import { Link, useNavigate } from "react-router";
import type { DayVolume, DeliveryStatus, MonitorView, PartnerStatus } from "../../api/generated/types";
import { oneOf, useParameter } from "../../kernel/parameter";
import { dateText } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import { Chart } from "../../ui/Chart";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { NodesTab } from "./NodesTab";
import { TransfersTab } from "./TransfersTab";
import { deliveryStates, kinds, partnersPath, periodWords } from "./words";

const keys = ["overview", "deliveries", "transfers", "dead", "nodes"] as const;

/** 交换监控: for each partner what came, what is late, what failed. */
export function MonitorPage() {
  const [division] = useDivision();
  const [tab, choose] = useParameter("tab");
  const monitor = useRemote<MonitorView>(`${partnersPath}/monitor`, { division });
  const value = monitor.state === "ready" ? monitor.value : undefined;
  const late = value?.deliveries.filter((one) => one.state === "late").length ?? 0;
  const tabs = [
    {
      key: "overview",
      label: "总览",
      children: (
        <RemoteView remote={monitor} rows={12}>
          {(view) => <Overview view={view} />}
        </RemoteView>
      ),
    },
    {
      key: "deliveries",
      label: late === 0 ? "应报内容" : `应报内容（逾期 ${late}）`,
      children: (
        <RemoteView remote={monitor} rows={12}>
          {(view) => <Deliveries rows={view.deliveries} />}
        </RemoteView>
      ),
    },
    { key: "transfers", label: "传输记录", children: <TransfersTab division={division} /> },
    {
      key: "dead",
      label: value === undefined || value.dead === 0 ? "死信" : `死信（${value.dead}）`,
      children: <TransfersTab division={division} dead />,
    },
    { key: "nodes", label: "前置节点", children: <NodesTab /> },
  ];
  return (
    <Page
      title="交换监控"
      meta={value === undefined ? undefined : `截至 ${dateText(value.day)}`}
      actions={<DivisionSwitch />}
      hints={[["enter", "打开传输记录"]]}
    >
      <Tabs
        items={tabs}
        activeKey={oneOf(tab, ...keys)}
        destroyOnHidden
        onChange={(key) => choose(key === "overview" ? undefined : key)}
      />
    </Page>
  );
}

function Overview({ view }: { view: MonitorView }) {
  const [, choose] = useParameter("tab");
  const late = view.deliveries.filter((one) => one.state === "late");
  return (
    <div className="sf-stack">
      <section className="sf-panel sf-stack" aria-label="需要处理">
        <h2>需要处理</h2>
        {late.length === 0 && view.dead === 0 ? (
          <p className="sf-muted">没有逾期未到的内容，也没有死信。</p>
        ) : (
          <ul className="sf-stack">
            {view.dead === 0 ? null : (
              <li>
                <StatusTag tone="bad">{`${view.dead} 件死信`}</StatusTag>　
                <Button type="link" size="small" onClick={() => choose("dead")}>
                  查看原因并重发
                </Button>
              </li>
            )}
            {late.slice(0, 6).map((one) => (
              <li key={`${one.partner}${one.delivery}${one.period}`}>
                <StatusTag tone="bad">逾期未到</StatusTag>　{one.partnerName}：{one.name}（{periodWords(one.period)}
                ），应于 {dateText(one.due)}前报送
              </li>
            ))}
            {late.length <= 6 ? null : (
              <li>
                <Button type="link" size="small" onClick={() => choose("deliveries")}>
                  其余 {late.length - 6} 项
                </Button>
              </li>
            )}
          </ul>
        )}
      </section>
      <section className="sf-panel">
        <Volume days={view.days} />
      </section>
      <Partners rows={view.partners} />
    </div>
  );
}

function Volume({ days }: { days: readonly DayVolume[] }) {
  const categories = useMemo(() => days.map((day) => day.day.slice(5)), [days]);
  const series = useMemo(
    () => [
      {
        name: "接收",
        kind: "bar" as const,
        measure: "number" as const,
        unit: "件",
        values: days.map((day) => day.received),
      },
      {
        name: "发送",
        kind: "bar" as const,
        measure: "number" as const,
        unit: "件",
        values: days.map((day) => day.sent),
      },
    ],
    [days],
  );
  const total = days.reduce((sum, day) => sum + day.received + day.sent, 0);
  return (
    <Chart
      title="近两周交换量"
      summary={`近 ${days.length} 天共收发 ${total} 件`}
      categories={categories}
      series={series}
      height={200}
      stacked
    />
  );
}

const partnerColumns: readonly Column<PartnerStatus>[] = [
  {
    key: "name",
    title: "交换单位",
    kind: "text",
    width: 230,
    frozen: true,
    value: (row) => row.name,
    render: (row) => (
      <Link className="sf-cell-text" to={`/exchange/monitor?tab=transfers&partner=${row.id}`}>
        {row.name}
      </Link>
    ),
  },
  { key: "kind", title: "类型", kind: "text", width: 150, value: (row) => kinds[row.kind] },
  { key: "state", title: "情况", kind: "text", width: 130, value: wordOf, render: (row) => <Word row={row} /> },
  { key: "todayIn", title: "今日接收", kind: "count", value: (row) => row.todayIn },
  { key: "todayOut", title: "今日发送", kind: "count", value: (row) => row.todayOut },
  { key: "monthIn", title: "本月接收", kind: "count", value: (row) => row.monthIn },
  { key: "monthOut", title: "本月发送", kind: "count", value: (row) => row.monthOut },
  { key: "late", title: "逾期未到", kind: "count", sortable: true, value: (row) => row.late },
  { key: "failing", title: "失败", kind: "count", sortable: true, value: (row) => row.failing },
  { key: "dead", title: "死信", kind: "count", sortable: true, value: (row) => row.dead },
  { key: "lastAt", title: "最近交换", kind: "time", value: (row) => row.lastAt },
];

/** Those that need somebody come first, then those that exchange most. */
function weightOf(row: PartnerStatus): number {
  return (row.dead + row.late) * 1e9 + row.failing * 1e6 + row.monthIn + row.monthOut;
}

function wordOf(row: PartnerStatus): string {
  if (!row.isOpen) return "已停用";
  if (row.dead > 0) return "有死信";
  if (row.late > 0) return "有逾期";
  return row.failing > 0 ? "有失败" : "正常";
}

function Word({ row }: { row: PartnerStatus }) {
  const tone = !row.isOpen ? "neutral" : row.dead + row.late > 0 ? "bad" : row.failing > 0 ? "warn" : "good";
  return <StatusTag tone={tone}>{wordOf(row)}</StatusTag>;
}

function Partners({ rows }: { rows: readonly PartnerStatus[] }) {
  if (rows.length === 0) {
    return <EmptyState title="还没有交换单位" next="请系统管理员在“交换单位”中设置。" />;
  }
  return (
    <DataTable
      id="exchange-partners"
      name="交换单位情况"
      rows={rows.toSorted((one, other) => weightOf(other) - weightOf(one))}
      columns={partnerColumns}
      rowKey={(row) => row.id}
      maxRows={16}
    />
  );
}

const deliveryColumns: readonly Column<DeliveryStatus>[] = [
  { key: "partner", title: "交换单位", kind: "text", width: 230, frozen: true, value: (row) => row.partnerName },
  { key: "name", title: "应报内容", kind: "text", width: 200, value: (row) => row.name },
  { key: "period", title: "所属期", kind: "text", width: 130, value: (row) => periodWords(row.period) },
  { key: "due", title: "期限", kind: "date", value: (row) => row.due },
  {
    key: "state",
    title: "情况",
    kind: "text",
    width: 120,
    value: (row) => deliveryStates[row.state].text,
    render: (row) => <StatusTag tone={deliveryStates[row.state].tone}>{deliveryStates[row.state].text}</StatusTag>,
  },
  { key: "cameAt", title: "收到时间", kind: "time", value: (row) => row.cameAt },
];

function Deliveries({ rows }: { rows: readonly DeliveryStatus[] }) {
  const navigate = useNavigate();
  if (rows.length === 0) {
    return <EmptyState title="没有应报内容" next="在“交换单位”中设置每个单位按期应报送的内容后，逾期会在这里提示。" />;
  }
  return (
    <DataTable
      id="exchange-deliveries"
      name="应报内容"
      rows={rows}
      columns={deliveryColumns}
      rowKey={(row) => `${row.partner}/${row.delivery}/${row.period}`}
      onOpen={(row) => row.transfer !== undefined && void navigate(`/exchange/transfers/${row.transfer}`)}
      maxRows={18}
    />
  );
}
