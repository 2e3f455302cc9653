import "./Gallery.css";
import { Button, Form, Select, Tabs } from "antd";
import type { ReactNode } from "react";
import { useState } from "react";
import { funds } from "../kernel/funds";
import { fen } from "../kernel/money";
import { period } from "../kernel/period";
import { Amount } from "../ui/Amount";
import { AmountInput } from "../ui/AmountInput";
import { BulkResult } from "../ui/BulkResult";
import { Chart } from "../ui/Chart";
import { DescriptionList } from "../ui/DescriptionList";
import { EmptyState } from "../ui/EmptyState";
import { FileDrop } from "../ui/FileDrop";
import { JobPanel } from "../ui/JobCard";
import { MaskedText } from "../ui/MaskedText";
import { Page } from "../ui/Page";
import { PeriodInput } from "../ui/PeriodInput";
import { WithPreview } from "../ui/Preview";
import { ProblemView } from "../ui/ProblemView";
import { ReasonDialog } from "../ui/ReasonDialog";
import { StatusTag } from "../ui/StatusTag";
import { Timeline } from "../ui/Timeline";
import type { Column } from "../ui/table/columns";
import { DataTable } from "../ui/table/DataTable";
import { WindowedTable } from "../ui/table/WindowedTable";
import { requestColumns } from "./requestColumns";
import type { SamplePayee } from "./samples";
import {
  chartIncome,
  chartMonths,
  chartPeople,
  chartSpending,
  sampleJobs,
  sampleProblem,
  sampleRequests,
  sampleSteps,
} from "./samples";

const nineRequests = sampleRequests(9);

const payeeColumns: readonly Column<SamplePayee>[] = [
  { key: "row", title: "序号", kind: "count", width: 90, frozen: true, value: (row) => row.row },
  { key: "name", title: "姓名", kind: "text", width: 90, frozen: true, value: (row) => row.name },
  { key: "id", title: "身份证号", kind: "text", width: 190, value: (row) => row.id },
  { key: "bank", title: "开户银行", kind: "text", width: 170, value: (row) => row.bank },
  { key: "account", title: "银行账号", kind: "text", width: 180, value: (row) => row.account },
  { key: "amount", title: "金额", kind: "amount", width: 130, value: (row) => row.amount },
];

const nothing = async () => undefined;

