import type { ScheduleView } from "../../api/generated/types";
import type { Tone } from "../../ui/StatusTag";

const states: Record<string, { tone: Tone; text: string }> = {
  running: { tone: "active", text: "进行中" },
  done: { tone: "good", text: "已完成" },
  failed: { tone: "bad", text: "已中断" },
  cancelled: { tone: "neutral", text: "已取消" },
};

export function jobState(state: string): { tone: Tone; text: string } {
  return states[state] ?? { tone: "neutral", text: state };
}

/** What became of the last run of a schedule. */
export function lastRun(schedule: ScheduleView): { tone: Tone; text: string } {
  if (schedule.lastStart === undefined) return { tone: "neutral", text: "尚未运行" };
  if (schedule.lastEnd === undefined) return { tone: "active", text: "运行中" };
  return schedule.lastSucceeded ? { tone: "good", text: "成功" } : { tone: "bad", text: "失败" };
}

/** How long the last finished run took. */
export function runSeconds({ lastStart, lastEnd }: ScheduleView): number | undefined {
  if (lastStart === undefined || lastEnd === undefined) return undefined;
  return (Date.parse(lastEnd) - Date.parse(lastStart)) / 1000;
}
