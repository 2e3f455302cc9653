import { useCallback, useRef, useState } from "react";
import type { Intent } from "./api";
import { newIntent } from "./api";
import type { Problem } from "./problem";
import { problemOf } from "./problem";

export type Running<T> =
  | { state: "idle" }
  | { state: "running" }
  | { state: "refused"; problem: Problem }
  | { state: "done"; value: T };

/**
 * One button that sends one command. The intent's key is kept while the same content is tried again and replaced once
 * it succeeded or the content changed, so a double click or a retry after a lost answer does the thing once.
 * @returns The state, and run: resolves to the value, or to undefined when refused (the state then holds why).
 */
export function useCommand<Input, Output>(work: (input: Input, intent: Intent) => Promise<Output>) {
  const [running, setRunning] = useState<Running<Output>>({ state: "idle" });
  const kept = useRef<{ content: string; intent: Intent } | undefined>(undefined);
  const busy = useRef(false);

  const run = useCallback(
    async (input: Input): Promise<Output | undefined> => {
      if (busy.current) return undefined;
      busy.current = true;
      setRunning({ state: "running" });
      const content = JSON.stringify(input) ?? "";
      if (kept.current?.content !== content) kept.current = { content, intent: newIntent() };
      try {
        const value = await work(input, kept.current.intent);
        kept.current = undefined;
        setRunning({ state: "done", value });
        return value;
      } catch (error) {
        setRunning({ state: "refused", problem: problemOf(error) });
        return undefined;
      } finally {
        busy.current = false;
      }
    },
    [work],
  );
  const reset = useCallback(() => setRunning({ state: "idle" }), []);
  return { running, run, reset };
}
