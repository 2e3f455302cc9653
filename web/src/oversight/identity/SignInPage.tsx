import "./SignIn.css";
import { Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import type { Problem } from "../../kernel/problem";
import { problemOf } from "../../kernel/problem";
import { signIn, signOut } from "../../kernel/session";
import type { User } from "../../kernel/token";
import { markActive } from "../../kernel/token";
import { ProblemView } from "../../ui/ProblemView";
import { SignInFrame } from "./SignInFrame";

type Fields = { account: string; password: string; totp?: string };

/** Account and password, then the one-time code where the account has one. */
export function SignInPage({ again }: { again?: User }) {
  const [form] = Form.useForm<Fields>();
  const [asksTotp, setAsksTotp] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = "登录 · 社会保障资金信息管理系统";
  }, []);

  const send = async ({ account, password, totp }: Fields) => {
    setBusy(true);
    setProblem(undefined);
    markActive(Date.now());
    try {
      await signIn({ account: account.trim(), password, ...(totp ? { totp } : {}) });
    } catch (error) {
      const refused = problemOf(error);
      if (refused.code === "totp_required") setAsksTotp(true);
      if (refused.code !== "totp_required" || totp) setProblem(refused);
      if (refused.code === "bad_credentials") form.setFieldValue("totp", "");
    } finally {
      setBusy(false);
    }
  };

  return (
    <SignInFrame title={again ? "请重新登录" : "登录"}>
      {again ? <p className="sf-muted">会话已结束，已填写的内容仍然保留。登录后继续。</p> : null}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ account: again?.account ?? "" }}
        onFinish={(fields) => void send(fields)}
      >
        <Form.Item name="account" label="账号" rules={[{ required: true, message: "请输入账号" }]}>
          <Input autoComplete="username" autoFocus={again === undefined} disabled={again !== undefined} />
        </Form.Item>
        <Form.Item name="password" label="密码" rules={[{ required: true, message: "请输入密码" }]}>
          <Input.Password autoComplete="current-password" autoFocus={again !== undefined} />
        </Form.Item>
        {asksTotp ? (
          <Form.Item
            name="totp"
            label="动态口令"
            extra="请打开手机上的动态口令应用，输入 6 位数字"
            rules={[{ required: true, pattern: /^\d{6}$/, message: "动态口令是 6 位数字" }]}
          >
            <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
          </Form.Item>
        ) : null}
        {problem ? <ProblemView problem={problem} inline /> : null}
        <Button type="primary" htmlType="submit" block loading={busy} className="sf-signin-button">
          登录
        </Button>
        {again ? (
          <Button type="text" block onClick={() => void signOut()}>
            换用其他账号（放弃未保存的内容）
          </Button>
        ) : null}
      </Form>
    </SignInFrame>
  );
}
