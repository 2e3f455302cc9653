import "./History.css";
import { Tabs } from "antd";
import { Link, useParams } from "react-router";
import type { HistoryForms, TrialView } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { timeText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { AcceptPanel } from "./AcceptPanel";
import { changedColumns } from "./changedColumns";
import {
  columnName,
  figureText,
  formTitle,
  historyPath,
  permilleText,
  reasonMost,
  taskName,
  trialStates,
  useForms,
} from "./history";
import { SheetsTab } from "./SheetsTab";
import { UnmappedTab } from "./UnmappedTab";

/** One received file: what it would bring, what is unclear, and the button that lets it count. */
export function TrialPage() {
  const id = useParams().id ?? "";
  const forms = useForms();
  const trial = useRemote<TrialView>(`${historyPath}trials/${id}`);
  return (
    <RemoteView remote={forms} rows={12}>
      {(known) => (
        <RemoteView remote={trial} rows={12}>
          {(view) => <Trial view={view} forms={known} />}
        </RemoteView>
      )}
    </RemoteView>
  );
}

function Trial({ view, forms }: { view: TrialView; forms: HistoryForms }) {
  const mayImport = useMay("history.import");
  const refresh = useRefresh();
  const { trial } = view;
  const state = trialStates[trial.state];
  const isOpen = mayImport && trial.state !== "accepted";
  return (
    <Page
      title={trial.fileName}
      meta={
        <>
          <StatusTag tone={state.tone}>{state.text}</StatusTag>
          <span>
            {divisionText(trial.division)}　{trial.byName}　{timeText(trial.at)}
          </span>
          <Link to="/exchange/history">← 回到历史数据</Link>
        </>
      }
      actions={
        isOpen && trial.state !== "discarded" ? (
          <ReasonButton
            text="放弃"
            title="放弃这个文件"
            effect="文件仍保存，其中的数据不会计入；以后可以重新上传。"
            path={`${historyPath}trials/${trial.id}/discard`}
            most={reasonMost}
            onDone={() => refresh(historyPath)}
          />
        ) : undefined
      }
    >
      <Summary view={view} />
      {isOpen ? <AcceptPanel view={view} forms={forms} /> : null}
      <Tabs
        defaultActiveKey={view.unmappedCount > 0 ? "unmapped" : "sheets"}
        items={[
          {
            key: "unmapped",
            label: `未对照（${view.unmappedCount}）`,
            children: <UnmappedTab view={view} forms={forms} isOpen={isOpen} />,
          },
          {
            key: "sheets",
            label: `工作表（${view.sheets.length}）`,
            children: <SheetsTab view={view} forms={forms} isOpen={isOpen} />,
          },
          { key: "faults", label: `不能读取（${view.faultCount}）`, children: <Faults view={view} /> },
          { key: "failed", label: `校验不成立（${view.failedCount}）`, children: <Failed view={view} forms={forms} /> },
          {
            key: "changes",
            label: `与现有数据比较（改 ${view.difference.changed}，少 ${view.difference.gone}）`,
            children: <Changes view={view} forms={forms} />,
          },
          { key: "totals", label: "读出合计", children: <Totals view={view} forms={forms} /> },
        ]}
      />
    </Page>
  );
}

function Summary({ view }: { view: TrialView }) {
  const { quality, difference } = view;
  const tiles: [string, string][] = [
    ["有数的单元格", view.filled.toLocaleString("zh-CN")],
    ["已对照", view.cells.toLocaleString("zh-CN")],
    ["未对照", view.unmappedCount.toLocaleString("zh-CN")],
    ["不需要", view.unwanted.toLocaleString("zh-CN")],
    ["不能读取", view.faultCount.toLocaleString("zh-CN")],
    ["校验不成立", `${view.failedCount} / ${view.checked}`],
    ["新增 / 相同", `${difference.new} / ${difference.same}`],
    ["质量得分", permilleText(quality.score)],
    ["完整性", permilleText(quality.completeness)],
    ["一致性", permilleText(quality.consistency)],
    ["对照率", permilleText(quality.mapped)],
  ];
  return (
    <section className="sf-panel sf-stack" aria-label="试导入结果">
      <dl className="sf-history-tiles">
        {tiles.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {view.blockers.length === 0 || view.trial.state === "accepted" ? null : (
        <ul className="sf-history-blockers" aria-label="导入前要处理">
          {view.blockers.map((blocker) => (
            <li key={blocker.message}>{blocker.message}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Faults({ view }: { view: TrialView }) {
  type Fault = TrialView["faults"][number];
  const columns: readonly Column<Fault>[] = [
    { key: "sheet", title: "工作表", kind: "text", width: 220, value: (row) => row.sheet },
    { key: "place", title: "单元格", kind: "text", width: 90, value: (row) => row.place },
    { key: "label", title: "项目", kind: "text", width: 240, value: (row) => row.label },
    { key: "value", title: "内容", kind: "text", width: 160, value: (row) => row.value },
    { key: "message", title: "原因", kind: "text", width: 360, value: (row) => row.message },
  ];
  return (
    <DataTable
      id="history-faults"
      name="不能读取的单元格"
      rows={view.faults}
      columns={columns}
      rowKey={(row) => `${row.sheet}!${row.place}`}
      maxRows={15}
      empty={{ title: "没有不能读取的单元格", next: "有数的单元格都读出来了。" }}
    />
  );
}

function Failed({ view, forms }: { view: TrialView; forms: HistoryForms }) {
  type Check = TrialView["failed"][number];
  const columns: readonly Column<Check>[] = [
    { key: "sheet", title: "工作表", kind: "text", width: 220, value: (row) => row.sheet },
    { key: "text", title: "校验关系", kind: "text", width: 380, value: (row) => row.text },
    { key: "column", title: "栏目", kind: "text", width: 120, value: (row) => nameOf(row) },
    { key: "left", title: "左边", kind: "text", width: 150, value: (row) => figureText(row.kind, row.left) },
    { key: "right", title: "右边", kind: "text", width: 150, value: (row) => figureText(row.kind, row.right) },
    { key: "off", title: "差额", kind: "text", width: 130, value: (row) => figureText(row.kind, row.left - row.right) },
    {
      key: "tolerance",
      title: "允许误差",
      kind: "text",
      width: 120,
      value: (row) => figureText(row.kind, row.tolerance),
    },
  ];
  const nameOf = (row: Check) => {
    const task = view.sheets.find((sheet) => sheet.sheet === row.sheet)?.head?.task ?? "";
    return columnName(forms, task, row.column, fundText);
  };
  return (
    <DataTable
      id="history-failed"
      name="不成立的校验"
      rows={view.failed}
      columns={columns}
      rowKey={(row) => `${row.sheet} ${row.column} ${row.check}`}
      maxRows={15}
      empty={{ title: "校验关系都成立", next: `共核对 ${view.checked} 条。` }}
    />
  );
}

function Changes({ view, forms }: { view: TrialView; forms: HistoryForms }) {
  return (
    <DataTable
      id="history-changes"
      name="与现有数据不同的数据"
      rows={view.difference.changes}
      columns={changedColumns(forms, "现有", "本文件")}
      rowKey={(row) => `${row.task} ${row.form} ${row.period} ${row.division} ${row.item} ${row.column}`}
      maxRows={15}
      empty={{
        title: "没有与现有数据不同的数据",
        next: `新增 ${view.difference.new} 个，相同 ${view.difference.same} 个。`,
      }}
    />
  );
}

function Totals({ view, forms }: { view: TrialView; forms: HistoryForms }) {
  type Total = TrialView["totals"][number];
  const columns: readonly Column<Total>[] = [
    { key: "task", title: "任务", kind: "text", width: 120, value: (row) => taskName(forms, row.task) },
    { key: "form", title: "报表", kind: "text", width: 260, value: (row) => formTitle(forms, row.form) },
    { key: "item", title: "项目", kind: "text", width: 200, value: (row) => row.name },
    {
      key: "column",
      title: "栏目",
      kind: "text",
      width: 130,
      value: (row) => columnName(forms, row.task, row.column, fundText),
    },
    { key: "value", title: "合计", kind: "text", width: 180, value: (row) => figureText(row.kind, row.value) },
    { key: "cells", title: "数据个数", kind: "count", value: (row) => row.cells },
  ];
  return (
    <DataTable
      id="history-totals"
      name="读出合计"
      rows={view.totals}
      columns={columns}
      rowKey={(row) => `${row.task} ${row.form} ${row.item} ${row.column}`}
      maxRows={15}
      empty={{ title: "还没有读出数据", next: "先补充工作表的表头信息。" }}
    />
  );
}
