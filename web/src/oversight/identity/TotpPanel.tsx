import { Button, Input, QRCode } from "antd";
import { useCallback, useState } from "react";
import type { TotpBegun, TotpConfirmed } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useMode } from "../../kernel/display";
import { reloadUser } from "../../kernel/session";
import { ProblemView } from "../../ui/ProblemView";

/** A second factor on the phone: the secret as picture and as text, the first code, the recovery codes. */
export function TotpPanel({ enrolled }: { enrolled: boolean }) {
  const begin = useCallback(
    (_: string, intent: Intent) => command<TotpBegun>("/api/identity/me/totp", undefined, { intent }),
    [],
  );
  const { running, run, reset } = useCommand(begin);
  const begun = running.state === "done" && running.value.kind === "done" ? running.value.value : undefined;
  return (
    <section className="sf-panel sf-stack">
      <h2>动态口令</h2>
      <p className="sf-muted">
        登录时除密码外再输入手机应用上的 6 位数字。
        {enrolled ? "已启用；更换手机请重新绑定，原来的在新的确认后失效。" : ""}
      </p>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
      {begun === undefined ? (
        <div>
          <Button loading={running.state === "running"} onClick={() => void run("begin")}>
            {enrolled ? "重新绑定" : "启用动态口令"}
          </Button>
        </div>
      ) : (
        <Enrolment begun={begun} onClose={reset} />
      )}
    </section>
  );
}

const qrSize_px = 168;

function Enrolment({ begun, onClose }: { begun: TotpBegun; onClose: () => void }) {
  const [mode] = useMode();
  const [code, setCode] = useState("");
  const confirm = useCallback(
    (typed: string, intent: Intent) =>
      command<TotpConfirmed>("/api/identity/me/totp/confirm", { code: typed }, { intent }),
    [],
  );
  const { running, run } = useCommand(confirm);
  const send = () => void run(code.trim());
  const confirmed = running.state === "done" && running.value.kind === "done" ? running.value.value : undefined;
  const finish = () => {
    onClose();
    void reloadUser();
  };
  if (confirmed !== undefined) return <Recovery codes={confirmed.recoveryCodes} onClose={finish} />;
  return (
    <ol className="sf-stack">
      <li>
        一、用手机上的动态口令应用（支持 TOTP）扫描，或手工输入密钥。
        <div className="sf-row" style={{ gap: 20, marginTop: 8 }}>
          <div role="img" aria-label="动态口令密钥的二维码">
            <QRCode
              value={begun.uri}
              size={qrSize_px}
              type="svg"
              color={mode === "dark" ? "#ffffff" : "#000000"}
              bgColor="transparent"
            />
          </div>
          <div className="sf-stack sf-grow">
            <div>
              密钥：<code data-testid="totp-secret">{begun.secret}</code>
            </div>
            <div style={{ overflowWrap: "anywhere" }}>
              地址：<code>{begun.uri}</code>
            </div>
          </div>
        </div>
      </li>
      <li>
        二、输入应用上显示的 6 位数字。
        <div className="sf-row" style={{ marginTop: 8 }}>
          <Input
            aria-label="动态口令"
            style={{ width: 120 }}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            onPressEnter={send}
          />
          <Button
            type="primary"
            disabled={!/^\d{6}$/.test(code.trim())}
            loading={running.state === "running"}
            onClick={send}
          >
            确认启用
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      </li>
      {running.state === "refused" ? (
        <li>
          <ProblemView problem={running.problem} inline />
        </li>
      ) : null}
    </ol>
  );
}

function Recovery({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  return (
    <div className="sf-stack" role="status">
      <p>
        <b>动态口令已启用。</b>手机不在身边时，每个恢复码可代替一次动态口令。只显示这一次，请打印或抄下后锁好。
      </p>
      <ul className="sf-row" style={{ gap: 16 }}>
        {codes.map((one) => (
          <li key={one}>
            <code>{one}</code>
          </li>
        ))}
      </ul>
      <div>
        <Button type="primary" onClick={onClose}>
          我已记下
        </Button>
      </div>
    </div>
  );
}
