import { App } from "antd";
import { fundText } from "../../kernel/funds";
import { useUser } from "../../kernel/user";
import { DescriptionList } from "../../ui/DescriptionList";
import { Page } from "../../ui/Page";
import { PasswordForm } from "./PasswordForm";
import { SessionsPanel } from "./SessionsPanel";
import { TotpPanel } from "./TotpPanel";

/** Who one is to the system: password, second factor, sign-ins. */
export function AccountPage() {
  const user = useUser();
  const { message } = App.useApp();
  if (!user) return null;
  return (
    <Page title="我的账户">
      <section className="sf-panel">
        <DescriptionList
          items={[
            { label: "账号", value: user.account },
            { label: "姓名", value: user.name },
            { label: "区划", value: `${user.division.name}（${user.division.code}）` },
            { label: "动态口令", value: user.totpEnrolled ? "已启用" : "未启用" },
            { label: "角色", value: user.roles.map((role) => role.name).join("、"), wide: true },
            { label: "险种", value: user.funds.map(fundText).join("、") || "全部", wide: true },
          ]}
        />
      </section>
      <section className="sf-panel" style={{ maxWidth: 480 }}>
        <PasswordForm onDone={() => void message.success("密码已修改")} />
      </section>
      <TotpPanel enrolled={user.totpEnrolled} />
      <SessionsPanel />
    </Page>
  );
}
