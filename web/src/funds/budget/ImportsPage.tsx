import { Form, Input, Select } from "antd";
import { useState } from "react";
import type { BudgetImport, ImportSubtotal } from "../../api/generated/types";
import { funds } from "../../kernel/funds";
import { useRefresh } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { Amount } from "../../ui/Amount";
import { DescriptionList } from "../../ui/DescriptionList";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { RowProblems } from "../../ui/RowProblems";
import { StatusTag } from "../../ui/StatusTag";
import { TableDrop } from "../../ui/TableDrop";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { useYear, YearSwitch } from "../../ui/YearSelect";
import { linesPath } from "./LinesPage";

const importsPath = "/api/budget/imports";

const columns: readonly Column<BudgetImport>[] = [
  { key: "at", title: "导入时间", kind: "time", frozen: true, value: (row) => row.at },
  { key: "by", title: "导入人", kind: "text", width: 140, value: (row) => row.by },
  { key: "rows", title: "文件行数", kind: "count", value: (row) => row.rows },
  { key: "imported", title: "已导入", kind: "count", value: (row) => row.imported },
  { key: "open", title: "未导入", kind: "count", value: (row) => row.open },
  { key: "amount", title: "导入金额", kind: "amount", value: (row) => row.amount },
  {
    key: "result",
    title: "结果",
    kind: "text",
    width: 120,
    value: (row) => resultOf(row).text,
    render: (row) => <StatusTag tone={resultOf(row).tone}>{resultOf(row).text}</StatusTag>,
  },
  { key: "id", title: "编号", kind: "text", width: 260, hidden: true, value: (row) => row.id },
];

function resultOf(report: BudgetImport) {
  if (report.open > 0) return { tone: report.imported > 0 ? "warn" : "bad", text: "有错误行" } as const;
  return report.repeated
    ? ({ tone: "neutral", text: "没有变化" } as const)
    : ({ tone: "good", text: "已导入" } as const);
}

/** Importing a budget, and every import with its errors. */
export function ImportsPage() {
  const [division] = useDivision();
  const mayImport = useMay("budget.import");
  const refresh = useRefresh();
  const [report, setReport] = useState<BudgetImport>();
  return (
    <Page title="预算导入" actions={<DivisionSwitch />}>
      {mayImport ? (
        <Upload
          division={division}
          onDone={(done) => {
            setReport(done);
            refresh(importsPath);
            refresh(linesPath);
          }}
        />
      ) : null}
      {report === undefined ? null : <Report report={report} />}
      <DataTable
        id="budget-imports"
        name="预算导入记录"
        path={`${importsPath}?division=${division}`}
        columns={columns}
        rowKey={(row) => row.id}
        onOpen={setReport}
        maxRows={12}
        empty={{ title: "还没有导入过预算", next: "将预算表（CSV）拖到上方。" }}
      />
    </Page>
  );
}

type UploadProps = { division: string; onDone: (report: BudgetImport) => void };

/** The budget table says everything itself; a sheet of one amount a unit needs fund, year and line from here. */
function Upload({ division, onDone }: UploadProps) {
  const [year] = useYear();
  const [fund, setFund] = useState<string>();
  const [line, setLine] = useState("");
  const [lineName, setLineName] = useState("");
  const sheet = fund === undefined ? {} : { fund, year, line: line.trim(), lineName: lineName.trim() };
  return (
    <section className="sf-panel sf-stack">
      <p className="sf-muted">
        预算表的列：区划、险种、年度、项目编码、项目名称、金额（元）、已批复、控制方式。同一区划、险种、年度要么全部导入，要么全部不导入；
        错误行会逐行列出，改好后整表重新导入即可，已导入的行不会重复。
      </p>
      <details>
        <summary>单位预算表（一行一个单位、只有金额）：先选险种、年度和项目</summary>
        <Form layout="inline" requiredMark={false} style={{ gap: 8, marginTop: 8 }}>
          <Form.Item label="险种">
            <Select
              aria-label="险种"
              style={{ width: 210 }}
              allowClear
              placeholder="预算表不用选"
              onChange={(value: string | undefined) => setFund(value)}
              options={funds.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
          <Form.Item label="年度">
            <YearSwitch />
          </Form.Item>
          <Form.Item label="项目编码">
            <Input aria-label="项目编码" value={line} onChange={(event) => setLine(event.target.value)} />
          </Form.Item>
          <Form.Item label="项目名称">
            <Input aria-label="项目名称" value={lineName} onChange={(event) => setLineName(event.target.value)} />
          </Form.Item>
        </Form>
      </details>
      <TableDrop<BudgetImport> path={importsPath} query={{ division, ...sheet }} onDone={onDone} />
    </section>
  );
}

const subtotalColumns: readonly Column<ImportSubtotal>[] = [
  { key: "name", title: "区划", kind: "text", width: 140, value: (row) => row.name },
  { key: "rows", title: "行数", kind: "count", width: 80, value: (row) => row.rows },
  { key: "own", title: "本级", kind: "amount", total: true, value: (row) => row.own },
  { key: "below", title: "下级", kind: "amount", total: true, value: (row) => row.below },
  { key: "total", title: "合计", kind: "amount", total: true, value: (row) => row.total },
];

function Report({ report }: { report: BudgetImport }) {
  const { tone, text } = resultOf(report);
  return (
    <section className="sf-panel sf-stack" aria-label="导入结果">
      <div className="sf-row" role="status">
        <h2>导入结果</h2>
        <StatusTag tone={tone}>{text}</StatusTag>
      </div>
      <DescriptionList
        items={[
          { label: "文件行数", value: report.rows.toLocaleString("zh-CN") },
          { label: "已导入", value: report.imported.toLocaleString("zh-CN") },
          { label: "未导入", value: report.open.toLocaleString("zh-CN") },
          { label: "导入金额", value: <Amount value={report.amount} /> },
        ]}
      />
      <RowProblems id="budget-problems" problems={report.problems} />
      {report.subtotals.length === 0 ? null : (
        <DataTable
          id="budget-import-subtotals"
          name="导入小计"
          rows={report.subtotals}
          columns={subtotalColumns}
          rowKey={(row) => row.division}
          maxRows={8}
        />
      )}
    </section>
  );
}
