import { Link, useNavigate } from "react-router";
import type { EmployerPage as EmployerList, EmployerSum } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { useMay } from "../../kernel/user";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import type { Filter } from "../../ui/table/filters";
import { fundFilter } from "../../ui/table/filters";
import type { ListAdapter } from "../../ui/table/rows";
import { useYear, YearSwitch } from "../../ui/YearSelect";
import { employerAddress, standingPath } from "./standing";

const addressOf = (row: EmployerSum) => employerAddress(row.code, row.division, row.year);

const columns: readonly Column<EmployerSum>[] = [
  {
    key: "name",
    title: "单位名称",
    kind: "text",
    width: 240,
    frozen: true,
    value: (row) => row.name,
    render: (row) => <Link to={addressOf(row)}>{row.name}</Link>,
  },
  { key: "code", title: "统一社会信用代码", kind: "text", width: 190, value: (row) => row.code },
  { key: "division", title: "区划", kind: "text", width: 110, value: (row) => row.divisionName },
  { key: "fund", title: "险种", kind: "text", width: 130, value: (row) => fundText(row.fund) },
  { key: "months", title: "月数", kind: "count", width: 80, value: (row) => row.months },
  { key: "due", title: "应缴合计", kind: "amount", total: true, value: (row) => row.due },
  { key: "paid", title: "实缴合计", kind: "amount", total: true, value: (row) => row.paid },
  { key: "difference", title: "应缴减实缴", kind: "amount", total: true, value: (row) => row.difference },
  { key: "dueUnit", title: "应缴·单位", kind: "amount", total: true, value: (row) => row.dueUnit },
  { key: "duePersonal", title: "应缴·个人", kind: "amount", total: true, value: (row) => row.duePersonal },
  { key: "paidUnit", title: "实缴·单位", kind: "amount", total: true, value: (row) => row.paidUnit },
  { key: "paidPersonal", title: "实缴·个人", kind: "amount", total: true, value: (row) => row.paidPersonal },
];

const employers: ListAdapter = {
  query: ({ q, ...others }) => ({ ...others, text: q }),
  totals: (page) => {
    if (page === undefined) return undefined;
    const { dueUnit, duePersonal, due, paidUnit, paidPersonal, paid, difference } = page as EmployerList;
    return { dueUnit, duePersonal, due, paidUnit, paidPersonal, paid, difference };
  },
};

const filters: readonly Filter[] = [
  fundFilter("fund", true),
  {
    key: "differs",
    label: "应缴实缴",
    kind: "choice",
    single: true,
    options: [{ value: "true", label: "不一致" }],
  },
];

/** 单位台账: the employers of a division and below, what each owed and paid in the months of a year. */
export function EmployersPage() {
  const navigate = useNavigate();
  const mayImport = useMay("voucher.prepare");
  const [division] = useDivision();
  const [year] = useYear();
  return (
    <Page
      title="单位台账"
      fill
      hints={[["enter", "打开"]]}
      actions={
        <>
          <DivisionSwitch />
          <YearSwitch />
          {mayImport ? <Link to="/accounting/suspense">导入单位明细</Link> : null}
        </>
      }
    >
      <p className="sf-muted">
        应缴取经办机构征缴明细，实缴取税务征缴明细，按属期归入年度；合计等于各票号单位明细之和。
      </p>
      <DataTable
        id="standing-employers"
        name={`${year}年单位台账`}
        path={`${standingPath}/employers?division=${division}&year=${year}`}
        adapter={employers}
        columns={columns}
        rowKey={(row) => `${row.division}-${row.code}-${row.fund}`}
        filters={filters}
        searchHint="代码、单位名称或拼音首字母"
        onOpen={(row) => void navigate(addressOf(row))}
        empty={{
          title: `${year}年还没有单位征缴明细`,
          next: "在“待转社会保险费”中导入经办或税务的单位明细后，这里按单位列示。",
        }}
      />
    </Page>
  );
}
