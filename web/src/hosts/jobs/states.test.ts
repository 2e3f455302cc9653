import { expect, it } from "vitest";
import { jobState, lastRun, runSeconds } from "./states";

const schedule = { name: "n", title: "夜间汇总", cron: "0 2 * * *", next: "2026-11-22T18:00:00Z" };
const began = { ...schedule, lastStart: "2026-11-21T18:00:00Z" };
const ended = { ...began, lastEnd: "2026-11-21T18:03:20Z" };

it("tells a run that never was from one that goes on, went well or failed", () => {
  expect(lastRun(schedule).text).toBe("尚未运行");
  expect(lastRun(began).text).toBe("运行中");
  expect(lastRun({ ...ended, lastSucceeded: true }).text).toBe("成功");
  expect(lastRun({ ...ended, lastSucceeded: false }).text).toBe("失败");
});

it("knows how long a finished run took", () => {
  expect(runSeconds(began)).toBeUndefined();
  expect(runSeconds(ended)).toBe(200);
});

it("shows a state that it does not know as it is", () => {
  expect(jobState("done").text).toBe("已完成");
  expect(jobState("paused").text).toBe("paused");
});
