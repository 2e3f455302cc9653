import { App, Button, Form, Input, Modal, Select } from "antd";
import { useCallback, useState } from "react";
import type { Agency, Fund } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { divisionText } from "../../kernel/divisions";
import { funds, fundText } from "../../kernel/funds";
import { useRefresh } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { DivisionSelect, DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";

const agenciesPath = "/api/identity/agencies";

const columns: readonly Column<Agency>[] = [
  { key: "code", title: "机构代码", kind: "text", width: 130, frozen: true, value: (row) => row.code },
  { key: "name", title: "机构名称", kind: "text", width: 280, value: (row) => row.name },
  { key: "division", title: "区划", kind: "text", width: 130, value: (row) => divisionText(row.division) },
  { key: "funds", title: "险种", kind: "text", width: 420, value: (row) => row.funds.map(fundText).join("、") },
  {
    key: "signs",
    title: "SM2 签名",
    kind: "text",
    width: 130,
    value: (row) => (row.publicKey === undefined ? "未登记公钥" : "必须签名"),
    render: (row) =>
      row.publicKey === undefined ? (
        <StatusTag tone="neutral">未登记公钥</StatusTag>
      ) : (
        <StatusTag tone="good">必须签名</StatusTag>
      ),
  },
];

/** The agencies that may send files. */
export function AgenciesPage() {
  const [division] = useDivision();
  const mayRegister = useMay("user.manage");
  const [registers, setRegisters] = useState(false);
  return (
    <Page
      title="经办机构"
      fill
      actions={
        <>
          <DivisionSwitch />
          {mayRegister ? (
            <Button type="primary" onClick={() => setRegisters(true)}>
              登记机构
            </Button>
          ) : null}
        </>
      }
    >
      <DataTable
        id="agencies"
        name="经办机构"
        path={`${agenciesPath}?division=${division}`}
        columns={columns}
        rowKey={(row) => row.code}
        empty={{ title: "还没有登记经办机构", next: "登记后，机构才能报送文件。" }}
      />
      {registers ? <Register division={division} onClose={() => setRegisters(false)} /> : null}
    </Page>
  );
}

type Fields = { code: string; name: string; division: string; funds: Fund[]; publicKey?: string };

function Register({ division, onClose }: { division: string; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const send = useCallback(({ publicKey, ...fields }: Fields, intent: Intent) => {
    const key = publicKey?.trim() ?? "";
    return command<Agency>(agenciesPath, key === "" ? fields : { ...fields, publicKey: key }, { intent });
  }, []);
  const { running, run } = useCommand(send);
  const register = async (fields: Fields) => {
    if ((await run(fields)) === undefined) return;
    void message.success("机构已登记");
    refresh(agenciesPath);
    onClose();
  };
  return (
    <Modal
      open
      title="登记经办机构"
      okText="登记"
      cancelText="取消"
      confirmLoading={running.state === "running"}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ division, funds: [] }}
        onFinish={(fields) => void register(fields)}
      >
        <Form.Item
          name="code"
          label="机构代码"
          extra="1 至 20 位字母或数字，也是收件目录的名字"
          rules={[{ required: true, pattern: /^[A-Za-z0-9]{1,20}$/, message: "机构代码不符合要求" }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="name" label="机构名称" rules={[{ required: true, whitespace: true, message: "请填写名称" }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="division" label="区划" rules={[{ required: true, message: "请选择区划" }]}>
          <DivisionSelect />
        </Form.Item>
        <Form.Item name="funds" label="险种" rules={[{ required: true, message: "请选择险种" }]}>
          <Select mode="multiple" options={funds.map(({ id, shortName }) => ({ value: id, label: shortName }))} />
        </Form.Item>
        <Form.Item name="publicKey" label="SM2 公钥（选填）" extra="十六进制，以 04 开头；登记后报送必须签名">
          <Input.TextArea rows={2} />
        </Form.Item>
      </Form>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </Modal>
  );
}
