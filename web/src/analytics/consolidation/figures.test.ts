import { describe, expect, it } from "vitest";
import type { LakeRun, MonthFigures, StateFigures } from "../../api/generated/types";
import { zero } from "../../kernel/money";
import { asOfText, barPercent, inOrder, monthLabels, runState, takenText, tookText, triggerText } from "./figures";

const run: LakeRun = {
  id: "r",
  trigger: "schedule",
  by: "定时任务",
  isFull: false,
  startedAt: "2026-11-21T18:30:00Z",
  endedAt: "2026-11-21T18:30:01Z",
  state: "done",
  version: 3,
  tables: [
    { table: "accounting/voucher_lines", title: "凭证分录", rows: 1234, files: 2 },
    { table: "expenditure/requests", title: "用款申请", rows: 5, files: 1 },
  ],
  rows: 1239,
  durationMs: 1000,
};

describe("as of", () => {
  const now = new Date("2026-11-22T03:00:00Z");
  it("is a time of today in China, or day and time", () => {
    // 18:30 in UTC is half past two of the next day in China.
    expect(asOfText("2026-11-21T18:30:00Z", now)).toBe("截至 02:30 汇总");
    expect(asOfText("2026-11-20T18:30:00Z", now)).toBe("截至 11-21 02:30 汇总");
  });
  it("before the first run says so", () => expect(asOfText(undefined, now)).toBe("尚未汇总"));
});

describe("a run", () => {
  it("says what it took over and how it was started", () => {
    expect(takenText(run)).toBe("凭证分录 1,234 行、用款申请 5 行");
    expect(triggerText(run)).toBe("定时");
    expect(triggerText({ ...run, trigger: "manual", isFull: true })).toBe("手动（重新汇总）");
    expect(runState("interrupted")).toEqual({ tone: "warn", text: "中断" });
  });
  it("tells short times in milliseconds, longer ones in seconds", () => {
    expect([tookText(undefined), tookText(987), tookText(4_508), tookText(61_000)]).toEqual([
      "",
      "987 毫秒",
      "4.5 秒",
      "1 分 1 秒",
    ]);
  });
});

it("months name the year where it begins", () => {
  const months = ["202512", "202601", "202602"].map(
    (period): MonthFigures => ({ period, income: zero, expenditure: zero, paid: zero }),
  );
  expect(monthLabels(months)).toEqual(["25年12月", "26年1月", "2月"]);
});

it("states stand in the order of the chain", () => {
  const state = (name: string): StateFigures => ({
    state: name,
    requests: 1,
    requested: zero,
    paid: zero,
    failed: zero,
    open: zero,
  });
  const names = inOrder(["done", "returned", "inTreasury", "inReview"].map(state)).map((one) => one.state);
  expect(names).toEqual(["returned", "inReview", "inTreasury", "done"]);
});

it("a bar is never longer than its row, and what is there is seen", () => {
  expect([barPercent(50, 100), barPercent(1, 100_000), barPercent(0, 5), barPercent(-3, 5), barPercent(1, 0)]).toEqual([
    50, 1, 0, 0, 0,
  ]);
});
