import { createStore } from "./store";

/** What the last request or probe found out. Only a failed connection counts as offline; any answer, even 500, does not. */
export const network = createStore<"online" | "offline">("online");

const probeEvery_ms = 5_000;

/** While offline, asks for the health page until the server answers. Returns how to stop. */
export function watchNetwork(probe: () => Promise<unknown> = () => fetch("/health/live")): () => void {
  const timer = window.setInterval(() => {
    if (network.get() === "offline") void probe().then(online, () => undefined);
  }, probeEvery_ms);
  const online = () => network.set("online");
  const offline = () => network.set("offline");
  window.addEventListener("offline", offline);
  return () => {
    window.clearInterval(timer);
    window.removeEventListener("offline", offline);
  };
}
