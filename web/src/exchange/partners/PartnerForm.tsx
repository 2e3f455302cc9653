import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { App, Button, Form, Input, InputNumber, Modal, Select, Switch, Typography } from "antd";
import { useCallback, useState } from "react";
import type {
  ExpectedDelivery,
  NewPassword,
  PartnerChannel,
  PartnerKind,
  PartnerView,
} from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { timeText } from "../../kernel/period";
import { useRefresh } from "../../kernel/remote";
import { DivisionSelect } from "../../ui/DivisionSelect";
import { ProblemView } from "../../ui/ProblemView";
import { channels, cycles, kinds, partnersPath } from "./words";

type Fields = {
  id: string;
  name: string;
  kind: PartnerKind;
  division: string;
  folder: string;
  isOpen: boolean;
  channels: PartnerChannel[];
  deliveries: ExpectedDelivery[];
};

/** An input takes the whole line by itself; in a row it takes what is left. */
const grows = { flex: 1 };

const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** One partner: channels, expected deliveries, password. */
export function PartnerForm({ partner, onDone }: { partner: PartnerView; onDone: () => void }) {
  const [form] = Form.useForm<Fields>();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const isNew = partner.id === "";
  const send = useCallback(({ id, ...fields }: Fields, intent: Intent) => {
    const path = `${partnersPath}/list/${encodeURIComponent(id)}`;
    return command<PartnerView>(path, fields, { intent, method: "PUT" });
  }, []);
  const { running, run } = useCommand(send);
  const save = async (fields: Fields) => {
    if ((await run(tidied(fields))) === undefined) return;
    void message.success("已保存");
    refresh(partnersPath);
    onDone();
  };
  return (
    <div className="sf-stack">
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={partner}
        onFinish={(fields) => void save(fields)}
      >
        <Form.Item
          name="id"
          label="编号"
          rules={[{ pattern: /^[A-Za-z0-9][A-Za-z0-9-]{1,31}$/, message: "2 至 32 位字母、数字或连字符" }]}
        >
          <Input disabled={!isNew} autoComplete="off" />
        </Form.Item>
        <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: "请填写名称" }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="kind" label="类型">
          <Select options={options(kinds)} />
        </Form.Item>
        <Form.Item name="division" label="负责的区划">
          <DivisionSelect />
        </Form.Item>
        <Form.Item
          name="folder"
          label="收件目录"
          extra="SFTP 投递到 inbox/目录/，取件在 outbox/目录/"
          rules={[{ required: true, message: "请填写目录" }]}
        >
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="isOpen" label="启用" valuePropName="checked">
          <Switch />
        </Form.Item>
        <Channels />
        <Deliveries />
        {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
        <Button type="primary" htmlType="submit" loading={running.state === "running"}>
          保存
        </Button>
      </Form>
      {isNew ? null : <Password partner={partner} />}
    </div>
  );
}

/** Empty inputs are not sent. */
function tidied(fields: Fields): Fields {
  return {
    ...fields,
    channels: fields.channels.map(({ kind, address, node }) => ({
      kind,
      ...(kind === "soap" && address?.trim() ? { address: address.trim() } : {}),
      ...(kind === "front" && node?.trim() ? { node: node.trim() } : {}),
    })),
  };
}

