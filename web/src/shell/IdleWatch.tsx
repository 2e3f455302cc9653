import { Button, Modal } from "antd";
import { useEffect, useState } from "react";
import { lock } from "../kernel/api";
import { durationText } from "../kernel/period";
import { idleLimit_ms, idleWarning_ms } from "../kernel/session";
import { lastActive, markActive } from "../kernel/token";

const look_ms = 1_000;

/**
 * Warns before the session ends for want of use and locks the page when it does; what was typed stays. Use in any tab
 * counts for all.
 */
export function IdleWatch({ now = Date.now }: { now?: () => number }) {
  const [left_ms, setLeft] = useState(idleLimit_ms);
  const warning = left_ms <= idleWarning_ms;

  useEffect(() => {
    markActive(now());
    const timer = window.setInterval(() => {
      const left = idleLimit_ms - (now() - lastActive());
      // Changes the state only while it matters: the page need not be drawn every second.
      setLeft(left <= idleWarning_ms ? left : idleLimit_ms);
      if (left <= 0) lock();
    }, look_ms);
    return () => window.clearInterval(timer);
  }, [now]);

  useEffect(() => {
    // Once warned, only the answer counts as use.
    if (warning) return undefined;
    const used = () => markActive(now());
    const kinds = ["pointerdown", "keydown", "wheel"] as const;
    for (const kind of kinds) window.addEventListener(kind, used, { passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, used);
    };
  }, [warning, now]);

  const stay = () => {
    markActive(now());
    setLeft(idleLimit_ms);
  };
  return (
    <Modal
      open={warning}
      title="您已较长时间没有操作"
      closable={false}
      onCancel={stay}
      footer={
        <Button type="primary" autoFocus onClick={stay}>
          继续使用
        </Button>
      }
      mask={{ closable: false }}
    >
      为保护资金安全，{durationText(Math.max(0, left_ms) / 1000)}
      后将退出登录。已填写的内容会保留，重新登录后可以继续填写。
    </Modal>
  );
}
