import { App, Button } from "antd";
import { useCallback, useState } from "react";
import { useParams } from "react-router";
import type { PasswordReset, UserView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { timeText } from "../../kernel/period";
import type { Problem } from "../../kernel/problem";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay, useUser } from "../../kernel/user";
import { DescriptionList } from "../../ui/DescriptionList";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { GrantsEditor, GrantsView } from "./GrantsEditor";
import { InitialPassword } from "./InitialPassword";
import { userPath, userState, usersPath } from "./users";

/** One account: what it is, what it may, and what administrators do with it. */
export function UserPage() {
  const id = useParams().id ?? "";
  const user = useRemote<UserView>(userPath(id));
  return (
    <RemoteView remote={user} rows={10}>
      {(view) => <One user={view} />}
    </RemoteView>
  );
}

type Deed = { deed: "disable" | "enable" | "unlock" | "reset-password"; body?: Record<string, unknown> };

function One({ user }: { user: UserView }) {
  const isSelf = useUser()?.id === user.id;
  const mayGrant = useMay("grant.manage") && !isSelf;
  const { tone, text } = userState(user.state);
  return (
    <Page title={user.name} meta={<StatusTag tone={tone}>{text}</StatusTag>} actions={<Deeds user={user} />}>
      <section className="sf-panel">
        <DescriptionList
          items={[
            { label: "账号", value: user.account },
            { label: "区划", value: `${user.division.name}（${user.division.code}）` },
            { label: "经办机构", value: user.agency ?? "—" },
            { label: "动态口令", value: user.totpEnrolled ? "已启用" : "未启用" },
            { label: "口令", value: passwordText(user) },
            ...(user.lockedUntil === undefined ? [] : [{ label: "锁定至", value: timeText(user.lockedUntil) }]),
            ...(user.disabledReason === undefined
              ? []
              : [{ label: "停用原因", value: user.disabledReason, wide: true }]),
          ]}
        />
      </section>
      <section className="sf-panel sf-stack">
        <h2>权限</h2>
        {isSelf ? <p className="sf-muted">不能给自己授权。</p> : null}
        {mayGrant ? (
          <GrantsEditor key={JSON.stringify(user.grants)} user={user} />
        ) : (
          <GrantsView grants={user.grants} />
        )}
      </section>
    </Page>
  );
}

function passwordText(user: UserView): string {
  if (user.entra !== undefined) return "统一身份认证";
  return user.mustChangePassword ? "初始口令，尚未修改" : "已由本人设置";
}

function Deeds({ user }: { user: UserView }) {
  const mayManage = useMay("user.manage");
  const isSelf = useUser()?.id === user.id;
  const { message, modal } = App.useApp();
  const refresh = useRefresh();
  const [stops, setStops] = useState(false);
  const [password, setPassword] = useState<string>();
  const send = useCallback(
    ({ deed, body }: Deed, intent: Intent) =>
      command<UserView | PasswordReset>(`${userPath(user.id)}/${deed}`, body, { intent }),
    [user.id],
  );
  const { running, run, reset } = useCommand(send);
  if (!mayManage) return null;
  const problem: Problem | undefined = running.state === "refused" ? running.problem : undefined;
  const act = async (deed: Deed, words: string) => {
    const answer = await run(deed);
    if (answer?.kind !== "done") return;
    setStops(false);
    refresh(usersPath);
    if ("initialPassword" in answer.value) setPassword(answer.value.initialPassword);
    else void message.success(words);
  };
  const askReset = () =>
    void modal.confirm({
      title: `重置 ${user.account} 的口令`,
      content: user.totpEnrolled
        ? "将生成新的初始口令，此人的登录会立即结束。手机遗失的，可同时解除动态口令。"
        : "将生成新的初始口令，此人的登录会立即结束。",
      okText: "重置口令",
      cancelText: "取消",
      onOk: () => act({ deed: "reset-password", body: { removeTotp: false } }, ""),
      ...(user.totpEnrolled
        ? {
            footer: (_: unknown, { OkBtn, CancelBtn }: { OkBtn: React.FC; CancelBtn: React.FC }) => (
              <>
                <CancelBtn />
                <Button danger onClick={() => void act({ deed: "reset-password", body: { removeTotp: true } }, "")}>
                  重置并解除动态口令
                </Button>
                <OkBtn />
              </>
            ),
          }
        : {}),
    });
  return (
    <>
      {problem !== undefined && !stops ? <ProblemView problem={problem} inline /> : null}
      {user.state === "locked" ? (
        <Button type="primary" onClick={() => void act({ deed: "unlock" }, "已解锁")}>
          解锁
        </Button>
      ) : null}
      {user.entra === undefined && !isSelf ? <Button onClick={askReset}>重置口令…</Button> : null}
      {user.state === "disabled" ? (
        <Button onClick={() => void act({ deed: "enable" }, "已启用")}>启用</Button>
      ) : isSelf ? null : (
        <Button danger onClick={() => setStops(true)}>
          停用…
        </Button>
      )}
      <ReasonDialog
        open={stops}
        title={`停用 ${user.name}（${user.account}）`}
        effect="此人的登录会立即结束，以后不能登录，直到重新启用。"
        confirmText="停用"
        danger
        busy={running.state === "running"}
        problem={problem}
        onConfirm={(reason) => void act({ deed: "disable", body: { reason } }, "已停用")}
        onCancel={() => {
          reset();
          setStops(false);
        }}
      />
      {password === undefined ? null : (
        <InitialPassword
          title="口令已重置"
          account={user.account}
          password={password}
          next="原口令和此人的登录已失效。"
          onClose={() => setPassword(undefined)}
        />
      )}
    </>
  );
}
