import "./History.css";
import { Drawer, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { HistoryBatch, HistoryForms, PageOfHistoryBatch, VersionComparison } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { useParameter } from "../../kernel/parameter";
import { timeText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { DescriptionList } from "../../ui/DescriptionList";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { changedColumns } from "./changedColumns";
import { formTitle, historyPath, permilleText, reasonMost, spanText, taskName, useForms } from "./history";

const columns: readonly Column<HistoryBatch>[] = [
  { key: "fileName", title: "文件", kind: "text", width: 300, frozen: true, value: (row) => row.fileName },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 90,
    value: (row) => (row.rolledBack === undefined ? "计入" : "已撤回"),
    render: (row) => (
      <StatusTag tone={row.rolledBack === undefined ? "good" : "warn"}>
        {row.rolledBack === undefined ? "计入" : "已撤回"}
      </StatusTag>
    ),
  },
  {
    key: "years",
    title: "年度",
    kind: "text",
    width: 110,
    value: (row) => (row.firstYear === row.lastYear ? `${row.firstYear}` : `${row.firstYear}—${row.lastYear}`),
  },
  { key: "division", title: "区划", kind: "text", width: 110, value: (row) => divisionText(row.division) },
  { key: "reports", title: "报表", kind: "count", width: 70, value: (row) => row.reports.length },
  { key: "cells", title: "数据", kind: "count", width: 80, value: (row) => row.cells },
  { key: "failed", title: "校验不成立", kind: "count", width: 100, value: (row) => row.failed },
  { key: "score", title: "质量得分", kind: "text", width: 90, value: (row) => permilleText(row.quality.score) },
  { key: "by", title: "导入人", kind: "text", width: 90, value: (row) => row.byName },
  { key: "at", title: "导入时间", kind: "time", value: (row) => row.at },
  { key: "id", title: "版本号", kind: "text", width: 230, value: (row) => row.id },
];

/** Every import with who, when, by which mapping; each can be compared with another and taken out again. */
export function VersionsPage() {
  const [division] = useDivision();
  const [year] = useParameter("year");
  const [open, setOpen] = useParameter("version");
  const forms = useForms();
  const query = `division=${division}${year === undefined ? "" : `&year=${year}`}`;
  return (
    <Page
      title="历史数据版本"
      meta={<Link to="/exchange/history">← 回到历史数据</Link>}
      fill
      actions={<DivisionSwitch />}
      hints={[["enter", "打开"]]}
    >
      <DataTable
        id="history-versions"
        name="历史数据版本"
        path={`${historyPath}versions?${query}`}
        columns={columns}
        rowKey={(row) => row.id}
        onOpen={(row) => setOpen(row.id)}
        empty={{ title: "还没有导入过历史数据", next: "在“历史数据”页上传文件，试导入无误后正式导入。" }}
      />
      <Drawer open={open !== undefined} size={760} title="版本详情" onClose={() => setOpen(undefined)} destroyOnHidden>
        {open === undefined ? null : (
          <RemoteView remote={forms} rows={8}>
            {(known) => <Version key={open} id={open} forms={known} />}
          </RemoteView>
        )}
      </Drawer>
    </Page>
  );
}

function Version({ id, forms }: { id: string; forms: HistoryForms }) {
  const version = useRemote<HistoryBatch>(`${historyPath}versions/${id}`);
  return (
    <RemoteView remote={version} rows={10}>
      {(batch) => (
        <div className="sf-stack">
          <Facts batch={batch} />
          <Reports batch={batch} forms={forms} />
          <Compare batch={batch} forms={forms} />
        </div>
      )}
    </RemoteView>
  );
}

function Facts({ batch }: { batch: HistoryBatch }) {
  const mayImport = useMay("history.import");
  const refresh = useRefresh();
  const { quality } = batch;
  return (
    <>
      <DescriptionList
        items={[
          { label: "文件", value: batch.fileName },
          { label: "文件 SM3", value: batch.sm3 },
          { label: "导入", value: `${batch.byName}，${timeText(batch.at)}` },
          { label: "数据", value: `${batch.cells} 个（有数单元格 ${batch.filled}，不需要 ${batch.unwanted}）` },
          {
            label: "校验",
            value: `${batch.checked} 条，不成立 ${batch.failed} 条${batch.reason === undefined ? "" : `：${batch.reason}`}`,
          },
          {
            label: "质量报告",
            value: `得分 ${permilleText(quality.score)}：完整性 ${permilleText(quality.completeness)}，一致性 ${permilleText(quality.consistency)}，对照率 ${permilleText(quality.mapped)}`,
          },
          { label: "控制数", value: batch.stated.length === 0 ? "未填" : `${batch.stated.length} 项，全部一致` },
          ...(batch.rolledBack === undefined
            ? []
            : [
                {
                  label: "撤回",
                  value: `${batch.rolledBack.byName}，${timeText(batch.rolledBack.at)}：${batch.rolledBack.reason}`,
                },
              ]),
        ]}
      />
      <div className="sf-row">
        <Link to={`/exchange/history/trials/${batch.trial}`}>查看试导入结果</Link>
        <span className="sf-grow" />
        {mayImport && batch.rolledBack === undefined ? (
          <ReasonButton
            text="撤回"
            title="撤回这次导入"
            effect="这次导入的数据不再计入；被它替换的旧版本重新计入。文件和版本记录保留。"
            path={`${historyPath}versions/${batch.id}/rollback`}
            most={reasonMost}
            placeholder="撤回的理由"
            danger
            onDone={() => refresh(historyPath)}
          />
        ) : null}
      </div>
    </>
  );
}

function Reports({ batch, forms }: { batch: HistoryBatch; forms: HistoryForms }) {
  type Report = HistoryBatch["reports"][number];
  const reportColumns: readonly Column<Report>[] = [
    { key: "form", title: "报表", kind: "text", width: 240, value: (row) => formTitle(forms, row.form) },
    { key: "task", title: "任务", kind: "text", width: 90, value: (row) => taskName(forms, row.task) },
    { key: "period", title: "所属期", kind: "text", width: 100, value: (row) => spanText(forms, row.task, row.period) },
    { key: "division", title: "区划", kind: "text", width: 90, value: (row) => divisionText(row.division) },
    { key: "layout", title: "版式", kind: "text", width: 80, value: (row) => `第 ${row.layout} 版` },
    { key: "mapping", title: "对照", kind: "text", width: 80, value: (row) => `第 ${row.mapping} 版` },
    { key: "cells", title: "数据", kind: "count", width: 70, value: (row) => row.cells },
    { key: "failed", title: "不成立", kind: "count", width: 70, value: (row) => row.failed },
  ];
  return (
    <DataTable
      id="history-version-reports"
      name="报表"
      rows={batch.reports}
      columns={reportColumns}
      rowKey={(row) => `${row.sheet} ${row.form} ${row.period} ${row.division}`}
      maxRows={8}
    />
  );
}

function Compare({ batch, forms }: { batch: HistoryBatch; forms: HistoryForms }) {
  const [other, setOther] = useState<string>();
  const list = useRemote<PageOfHistoryBatch>(`${historyPath}versions`, {
    division: batch.division,
    year: batch.firstYear,
    limit: 200,
  });
  const choices = list.state === "ready" ? list.value.items.filter((one) => one.id !== batch.id) : [];
  const comparison = useRemote<VersionComparison>(
    other === undefined ? undefined : `${historyPath}versions/${other}/changes`,
    { with: batch.id },
  );
  return (
    <section className="sf-stack" aria-label="版本对比">
      <Select
        aria-label="与哪个版本对比"
        placeholder="选择要对比的版本"
        allowClear
        {...(other === undefined ? {} : { value: other })}
        onChange={(id: string | undefined) => setOther(id)}
        options={choices.map((one) => ({ value: one.id, label: `${one.fileName}（${timeText(one.at)}）` }))}
      />
      {other === undefined ? null : (
        <RemoteView remote={comparison} rows={4}>
          {(found) => (
            <>
              <p role="status">
                相同 {found.same} 个，不同 {found.changed} 个
              </p>
              <DataTable
                id="history-version-changes"
                name="版本差异"
                rows={found.changes}
                columns={changedColumns(forms, "对比版本", "本版本")}
                rowKey={(row) => `${row.task} ${row.form} ${row.period} ${row.division} ${row.item} ${row.column}`}
                maxRows={10}
                empty={{ title: "两个版本没有差别", next: "换一个版本对比。" }}
              />
            </>
          )}
        </RemoteView>
      )}
    </section>
  );
}
