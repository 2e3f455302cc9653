import { App, Button, Form, Input, Modal, Tabs } from "antd";
import { useCallback, useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Consumer, ConsumerView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useParameter } from "../../kernel/parameter";
import { useRefresh } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { DivisionSelect, DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { consumerState, consumersPath, liveKeys } from "./consumers";
import { PublicationsTab } from "./PublicationsTab";
import { SubjectsTab } from "./SubjectsTab";

const columns: readonly Column<ConsumerView>[] = [
  {
    key: "name",
    title: "共享单位",
    kind: "text",
    width: 200,
    frozen: true,
    value: (row) => row.name,
    render: (row) => <Link to={`/exchange/sharing/${row.id}`}>{row.name}</Link>,
  },
  { key: "id", title: "编号", kind: "text", width: 130, value: (row) => row.id },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 130,
    value: (row) => consumerState(row.state).text,
    render: (row) => <StatusTag tone={consumerState(row.state).tone}>{consumerState(row.state).text}</StatusTag>,
  },
  { key: "division", title: "区划", kind: "text", width: 90, value: (row) => row.divisionName },
  { key: "subjects", title: "授权主题", kind: "count", width: 90, value: (row) => row.grants.length },
  { key: "keys", title: "有效密钥", kind: "count", width: 90, value: (row) => liveKeys(row.keys).length },
  { key: "calls", title: "今日调用", kind: "count", width: 90, value: (row) => row.today.calls },
  { key: "quota", title: "每日配额", kind: "count", width: 90, value: (row) => row.quota.callsPerDay },
  { key: "rows", title: "今日行数", kind: "count", width: 90, value: (row) => row.today.rows },
  { key: "refused", title: "今日未成功", kind: "count", width: 100, value: (row) => row.today.refused },
  { key: "last", title: "最近调用", kind: "time", value: (row) => row.today.lastAt },
];

/** What other departments may call: who they are, what there is, what is published as files. */
export function SharingPage() {
  const [asked, choose] = useParameter("tab");
  const tab = asked === "subjects" || asked === "files" ? asked : "consumers";
  const mayRegister = useMay("sharing.manage");
  const [registers, setRegisters] = useState(false);
  const [division] = useDivision();
  return (
    <Page
      title="共享服务"
      fill={tab === "consumers"}
      {...(tab === "consumers" ? { hints: [["enter", "打开"]] as const } : {})}
      actions={
        tab === "consumers" ? (
          <>
            <DivisionSwitch />
            {mayRegister ? (
              <Button type="primary" onClick={() => setRegisters(true)}>
                登记共享单位
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      <Tabs
        activeKey={tab}
        onChange={(key) => choose(key === "consumers" ? undefined : key)}
        items={[
          { key: "consumers", label: "共享单位" },
          { key: "subjects", label: "主题目录" },
          { key: "files", label: "文件发布" },
        ]}
      />
      {tab === "consumers" ? <ConsumersTable division={division} /> : null}
      {tab === "subjects" ? <SubjectsTab /> : null}
      {tab === "files" ? <PublicationsTab /> : null}
      {registers ? <Register division={division} onClose={() => setRegisters(false)} /> : null}
    </Page>
  );
}

function ConsumersTable({ division }: { division: string }) {
  const navigate = useNavigate();
  return (
    <DataTable
      id="sharing-consumers"
      name="共享单位"
      path={`${consumersPath}?division=${division}`}
      columns={columns}
      rowKey={(row) => row.id}
      onOpen={(row) => void navigate(`/exchange/sharing/${row.id}`)}
      empty={{
        title: "还没有共享单位",
        next: "由系统管理员登记单位并签发密钥，再由安全管理员授权可调用的主题、字段和区划。",
      }}
    />
  );
}

type Fields = { code: string; name: string; division: string; contact?: string };

function Register({ division, onClose }: { division: string; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const send = useCallback(
    ({ contact = "", ...fields }: Fields, intent: Intent) =>
      command<Consumer>(consumersPath, { ...fields, contact }, { intent }),
    [],
  );
  const { running, run } = useCommand(send);
  const register = async (fields: Fields) => {
    const answer = await run(fields);
    if (answer?.kind !== "done") return;
    void message.success("已登记，接下来签发密钥");
    refresh(consumersPath);
    void navigate(`/exchange/sharing/${answer.value.id}`);
  };
  return (
    <Modal
      open
      title="登记共享单位"
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
        initialValues={{ division }}
        onFinish={(fields) => void register(fields)}
      >
        <Form.Item name="division" label="区划" rules={[{ required: true, message: "请选择区划" }]}>
          <DivisionSelect />
        </Form.Item>
        <Form.Item
          name="code"
          label="单位代码"
          extra="2 至 20 位小写字母或数字，例如 tjj；与区划一起成为编号，以后不能修改"
          rules={[{ required: true, pattern: /^[a-z0-9]{2,20}$/, message: "单位代码不符合要求" }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="name"
          label="单位名称"
          rules={[{ required: true, min: 2, whitespace: true, message: "请填写单位名称" }]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="contact" label="联系方式（选填）" extra="对方的处室和办公电话，不填个人信息">
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
      </Form>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </Modal>
  );
}
