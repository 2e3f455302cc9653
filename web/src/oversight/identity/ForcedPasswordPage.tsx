import { Button } from "antd";
import { signOut } from "../../kernel/session";
import type { User } from "../../kernel/token";
import { PasswordForm } from "./PasswordForm";
import { SignInFrame } from "./SignInFrame";

/** The first sign-in and an expired password: nothing else until it is changed. */
export function ForcedPasswordPage({ user }: { user: User }) {
  return (
    <SignInFrame title="请修改密码">
      <p className="sf-muted">{user.name}，您的密码是初始密码或已到期，修改后才能继续使用。</p>
      <PasswordForm />
      <Button type="text" onClick={() => void signOut()}>
        退出登录
      </Button>
    </SignInFrame>
  );
}
