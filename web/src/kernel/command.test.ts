import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Intent } from "./api";
import { useCommand } from "./command";
import { offlineProblem, ProblemError } from "./problem";

it("keeps the key while the same content is retried and renews it afterwards", async () => {
  const keys: string[] = [];
  const answers = [false, true, true];
  const work = async (input: { amount: number }, intent: Intent) => {
    keys.push(intent.key);
    if (answers.shift() === false) throw new ProblemError(offlineProblem);
    return input.amount;
  };
  const { result } = renderHook(() => useCommand(work));

  await act(() => result.current.run({ amount: 1 }));
  expect(result.current.running).toEqual({ state: "refused", problem: offlineProblem });
  await act(() => result.current.run({ amount: 1 }));
  expect(result.current.running).toEqual({ state: "done", value: 1 });
  await act(() => result.current.run({ amount: 1 }));

  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

it("changes the key with the content", async () => {
  const keys: string[] = [];
  const work = async (_: number, intent: Intent) => {
    keys.push(intent.key);
    throw new ProblemError(offlineProblem);
  };
  const { result } = renderHook(() => useCommand(work));
  await act(() => result.current.run(1));
  await act(() => result.current.run(2));
  expect(keys[1]).not.toBe(keys[0]);
});

it("ignores the second of two clicks", async () => {
  let count = 0;
  const { result } = renderHook(() => useCommand(async () => ++count));
  await act(() => Promise.all([result.current.run(1), result.current.run(1)]));
  expect(count).toBe(1);
});
