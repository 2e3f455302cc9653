import { Button, Form, Input } from "antd";
import { useCallback } from "react";
import { useCommand } from "../../kernel/command";
import { changePassword } from "../../kernel/session";
import { ProblemView } from "../../ui/ProblemView";

type Fields = { current: string; next: string; repeated: string };

/** Shorter ones are not sent; the server holds the whole rule and says what else is missing. */
const shortest = 10;

export function PasswordForm({ onDone }: { onDone?: () => void }) {
  const [form] = Form.useForm<Fields>();
  const change = useCallback(async ({ current, next }: Fields) => {
    await changePassword(current, next);
    return true;
  }, []);
  const { running, run } = useCommand(change);
  const send = async (fields: Fields) => {
    if (await run(fields)) {
      form.resetFields();
      onDone?.();
    }
  };
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void send(fields)}>
      <Form.Item name="current" label="当前密码" rules={[{ required: true, message: "请输入当前密码" }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="next"
        label="新密码"
        extra={`至少 ${shortest} 位，含大写字母、小写字母、数字和符号中的三类`}
        rules={[{ required: true, min: shortest, message: `新密码至少 ${shortest} 位` }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeated"
        label="再输入一次新密码"
        dependencies={["next"]}
        rules={[
          { required: true, message: "请再输入一次新密码" },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || value === getFieldValue("next")
                ? Promise.resolve()
                : Promise.reject(new Error("两次输入不一致")),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
      <Button type="primary" htmlType="submit" loading={running.state === "running"}>
        修改密码
      </Button>
    </Form>
  );
}
