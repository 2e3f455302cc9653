import type { LakeRun, LakeRunState, MonthFigures, StateFigures } from "../../api/generated/types";
import { durationText, timeText } from "../../kernel/period";
import type { Tone } from "../../ui/StatusTag";

export const runsPath = "/api/lake/runs";
export const overviewPath = "/api/lake/overview";
export const rolledPath = "/api/lake/balances";

const runStates: Record<LakeRunState, { tone: Tone; text: string }> = {
  running: { tone: "active", text: "进行中" },
  done: { tone: "good", text: "已更新" },
  unchanged: { tone: "good", text: "无变更" },
  failed: { tone: "bad", text: "失败" },
  cancelled: { tone: "neutral", text: "已取消" },
  interrupted: { tone: "warn", text: "中断" },
};

export function runState(state: LakeRunState): { tone: Tone; text: string } {
  return runStates[state];
}

const triggers: Record<string, string> = { schedule: "定时", manual: "手动", demo: "演示" };

export function triggerText(run: LakeRun): string {
  const kind = triggers[run.trigger] ?? run.trigger;
  return run.isFull ? `${kind}（重新汇总）` : kind;
}

/** How long a run took; most take less than a second. */
export function tookText(durationMs: number | undefined): string {
  if (durationMs === undefined) return "";
  if (durationMs < 1000) return `${durationMs} 毫秒`;
  return durationMs < 60_000 ? `${(durationMs / 1000).toFixed(1)} 秒` : durationText(durationMs / 1000);
}

/** "凭证分录 1,234 行、用款申请 5 行". */
export function takenText(run: LakeRun): string {
  return run.tables.map((table) => `${table.title} ${table.rows.toLocaleString("zh-CN")} 行`).join("、");
}

/** "截至 02:30 汇总" of today, with the date of another day; before the first run it says so. */
export function asOfText(asOf: string | undefined, now: Date): string {
  if (asOf === undefined) return "尚未汇总";
  const [day = "", time = ""] = timeText(asOf).split(" ");
  const today = timeText(now.toISOString()).split(" ")[0];
  return `截至 ${day === today ? time : `${day.slice(5)} ${time}`} 汇总`;
}

/** "11月"; the year stands at January and at the first month shown. */
export function monthLabels(months: readonly MonthFigures[]): string[] {
  return months.map(({ period }, index) => {
    const month = Number(period.slice(4));
    return index === 0 || month === 1 ? `${period.slice(2, 4)}年${month}月` : `${month}月`;
  });
}

const stateOrder = [
  "checking",
  "returned",
  "inReview",
  "inTreasury",
  "paying",
  "partlyFailed",
  "booking",
  "done",
  "rejected",
  "withdrawn",
];

const stateTitles: Record<string, string> = {
  checking: "自动检查",
  returned: "已退回",
  inReview: "财政审核",
  inTreasury: "国库审核",
  paying: "支付中",
  partlyFailed: "部分失败",
  booking: "记账中",
  done: "已完成",
  rejected: "已否决",
  withdrawn: "已撤回",
};

export function stateTitle(state: string): string {
  return stateTitles[state] ?? state;
}

/** In the order in which a request goes through them. */
export function inOrder(states: readonly StateFigures[]): readonly StateFigures[] {
  return states.toSorted((one, other) => stateOrder.indexOf(one.state) - stateOrder.indexOf(other.state));
}

/** The share of a part in the largest, 0..100, for the length of a bar: drawn, never shown as a figure. */
export function barPercent(part: number, largest: number): number {
  return largest <= 0 || part <= 0 ? 0 : Math.max(1, Math.round((part / largest) * 100));
}