function Channels() {
  return (
    <section>
      <h3>通道</h3>
      <Form.List name="channels">
        {(rows, { add, remove }) => (
          <div className="sf-stack">
            {rows.map(({ key, name }) => (
              <div key={key} className="sf-row">
                <Form.Item name={[name, "kind"]} noStyle>
                  <Select aria-label="通道" options={options(channels)} style={{ width: 130 }} />
                </Form.Item>
                <ChannelPlace index={name} />
                <Button icon={<DeleteOutlined />} aria-label="删除此通道" onClick={() => remove(name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({ kind: "soap" })}>
              增加通道
            </Button>
          </div>
        )}
      </Form.List>
    </section>
  );
}

function ChannelPlace({ index }: { index: number }) {
  const kind: unknown = Form.useWatch(["channels", index, "kind"]);
  if (kind === "soap") {
    return (
      <Form.Item name={[index, "address"]} noStyle>
        <Input style={grows} aria-label="服务地址" placeholder="对方服务地址 https://（只接收时可不填）" />
      </Form.Item>
    );
  }
  if (kind === "front") {
    return (
      <Form.Item name={[index, "node"]} noStyle>
        <Input style={grows} aria-label="节点编号" placeholder="对方节点编号，如 C000000" />
      </Form.Item>
    );
  }
  return <span className="sf-muted sf-grow">目录即上面的收件目录</span>;
}

function Deliveries() {
  return (
    <section>
      <h3>应报内容</h3>
      <p className="sf-muted sf-small">
        文件名样式中 * 代表任意文字，{"{period}"} 代表所属期（日 20261120、月 202610、季 2026Q4、年 2026）。
      </p>
      <Form.List name="deliveries">
        {(rows, { add, remove }) => (
          <div className="sf-stack">
            {rows.map(({ key, name }) => (
              <div key={key} className="sf-panel sf-stack">
                <div className="sf-row">
                  <Form.Item name={[name, "name"]} noStyle>
                    <Input style={grows} aria-label="内容名称" placeholder="内容名称" />
                  </Form.Item>
                  <Form.Item name={[name, "id"]} noStyle>
                    <Input aria-label="内容编号" placeholder="编号，如 income" style={{ width: 150 }} />
                  </Form.Item>
                  <Button icon={<DeleteOutlined />} aria-label="删除此项" onClick={() => remove(name)} />
                </div>
                <Form.Item name={[name, "pattern"]} noStyle>
                  <Input aria-label="文件名样式" placeholder="如 *入库明细_{period}*.zip" />
                </Form.Item>
                <div className="sf-row">
                  每
                  <Form.Item name={[name, "cycle"]} noStyle>
                    <Select aria-label="周期" options={options(cycles)} style={{ width: 70 }} />
                  </Form.Item>
                  结束后第
                  <Form.Item name={[name, "deadlineDay"]} noStyle>
                    <InputNumber aria-label="期限" min={1} max={180} style={{ width: 80 }} />
                  </Form.Item>
                  日前，自
                  <Form.Item name={[name, "since"]} noStyle>
                    <Input aria-label="开始日期" placeholder="2026-01-01" style={{ width: 130 }} />
                  </Form.Item>
                  起
                </div>
              </div>
            ))}
            <Button
              icon={<PlusOutlined />}
              onClick={() =>
                add({ id: "", name: "", cycle: "month", pattern: "", deadlineDay: 5, since: "2026-01-01" })
              }
            >
              增加应报内容
            </Button>
          </div>
        )}
      </Form.List>
    </section>
  );
}

/** Renews the password: made here for who calls us, or given by whom we call. */
function Password({ partner }: { partner: PartnerView }) {
  const [user, setUser] = useState(partner.user ?? partner.id);
  const [given, setGiven] = useState("");
  const refresh = useRefresh();
  const send = useCallback(
    (input: { user: string; password?: string }, intent: Intent) => {
      const path = `${partnersPath}/list/${encodeURIComponent(partner.id)}/password`;
      return command<NewPassword>(path, { division: partner.division, ...input }, { intent });
    },
    [partner],
  );
  const { running, run, reset } = useCommand(send);
  const renew = async () => {
    const password = given.trim();
    await run(password === "" ? { user } : { user, password });
    setGiven("");
    refresh(partnersPath);
  };
  const told = running.state === "done" && running.value.kind === "done" ? running.value.value : undefined;
  return (
    <section className="sf-panel sf-stack">
      <h3>服务口令</h3>
      <p className="sf-muted">
        {partner.since === undefined ? "还没有设置过口令。" : `上次更新：${timeText(partner.since)}。`}
        对方调用本系统时，由系统生成口令；本系统调用对方时，填写对方给的口令。口令只存于密钥库。
      </p>
      <div className="sf-row">
        <Input style={grows} aria-label="用户名" value={user} onChange={(event) => setUser(event.target.value)} />
        <Input.Password
          style={grows}
          aria-label="对方给的口令"
          placeholder="留空则由系统生成"
          autoComplete="new-password"
          value={given}
          onChange={(event) => setGiven(event.target.value)}
        />
        <Button loading={running.state === "running"} onClick={() => void renew()}>
          更新口令
        </Button>
      </div>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
      <Modal
        open={told !== undefined}
        title="口令已更新"
        okText="我已记下"
        cancelButtonProps={{ style: { display: "none" } }}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        onOk={reset}
      >
        {told === undefined || told.password === "" ? (
          <p>对方给的口令已存入密钥库。</p>
        ) : (
          <div className="sf-stack">
            <p>
              用户名 <code>{told.user}</code> 的新口令：
            </p>
            <Typography.Text copyable code style={{ fontSize: "1.2em" }}>
              {told.password}
            </Typography.Text>
            <p>
              <b>只显示这一次。</b>旧口令已失效，请用密封方式交给对方。
            </p>
          </div>
        )}
      </Modal>
    </section>
  );
}
