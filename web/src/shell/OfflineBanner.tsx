import { useEffect } from "react";
import { network, watchNetwork } from "../kernel/network";
import { useStore } from "../kernel/store";

/** Says that the server cannot be reached, until it answers again. */
export function OfflineBanner() {
  const state = useStore(network);
  useEffect(() => watchNetwork(), []);
  return (
    <div role="status" className={state === "offline" ? "sf-offline" : undefined}>
      {state === "offline" ? "网络不通，正在自动重连。已填写的内容保留在本页，请不要关闭浏览器。" : null}
    </div>
  );
}