/** Every component with plausible data, to look at. */
export function GalleryPage() {
  return (
    <Page
      title="组件总览"
      meta="仅开发和测试版本可见"
      hints={[
        ["mod+k", "搜索"],
        ["?", "快捷键"],
      ]}
    >
      <div className="sf-gallery">
        <Card title="金额与状态">
          <div className="sf-row" style={{ gap: 24 }}>
            <Amount value={fen(1_234_567_890_12)} strong />
            <Amount value={fen(-350_000_00)} />
            <Amount value={fen(0)} />
            <Amount value={null} />
          </div>
          <div className="sf-row">
            <StatusTag tone="neutral">草稿</StatusTag>
            <StatusTag tone="active">待复审</StatusTag>
            <StatusTag tone="warn">待支付</StatusTag>
            <StatusTag tone="good">已支付</StatusTag>
            <StatusTag tone="bad">已退回</StatusTag>
          </div>
          <DescriptionList
            items={[
              { label: "申请编号", value: "YK202600317" },
              { label: "险种", value: "城乡居民基本养老保险" },
              { label: "申请金额", value: <Amount value={fen(8_412_305_60)} /> },
              {
                label: "收款户",
                value: (
                  <MaskedText
                    label="银行账号"
                    masked="6222 **** **** 0417"
                    reveal={async () => "6222 0228 0611 0417"}
                  />
                ),
              },
              { label: "用途", value: "2026年3月基础养老金，31,204 人", wide: true },
            ]}
          />
        </Card>
        <Card title="审批过程">
          <Timeline steps={sampleSteps} />
        </Card>
        <Card title="列表（各单位下均可加总）" wide>
          <DataTable
            id="dev-nine"
            name="用款申请"
            rows={nineRequests}
            columns={requestColumns}
            rowKey={(row) => row.number}
            maxRows={10}
          />
        </Card>
        <Card title="十万行以上的收款人名单" wide>
          <WindowedTable id="dev-payees" name="收款人" path="/api/dev/payees" columns={payeeColumns} maxRows={8} />
        </Card>
        <Card title="图表">
          <Chart
            title="基金收支"
            summary="2026年1至6月基金收入由 812 万元升至 960 万元，支出由 780 万元升至 851 万元。"
            categories={chartMonths}
            series={chartSeries}
          />
        </Card>
        <Card title="任务">
          {sampleJobs.map((job) => (
            <JobPanel key={job.id} job={job} onCancel={nothing} onResume={nothing} />
          ))}
        </Card>
        <Card title="表单与附件预览" wide>
          <WithPreview attachments={[{ path: "/api/dev/paper.txt", name: "用款申请函.txt" }]}>
            <SampleForm />
          </WithPreview>
        </Card>
        <Card title="上传与理由">
          <FileDrop path="/api/dev/upload" hint="支持 csv、xlsx、zip，单个文件不超过 500 MB" onDone={() => undefined} />
          <Reason />
        </Card>
        <Card title="出错与空白">
          <ProblemView problem={sampleProblem} retry={() => undefined} />
          <ProblemView problem={sampleProblem} inline />
          <EmptyState
            title="还没有凭证"
            next="支付完成后系统会自动生成，也可以手工录入。"
            action={<Button>录入凭证</Button>}
          />
        </Card>
        <Card title="批量结果" wide>
          <BulkResult
            action="审核通过"
            outcomes={nineRequests.slice(0, 5).map((row, at) => ({
              key: row.number,
              label: `${row.number} ${row.agency}`,
              ...(at === 2 ? { problem: sampleProblem } : {}),
            }))}
            onRetry={() => undefined}
            onClose={() => undefined}
          />
        </Card>
      </div>
    </Page>
  );
}

const chartSeries = [
  { name: "收入", kind: "bar" as const, measure: "money" as const, values: chartIncome },
  { name: "支出", kind: "bar" as const, measure: "money" as const, values: chartSpending },
  { name: "领取人数", kind: "line" as const, measure: "number" as const, unit: "万人", values: chartPeople },
];

function Card({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className={wide ? "sf-panel sf-gallery-wide" : "sf-panel"}>
      <h2>{title}</h2>
      <div className="sf-stack">{children}</div>
    </section>
  );
}

function SampleForm() {
  return (
    <Form layout="vertical" requiredMark={false} aria-label="用款申请">
      <Form.Item label="险种" htmlFor="fund">
        <Select
          id="fund"
          defaultValue="resident-pension"
          options={funds.map((fund) => ({ value: fund.id, label: fund.name }))}
        />
      </Form.Item>
      <Form.Item label="期别" htmlFor="period">
        <PeriodInput id="period" value={period(2026, 3)} />
      </Form.Item>
      <Form.Item label="申请金额（元）" htmlFor="amount" validateStatus="error" help="超出可用预算 146,600.00 元">
        <AmountInput id="amount" value={fen(135_000_000)} />
      </Form.Item>
      <Tabs
        items={[
          { key: "lines", label: "明细", children: "共 31,204 人" },
          { key: "budget", label: "预算核对", children: "可用 1,203,400.00 元" },
        ]}
      />
    </Form>
  );
}

function Reason() {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button onClick={() => setOpen(true)}>退回申请…</Button>
      <ReasonDialog
        open={open}
        title="退回申请 YK202600317"
        effect="退回后由西宁市社会保险服务中心修改并重新报送。"
        least={10}
        confirmText="退回"
        danger
        onConfirm={() => setOpen(false)}
        onCancel={() => setOpen(false)}
      />
    </div>
  );
}
