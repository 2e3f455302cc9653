import { Modal } from "antd";
import { useEffect } from "react";
import { useBlocker } from "react-router";

/** Asks before a page with unsent changes is left, inside the application or by closing the tab. */
export function UnsavedGuard({ unsaved }: { unsaved: boolean }) {
  useEffect(() => {
    if (!unsaved) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved && currentLocation.pathname !== nextLocation.pathname,
  );
  return (
    <Modal
      open={blocker.state === "blocked"}
      title="内容尚未提交"
      okText="留在本页"
      cancelText="离开"
      onOk={() => blocker.reset?.()}
      onCancel={() => blocker.proceed?.()}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
    >
      草稿已保存在本机，下次打开可以继续填写。确定要离开吗？
    </Modal>
  );
}
