import { App, Button, Form, Input, Modal, Select } from "antd";
import { useCallback, useState } from "react";
import type { Fund, PlanPage as PlanList, PlanRow, RemittanceType } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { funds, fundText } from "../../kernel/funds";
import type { Fen } from "../../kernel/money";
import { useRefresh } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { AmountInput } from "../../ui/AmountInput";
import { DivisionSelect, DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { fundFilter } from "../../ui/table/filters";
import type { ListAdapter } from "../../ui/table/rows";
import { useYear, YearSwitch } from "../../ui/YearSelect";
import { remittanceTypes } from "./slips";

const plansPath = "/api/income/plans";

const columns: readonly Column<PlanRow>[] = [
  { key: "from", title: "上解地区", kind: "text", width: 130, frozen: true, value: (row) => row.fromName },
  { key: "to", title: "收款地区", kind: "text", width: 110, value: (row) => row.toName },
  { key: "fund", title: "险种", kind: "text", width: 130, value: (row) => fundText(row.fund) },
  { key: "type", title: "类型", kind: "text", width: 100, value: (row) => row.typeName },
  { key: "amount", title: "计划金额", kind: "amount", total: true, value: (row) => row.amount },
  { key: "charged", title: "已申请", kind: "amount", total: true, value: (row) => row.charged },
  { key: "left", title: "剩余", kind: "amount", value: (row) => row.left },
  { key: "documentNo", title: "文号", kind: "text", width: 180, value: (row) => row.documentNo },
  { key: "issuedBy", title: "下达人", kind: "text", width: 130, value: (row) => row.issuedBy },
  { key: "issuedAt", title: "下达时间", kind: "time", value: (row) => row.issuedAt },
];

const plans: ListAdapter = {
  totals: (page) => {
    const { amount, charged } = (page ?? {}) as Partial<PlanList>;
    return amount === undefined || charged === undefined ? undefined : { amount, charged };
  },
};

/** What each lower division is to remit this year. */
export function PlansPage() {
  const [division] = useDivision();
  const [year] = useYear();
  const [open, setOpen] = useState(false);
  const mayIssue = useMay("request.submit");
  return (
    <Page
      title="上解计划"
      fill
      actions={
        <>
          <DivisionSwitch />
          <YearSwitch />
          {mayIssue ? (
            <Button type="primary" onClick={() => setOpen(true)}>
              下达计划
            </Button>
          ) : null}
        </>
      }
    >
      <DataTable
        id="income-plans"
        name="上解计划"
        path={`${plansPath}?division=${division}&year=${year}`}
        adapter={plans}
        columns={columns}
        rowKey={(row) => `${row.from}-${row.fund}-${row.year}-${row.type}`}
        filters={[fundFilter("fund", true)]}
        empty={{ title: `${year}年还没有上解计划`, next: "上级经办机构下达计划后，下级才能在计划内申请上解。" }}
      />
      {open ? <IssuePlan year={year} onClose={() => setOpen(false)} /> : null}
    </Page>
  );
}

type Fields = { division: string; fund: Fund; type: RemittanceType; amount: Fen; documentNo: string };

function IssuePlan({ year, onClose }: { year: number; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const send = useCallback(
    (fields: Fields, intent: Intent) => command<PlanRow>(plansPath, { ...fields, year }, { intent }),
    [year],
  );
  const { running, run } = useCommand(send);
  const issue = async (fields: Fields) => {
    if ((await run(fields)) === undefined) return;
    void message.success("计划已下达");
    refresh(plansPath);
    onClose();
  };
  return (
    <Modal
      open
      title={`下达${year}年上解计划`}
      okText="下达"
      cancelText="取消"
      confirmLoading={running.state === "running"}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void issue(fields)}>
        <Form.Item name="division" label="上解地区" rules={[{ required: true, message: "请选择上解地区" }]}>
          <DivisionSelect label="上解地区" />
        </Form.Item>
        <Form.Item name="fund" label="险种" rules={[{ required: true, message: "请选择险种" }]}>
          <Select options={funds.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="type" label="类型" rules={[{ required: true, message: "请选择类型" }]}>
          <Select options={Object.entries(remittanceTypes).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="amount" label="计划金额" rules={[{ required: true, message: "请填写金额" }]}>
          <AmountInput />
        </Form.Item>
        <Form.Item name="documentNo" label="文号" rules={[{ required: true, message: "请填写文号" }]}>
          <Input maxLength={60} />
        </Form.Item>
      </Form>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </Modal>
  );
}
