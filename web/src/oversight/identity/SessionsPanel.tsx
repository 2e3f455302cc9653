import { App, Button } from "antd";
import { useCallback } from "react";
import type { PageOfSessionView, SessionView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { timeText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";

const sessionsPath = "/api/identity/sessions";

/** Where one is signed in; the others can be ended from here. */
export function SessionsPanel() {
  const sessions = useRemote<PageOfSessionView>(sessionsPath);
  return (
    <section className="sf-panel sf-stack">
      <h2>我的登录</h2>
      <RemoteView remote={sessions} rows={3}>
        {({ items }) => (
          <ul className="sf-stack">
            {items.map((one) => (
              <li key={one.id}>
                <OneSession session={one} />
              </li>
            ))}
          </ul>
        )}
      </RemoteView>
    </section>
  );
}

function OneSession({ session }: { session: SessionView }) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const end = useCallback(
    (id: string, intent: Intent) => command(`${sessionsPath}/${encodeURIComponent(id)}/end`, undefined, { intent }),
    [],
  );
  const { running, run } = useCommand(end);
  const send = async () => {
    if ((await run(session.id)) === undefined) return;
    void message.success("该登录已结束");
    refresh(sessionsPath);
  };
  return (
    <div className="sf-row">
      <span>{session.from}</span>
      <span className="sf-muted">
        登录于 {timeText(session.startedAt)}，最近使用 {timeText(session.seenAt)}
      </span>
      <span className="sf-grow" />
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
      {session.isCurrent ? (
        <StatusTag tone="good">当前登录</StatusTag>
      ) : (
        <Button size="small" loading={running.state === "running"} onClick={() => void send()}>
          结束此登录
        </Button>
      )}
    </div>
  );
}
