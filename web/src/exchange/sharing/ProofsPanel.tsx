import "./Sharing.css";
import { App, Button, Form, Input, InputNumber, Modal, Radio, Typography } from "antd";
import { useCallback, useState } from "react";
import type { ConsumerView, KeyIssued } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { timeText } from "../../kernel/period";
import { useRefresh } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemView } from "../../ui/ProblemView";
import { StatusTag } from "../../ui/StatusTag";
import { consumerPath, consumersPath, liveKeys, proofState } from "./consumers";

/** Keys and certificates of a consumer, with issuing, rotating and revoking. */
export function ProofsPanel({ consumer }: { consumer: ConsumerView }) {
  const mayManage = useMay("sharing.manage");
  const [open, setOpen] = useState<"key" | "certificate">();
  return (
    <div className="sf-stack">
      <section className="sf-panel sf-stack">
        <div className="sf-row">
          <h2 className="sf-grow">接口密钥</h2>
          {mayManage ? (
            <Button type="primary" onClick={() => setOpen("key")}>
              {liveKeys(consumer.keys).length === 0 ? "签发密钥" : "轮换或加发"}
            </Button>
          ) : null}
        </div>
        {consumer.keys.length === 0 ? (
          <EmptyState title="还没有密钥" next="由系统管理员签发；密钥只显示一次，系统只保存其摘要。" />
        ) : (
          <KeysTable consumer={consumer} mayManage={mayManage} />
        )}
      </section>
      <section className="sf-panel sf-stack">
        <div className="sf-row">
          <h2 className="sf-grow">客户端证书</h2>
          {mayManage ? <Button onClick={() => setOpen("certificate")}>登记证书</Button> : null}
        </div>
        {consumer.certificates.length === 0 ? (
          <EmptyState
            title="没有登记证书"
            next="对方用客户端证书调用时，登记证书的 SHA-256 指纹；用密钥调用的不需要。"
          />
        ) : (
          <CertificatesTable consumer={consumer} mayManage={mayManage} />
        )}
      </section>
      {open === "key" ? <Issue consumer={consumer} onClose={() => setOpen(undefined)} /> : null}
      {open === "certificate" ? <AddCertificate consumer={consumer} onClose={() => setOpen(undefined)} /> : null}
    </div>
  );
}

type TableProps = { consumer: ConsumerView; mayManage: boolean };

