import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Drawer } from "antd";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import type { LineView, PersonEntry, RequestView, Unmasked } from "../../api/generated/types";
import { download } from "../../kernel/api";
import { problemOf } from "../../kernel/problem";
import { useRemote } from "../../kernel/remote";
import { DescriptionList } from "../../ui/DescriptionList";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import type { Filter } from "../../ui/table/filters";
import type { ListAdapter } from "../../ui/table/rows";
import { WindowedTable } from "../../ui/table/WindowedTable";
import { periodName, requestAddress, requestsPath } from "./requestList";
import { lineStates } from "./states";
import { Unmask } from "./Unmask";

const columns: readonly Column<LineView>[] = [
  { key: "number", title: "行", kind: "count", width: 80, frozen: true, value: (row) => row.number },
  { key: "name", title: "姓名或户名", kind: "text", width: 130, frozen: true, value: (row) => row.name },
  { key: "idNumber", title: "证件号", kind: "text", width: 180, value: (row) => row.idNumber },
  { key: "account", title: "银行账号", kind: "text", width: 190, value: (row) => row.account },
  { key: "bankName", title: "开户行", kind: "text", width: 170, value: (row) => row.bankName },
  { key: "bankCode", title: "行号", kind: "text", width: 130, hidden: true, value: (row) => row.bankCode },
  { key: "itemName", title: "待遇项目", kind: "text", width: 140, value: (row) => row.itemName },
  { key: "amount", title: "金额", kind: "amount", width: 130, value: (row) => row.amount },
  {
    key: "state",
    title: "支付状态",
    kind: "text",
    width: 120,
    value: (row) => lineStates[row.state]?.text ?? row.state,
    render: (row) => (
      <StatusTag tone={lineStates[row.state]?.tone ?? "neutral"}>{lineStates[row.state]?.text ?? row.state}</StatusTag>
    ),
  },
  { key: "reason", title: "失败原因", kind: "text", width: 180, value: (row) => row.reason },
  { key: "round", title: "支付轮次", kind: "count", width: 90, hidden: true, value: (row) => row.round || undefined },
  {
    key: "corrected",
    title: "更正",
    kind: "text",
    width: 80,
    value: (row) => (row.corrected ? "已更正" : ""),
  },
  {
    key: "sourceLine",
    title: "来源文件行",
    kind: "count",
    width: 110,
    value: (row) => (row.sourceLine === 0 ? undefined : row.sourceLine),
  },
];

const filters: readonly Filter[] = [
  {
    key: "line",
    label: "支付状态",
    kind: "choice",
    single: true,
    options: Object.entries(lineStates).map(([value, { text }]) => ({ value, label: text })),
  },
];

/** The lines take text and state under those names; "line" in the address keeps clear of the list's own "state". */
const lines: ListAdapter = {
  query: ({ q, line }) => ({ text: q, state: line }),
};

/** Whom the request pays: any number of lines, ids and accounts masked; Enter opens a line. */
export function PayeeTable({ view }: { view: RequestView }) {
  const { message } = App.useApp();
  const [opened, setOpened] = useState<LineView>();
  const path = `${requestsPath}/${encodeURIComponent(view.request.id)}/lines`;
  const save = () => download(`${path}.csv`).catch((error: unknown) => void message.error(problemOf(error).detail));
  return (
    <div className="sf-stack">
      <div className="sf-row sf-no-print">
        <span className="sf-muted">按 Enter 或双击一行，可查看完整信息和同一收款人的历史支付。</span>
        <span className="sf-grow" />
        <Button icon={<DownloadOutlined />} onClick={() => void save()}>
          导出全部明细（CSV）
        </Button>
      </div>
      <WindowedTable
        id="payees"
        name="收款明细"
        path={path}
        adapter={lines}
        columns={columns}
        filters={filters}
        searchHint="姓名，或完整证件号、账号"
        maxRows={14}
        onOpen={setOpened}
      />
      <Drawer
        open={opened !== undefined}
        size={720}
        title={opened ? `第 ${opened.number} 行　${opened.name}` : ""}
        onClose={() => setOpened(undefined)}
        destroyOnHidden
      >
        {opened ? <LineDetail view={view} line={opened} /> : null}
      </Drawer>
    </div>
  );
}

function LineDetail({ view, line }: { view: RequestView; line: LineView }) {
  const path = `${requestsPath}/${encodeURIComponent(view.request.id)}/lines/${line.number}`;
  const [whole, setWhole] = useState<Unmasked>();
  const state = lineStates[line.state];
  return (
    <div className="sf-stack">
      <DescriptionList
        items={[
          { label: "证件号", value: whole?.idNumber ?? line.idNumber },
          { label: "银行账号", value: whole?.account ?? line.account },
          { label: "开户行", value: `${line.bankName}（${line.bankCode}）` },
          { label: "待遇项目", value: line.itemName },
          {
            label: "支付状态",
            value: <StatusTag tone={state?.tone ?? "neutral"}>{state?.text ?? line.state}</StatusTag>,
          },
          ...(line.reason === "" ? [] : [{ label: "失败原因", value: line.reason }]),
          ...(line.sourceLine === 0
            ? []
            : [{ label: "来源", value: `${view.request.received?.name ?? "报送文件"} 第 ${line.sourceLine} 行` }]),
        ]}
      />
      {view.actions.includes("unmask") ? <Unmask path={path} whole={whole} onWhole={setWhole} /> : null}
      <Earlier path={path} current={view.request.id} />
    </div>
  );
}

const earlierColumns: readonly Column<PersonEntry>[] = [
  {
    key: "request",
    title: "申请编号",
    kind: "text",
    width: 240,
    value: (row) => row.request,
    render: (row) => <Link to={requestAddress(row.request)}>{row.request}</Link>,
  },
  { key: "period", title: "期别", kind: "text", width: 100, value: (row) => periodName(row.period) },
  { key: "amount", title: "金额", kind: "amount", width: 120, total: true, value: (row) => row.amount },
  { key: "paidOn", title: "支付日期", kind: "date", value: (row) => row.paidOn },
];

function Earlier({ path, current }: { path: string; current: string }) {
  const remote = useRemote<{ items: readonly PersonEntry[] }>(`${path}/earlier`);
  const rows = useMemo(
    () => (remote.state === "ready" ? remote.value.items.filter((row) => row.request !== current) : []),
    [remote, current],
  );
  const ledger = remote.state === "ready" ? remote.value.items[0]?.payee : undefined;
  return (
    <section aria-label="历史支付">
      <h3 className="sf-sub">同一收款人的历史支付</h3>
      {ledger === undefined ? null : <Link to={`/standing/persons/${ledger}`}>打开个人台账（全部险种、年度）</Link>}
      <RemoteView remote={remote}>
        {() => (
          <DataTable
            id="earlier"
            name="历史支付"
            rows={rows}
            columns={earlierColumns}
            rowKey={(row) => row.id}
            maxRows={8}
            empty={{ title: "没有历史支付", next: "本区划本险种以前没有向该收款人支付过。" }}
          />
        )}
      </RemoteView>
    </section>
  );
}
