import { UploadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link } from "react-router";
import type { BudgetLinePage, BudgetRow, BudgetSubtotal } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { fundFilter } from "../../ui/table/filters";
import { useYear, YearSwitch } from "../../ui/YearSelect";
import { UseBar, UseBarKeys } from "./UseBar";

export const linesPath = "/api/budget/lines";

const amounts = [
  { key: "budgeted", title: "预算数", kind: "amount", total: true, width: 160 },
  { key: "reserved", title: "已占用", kind: "amount", total: true },
  { key: "used", title: "已支出", kind: "amount", total: true },
  { key: "available", title: "可用", kind: "amount", total: true },
] as const;

const columns: readonly Column<BudgetRow>[] = [
  { key: "division", title: "区划", kind: "text", width: 120, frozen: true, value: (row) => row.divisionName },
  { key: "fund", title: "险种", kind: "text", width: 130, value: (row) => fundText(row.fund) },
  { key: "name", title: "预算项目", kind: "text", width: 160, value: (row) => row.name },
  { key: "line", title: "项目编码", kind: "text", width: 140, hidden: true, value: (row) => row.line },
  ...amounts.map((column): Column<BudgetRow> => ({ ...column, value: (row) => row[column.key] })),
  {
    key: "share",
    title: "执行",
    kind: "text",
    width: 220,
    value: (row) => row.line,
    render: (row) => <UseBar use={row} />,
  },
  {
    key: "control",
    title: "控制",
    kind: "text",
    width: 90,
    value: (row) => (row.control === "refuse" ? "刚性" : "提醒"),
    render: (row) =>
      row.control === "refuse" ? <StatusTag tone="neutral">刚性</StatusTag> : <StatusTag tone="warn">提醒</StatusTag>,
  },
];

/** Budget lines of a division and below: what is approved, reserved, used and left. */
export function LinesPage() {
  const [division] = useDivision();
  const [year] = useYear();
  const mayImport = useMay("budget.import");
  return (
    <Page
      title="预算额度"
      fill
      actions={
        <>
          <DivisionSwitch />
          <YearSwitch />
          <Link to="/budget/imports">
            <Button icon={mayImport ? <UploadOutlined /> : null} tabIndex={-1}>
              {mayImport ? "导入预算" : "导入记录"}
            </Button>
          </Link>
        </>
      }
    >
      <Subtotals division={division} year={year} />
      <DataTable
        id="budget-lines"
        name="预算额度"
        path={`${linesPath}?division=${division}&year=${year}`}
        columns={columns}
        rowKey={(row) => `${row.division}-${row.fund}-${row.year}-${row.line}`}
        filters={[fundFilter("fund", true)]}
        empty={{
          title: `${year}年还没有预算额度`,
          next: "没有预算的支出会被拦下。请导入已批复的预算，或换一个年度。",
          action: <Link to="/budget/imports">导入预算</Link>,
        }}
      />
    </Page>
  );
}

/** 本级 and each division directly below; they add up to the total of the list. */
function Subtotals({ division, year }: { division: string; year: number }) {
  const [fund] = useParameter("fund");
  const page = useRemote<BudgetLinePage>(linesPath, { division, year, fund, limit: 1 });
  return (
    <RemoteView remote={page} rows={2}>
      {({ subtotals }) => (subtotals.length < 2 ? <UseBarKeys /> : <SubtotalTable subtotals={subtotals} />)}
    </RemoteView>
  );
}

function SubtotalTable({ subtotals }: { subtotals: readonly BudgetSubtotal[] }) {
  const [, choose] = useDivision();
  const subtotalColumns: readonly Column<BudgetSubtotal>[] = [
    {
      key: "name",
      title: "分区划小计",
      kind: "text",
      width: 160,
      frozen: true,
      value: (row) => row.name,
      render: (row) =>
        row.isOwn ? (
          <span>本级</span>
        ) : (
          <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => choose(row.division)}>
            {row.name}
          </Button>
        ),
    },
    { key: "lines", title: "项目数", kind: "count", width: 80, value: (row) => row.sums.lines },
    ...amounts.map((column): Column<BudgetSubtotal> => ({ ...column, value: (row) => row.sums[column.key] })),
    {
      key: "share",
      title: "执行",
      kind: "text",
      width: 220,
      value: (row) => row.name,
      render: (row) => <UseBar use={row.sums} />,
    },
  ];
  return (
    <section className="sf-stack">
      <UseBarKeys />
      <DataTable
        id="budget-subtotals"
        name="分区划小计"
        rows={subtotals}
        columns={subtotalColumns}
        rowKey={(row) => `${row.division}-${row.isOwn}`}
        onOpen={(row) => (row.isOwn ? undefined : choose(row.division))}
        maxRows={5}
      />
    </section>
  );
}
