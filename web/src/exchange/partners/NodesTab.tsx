import { Form, Input, Modal, Select } from "antd";
import { useCallback, useState } from "react";
import type { FrontAdapter, FrontNode, NodeView, PageOfNodeView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { divisionText } from "../../kernel/divisions";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay, useUser } from "../../kernel/user";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { adapters, gapsText, partnersPath, placeOf } from "./words";

const nodesPath = `${partnersPath}/nodes`;

const columns: readonly Column<NodeView>[] = [
  { key: "id", title: "节点", kind: "text", width: 110, frozen: true, value: (row) => row.node.id },
  { key: "name", title: "名称", kind: "text", width: 170, value: (row) => row.node.name },
  { key: "division", title: "区划", kind: "text", width: 110, value: (row) => divisionText(row.node.division) },
  { key: "place", title: "关系", kind: "text", width: 210, value: placeOf },
  {
    key: "adapter",
    title: "适配器",
    kind: "text",
    width: 100,
    value: (row) => (row.node.adapter === undefined ? "" : adapters[row.node.adapter]),
  },
  {
    key: "signs",
    title: "签名验证",
    kind: "text",
    width: 130,
    value: (row) => (row.node.publicKey === undefined ? "未登记公钥" : "必须签名"),
  },
  { key: "lastSerial", title: "收到最大序号", kind: "count", width: 110, value: (row) => row.lastSerial },
  {
    key: "missing",
    title: "缺号",
    kind: "text",
    width: 150,
    value: (row) => gapsText(row.missing),
    render: (row) =>
      row.missing.length === 0 ? (
        <span className="sf-muted">无</span>
      ) : (
        <StatusTag tone="bad">{gapsText(row.missing)}</StatusTag>
      ),
  },
  { key: "lastAt", title: "最近收到", kind: "time", value: (row) => row.lastAt },
];

/** The nodes of the exchange: how each is reached, and which packages are missing. */
export function NodesTab() {
  const nodes = useRemote<PageOfNodeView>(nodesPath);
  const may = useMay("setting.change");
  const [open, setOpen] = useState<NodeView>();
  return (
    <div className="sf-stack">
      <p className="sf-muted">
        与部级平台和其他节点的交换只经前置机进行，本系统不直接访问中央节点。
        {may ? "双击节点可设置适配器和公钥。" : ""}
      </p>
      <RemoteView remote={nodes} rows={6}>
        {({ items }) => (
          <DataTable
            id="exchange-nodes"
            name="交换节点"
            rows={items}
            columns={columns}
            rowKey={(row) => row.node.id}
            {...(may ? { onOpen: setOpen } : {})}
            maxRows={16}
          />
        )}
      </RemoteView>
      {open === undefined ? null : <NodeForm view={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

type Fields = { adapter: FrontAdapter; address?: string; publicKey?: string };

function NodeForm({ view, onClose }: { view: NodeView; onClose: () => void }) {
  const { node } = view;
  const [form] = Form.useForm<Fields>();
  const division = useUser()?.division.code ?? "";
  const refresh = useRefresh();
  const send = useCallback(
    ({ adapter, address, publicKey }: Fields, intent: Intent) => {
      const texts = { address: address?.trim() || undefined, publicKey: publicKey?.trim() || undefined };
      const path = `${nodesPath}/${encodeURIComponent(node.id)}`;
      return command<FrontNode>(path, { division, adapter, ...texts }, { intent, method: "PUT" });
    },
    [node.id, division],
  );
  const { running, run } = useCommand(send);
  const adapter = Form.useWatch("adapter", form);
  const save = async (fields: Fields) => {
    if ((await run(fields)) === undefined) return;
    refresh(nodesPath);
    onClose();
  };
  return (
    <Modal
      open
      title={`设置 ${node.name}`}
      okText="保存"
      cancelText="取消"
      confirmLoading={running.state === "running"}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ adapter: node.adapter ?? "folder", address: node.address, publicKey: node.publicKey }}
        onFinish={(fields) => void save(fields)}
      >
        <Form.Item name="adapter" label="适配器" hidden={node.role === "central"}>
          <Select options={Object.entries(adapters).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        {adapter === "http" && node.role === "front" ? (
          <Form.Item name="address" label="前置机服务地址" rules={[{ required: true, message: "请填写地址" }]}>
            <Input placeholder="https://" autoComplete="off" />
          </Form.Item>
        ) : null}
        <Form.Item name="publicKey" label="SM2 公钥（选填）" extra="十六进制，以 04 开头；登记后其交换包必须签名">
          <Input.TextArea rows={3} />
        </Form.Item>
        {view.ownPublicKey === undefined ? null : (
          <p className="sf-muted sf-small">
            本级公钥（交给对方登记）：<code style={{ overflowWrap: "anywhere" }}>{view.ownPublicKey}</code>
          </p>
        )}
      </Form>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </Modal>
  );
}
