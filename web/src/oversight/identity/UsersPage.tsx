import { Button, Form, Input, Modal, Select } from "antd";
import { useCallback, useState } from "react";
import { Link, useNavigate } from "react-router";
import type { PageOfAgency, UserCreated, UserRow } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay, useUser } from "../../kernel/user";
import { DivisionSelect, DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import type { ListAdapter } from "../../ui/table/rows";
import { InitialPassword } from "./InitialPassword";
import { useRoles } from "./roles";
import { userState, usersPath } from "./users";

const columns: readonly Column<UserRow>[] = [
  {
    key: "account",
    title: "账号",
    kind: "text",
    width: 150,
    frozen: true,
    value: (row) => row.account,
    render: (row) => <Link to={`/system/users/${encodeURIComponent(row.id)}`}>{row.account}</Link>,
  },
  { key: "name", title: "姓名", kind: "text", width: 160, value: (row) => row.name },
  { key: "division", title: "区划", kind: "text", width: 130, value: (row) => row.division.name },
  { key: "agency", title: "经办机构", kind: "text", width: 120, value: (row) => row.agency },
  {
    key: "roles",
    title: "角色",
    kind: "text",
    width: 260,
    value: (row) => row.roles.map((role) => role.name).join("、") || "未授权",
  },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 110,
    value: (row) => userState(row.state).text,
    render: (row) => <StatusTag tone={userState(row.state).tone}>{userState(row.state).text}</StatusTag>,
  },
];

const users: ListAdapter = { query: ({ q, ...rest }) => ({ ...rest, text: q }) };

/** The accounts of a division and below. */
export function UsersPage() {
  const navigate = useNavigate();
  const [division] = useDivision();
  const roles = useRoles();
  const mayCreate = useMay("user.manage");
  const [creates, setCreates] = useState(false);
  const options = roles.state === "ready" ? roles.value.roles : [];
  const roleOptions = options.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <Page
      title="用户与权限"
      fill
      hints={[["enter", "打开"]]}
      actions={
        <>
          <DivisionSwitch />
          {mayCreate ? (
            <Button type="primary" onClick={() => setCreates(true)}>
              新建用户
            </Button>
          ) : null}
        </>
      }
    >
      <DataTable
        id="users"
        name="用户"
        path={`${usersPath}?division=${division}`}
        adapter={users}
        columns={columns}
        rowKey={(row) => row.id}
        filters={[{ key: "role", label: "角色", kind: "choice", single: true, options: roleOptions }]}
        searchHint="账号、姓名或机构"
        onOpen={(row) => void navigate(`/system/users/${encodeURIComponent(row.id)}`)}
        empty={{ title: "没有用户", next: "由系统管理员新建用户，再由安全管理员授权。" }}
      />
      {creates ? <NewUser division={division} onClose={() => setCreates(false)} /> : null}
    </Page>
  );
}

type Fields = { account: string; name: string; division: string; agency?: string };

/** The system administrator opens an account; its first password is shown this once. */
function NewUser({ division, onClose }: { division: string; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const refresh = useRefresh();
  const send = useCallback((fields: Fields, intent: Intent) => command<UserCreated>(usersPath, fields, { intent }), []);
  const { running, run } = useCommand(send);
  const create = async (fields: Fields) => {
    if (await run(fields)) refresh(usersPath);
  };
  const made = running.state === "done" && running.value.kind === "done" ? running.value.value : undefined;
  if (made !== undefined) {
    return (
      <InitialPassword
        title={`已新建用户 ${made.user.account}`}
        account={made.user.account}
        password={made.initialPassword}
        next="此账号还没有任何权限，请安全管理员授权。"
        onClose={onClose}
      />
    );
  }
  return (
    <Modal
      open
      title="新建用户"
      okText="新建"
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
        onFinish={(fields) => void create(fields)}
      >
        <Form.Item
          name="account"
          label="账号"
          extra="3 至 32 位小写字母、数字、点、横线或下划线；以后不能修改"
          rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9._-]{2,31}$/, message: "账号不符合要求" }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="name" label="姓名" rules={[{ required: true, whitespace: true, message: "请填写姓名" }]}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item name="division" label="区划" rules={[{ required: true, message: "请选择区划" }]}>
          <DivisionSelect />
        </Form.Item>
        <AgencyField />
      </Form>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </Modal>
  );
}

/** Agencies of the division chosen above; only people of an agency have one. */
function AgencyField() {
  const own = useUser()?.division.code ?? "";
  const division = Form.useWatch<string | undefined>("division") ?? own;
  const agencies = useRemote<PageOfAgency>("/api/identity/agencies", { division, limit: 500 });
  const here = agencies.state === "ready" ? agencies.value.items.filter((one) => one.division === division) : [];
  return (
    <Form.Item name="agency" label="经办机构（财政和国库人员不选）">
      <Select
        allowClear
        placeholder={here.length === 0 ? "本区划没有登记经办机构" : "不选"}
        options={here.map(({ code, name }) => ({ value: code, label: `${name}（${code}）` }))}
      />
    </Form.Item>
  );
}