function KeysTable({ consumer, mayManage }: TableProps) {
  return (
    <table className="sf-shared-columns" aria-label="接口密钥">
      <thead>
        <tr>
          <th scope="col">序号</th>
          <th scope="col">末四位</th>
          <th scope="col">状态</th>
          <th scope="col">签发</th>
          <th scope="col">有效期至</th>
          <th scope="col">吊销</th>
        </tr>
      </thead>
      <tbody>
        {consumer.keys.map((key) => (
          <tr key={key.number}>
            <td className="sf-number">{key.number}</td>
            <td>
              <code>…{key.tail}</code>
            </td>
            <td>
              <StatusTag tone={proofState(key.state).tone}>{proofState(key.state).text}</StatusTag>
            </td>
            <td>{timeText(key.issuedAt)}</td>
            <td>{timeText(key.expiresAt)}</td>
            <td>
              {key.revokedAt === undefined ? null : timeText(key.revokedAt)}
              {mayManage && key.state === "live" ? (
                <Revoke
                  path={`${consumerPath(consumer.id)}/keys/${key.number}/revoke`}
                  title={`吊销第 ${key.number} 号密钥（末四位 ${key.tail}）`}
                />
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CertificatesTable({ consumer, mayManage }: TableProps) {
  return (
    <table className="sf-shared-columns" aria-label="客户端证书">
      <thead>
        <tr>
          <th scope="col">SHA-256 指纹</th>
          <th scope="col">说明</th>
          <th scope="col">状态</th>
          <th scope="col">登记</th>
          <th scope="col">撤销</th>
        </tr>
      </thead>
      <tbody>
        {consumer.certificates.map((one) => (
          <tr key={one.thumbprint}>
            <td>
              <code title={one.thumbprint}>{one.thumbprint.slice(0, 24)}…</code>
            </td>
            <td>{one.note || "—"}</td>
            <td>
              <StatusTag tone={proofState(one.state).tone}>{proofState(one.state).text}</StatusTag>
            </td>
            <td>{timeText(one.addedAt)}</td>
            <td>
              {one.revokedAt === undefined ? null : timeText(one.revokedAt)}
              {mayManage && one.state === "live" ? (
                <Revoke
                  path={`${consumerPath(consumer.id)}/certificates/${one.thumbprint}/revoke`}
                  title={`撤销证书 ${one.thumbprint.slice(0, 8)}…`}
                />
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Revoke({ path, title }: { path: string; title: string }) {
  const { message, modal } = App.useApp();
  const refresh = useRefresh();
  const send = useCallback((_: null, intent: Intent) => command<never>(path, undefined, { intent }), [path]);
  const { running, run } = useCommand(send);
  const revoke = async () => {
    if ((await run(null)) === undefined) return;
    void message.success("已吊销，立即生效");
    refresh(consumersPath);
  };
  const ask = () =>
    void modal.confirm({
      title,
      content: "对方立即不能再用它调用，并且不能恢复。",
      okText: "吊销",
      okButtonProps: { danger: true },
      cancelText: "取消",
      onOk: revoke,
    });
  return (
    <>
      <Button size="small" danger loading={running.state === "running"} onClick={ask}>
        吊销…
      </Button>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </>
  );
}

type DialogProps = { consumer: ConsumerView; onClose: () => void };
type KeyFields = { validDays: number; others: "keep" | "day" | "now" };

const hours = { keep: undefined, day: 24, now: 0 } as const;

/** Issues a key; where there is one already, asks what becomes of it. */
function Issue({ consumer, onClose }: DialogProps) {
  const [form] = Form.useForm<KeyFields>();
  const refresh = useRefresh();
  const hasOthers = liveKeys(consumer.keys).length > 0;
  const send = useCallback(
    ({ validDays, others }: KeyFields, intent: Intent) =>
      command<KeyIssued>(
        `${consumerPath(consumer.id)}/keys`,
        { validDays, ...(hours[others] === undefined ? {} : { othersEndInHours: hours[others] }) },
        { intent },
      ),
    [consumer.id],
  );
  const { running, run } = useCommand(send);
  const issued = running.state === "done" && running.value.kind === "done" ? running.value.value : undefined;
  const issue = async (fields: KeyFields) => {
    if (await run(fields)) refresh(consumersPath);
  };
  if (issued !== undefined) return <KeyOnce consumer={consumer} issued={issued} onClose={onClose} />;
  return (
    <Modal
      open
      title={`为 ${consumer.name} 签发密钥`}
      okText="签发"
      cancelText="取消"
      confirmLoading={running.state === "running"}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<KeyFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ validDays: 180, others: hasOthers ? "day" : "keep" }}
        onFinish={(fields) => void issue({ ...fields, others: hasOthers ? fields.others : "keep" })}
      >
        <Form.Item
          name="validDays"
          label="有效期（天）"
          rules={[{ required: true, type: "integer", min: 1, max: 730, message: "请填写 1 至 730 天" }]}
        >
          <InputNumber min={1} max={730} precision={0} style={{ width: 160 }} />
        </Form.Item>
        {hasOthers ? (
          <Form.Item name="others" label="现有密钥">
            <Radio.Group
              options={[
                { value: "day", label: "24 小时后失效（轮换）" },
                { value: "now", label: "立即失效" },
                { value: "keep", label: "不变（加发）" },
              ]}
            />
          </Form.Item>
        ) : null}
      </Form>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </Modal>
  );
}

/** The key, shown this once: closing takes a deliberate click. */
function KeyOnce({ consumer, issued, onClose }: DialogProps & { issued: KeyIssued }) {
  return (
    <Modal
      open
      width={640}
      title={`第 ${issued.number} 号密钥`}
      okText="我已记下"
      cancelButtonProps={{ style: { display: "none" } }}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      onOk={onClose}
    >
      <div className="sf-stack">
        <p>{consumer.name} 的接口密钥：</p>
        <Typography.Text copyable code className="sf-shared-key">
          {issued.key}
        </Typography.Text>
        <p>
          <b>只显示这一次，系统不保存密钥本身。</b>请用密封方式交给对方，放在请求头 <code>X-Api-Key</code> 中使用。
        </p>
        <p className="sf-muted">有效期至 {timeText(issued.expiresAt)}。</p>
      </div>
    </Modal>
  );
}

type CertificateFields = { thumbprint: string; note?: string };

function AddCertificate({ consumer, onClose }: DialogProps) {
  const [form] = Form.useForm<CertificateFields>();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const send = useCallback(
    ({ thumbprint, note = "" }: CertificateFields, intent: Intent) =>
      command<never>(`${consumerPath(consumer.id)}/certificates`, { thumbprint, note }, { intent }),
    [consumer.id],
  );
  const { running, run } = useCommand(send);
  const add = async (fields: CertificateFields) => {
    if ((await run(fields)) === undefined) return;
    void message.success("证书已登记");
    refresh(consumersPath);
    onClose();
  };
  return (
    <Modal
      open
      title="登记客户端证书"
      okText="登记"
      cancelText="取消"
      confirmLoading={running.state === "running"}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<CertificateFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(fields) => void add(fields)}
      >
        <Form.Item
          name="thumbprint"
          label="SHA-256 指纹"
          extra="openssl x509 -in 证书.pem -noout -fingerprint -sha256 的输出，可带冒号"
          rules={[{ required: true, pattern: /^([0-9A-Fa-f]{2}:?){32}$/, message: "应为 64 位十六进制，可带冒号" }]}
        >
          <Input.TextArea rows={2} />
        </Form.Item>
        <Form.Item name="note" label="说明（选填）" extra="装在哪台机器上">
          <Input maxLength={100} />
        </Form.Item>
      </Form>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </Modal>
  );
}
