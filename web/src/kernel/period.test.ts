import { expect, it } from "vitest";
import { dateText, durationText, parsePeriod, period, periodAt, periodText, plusMonths, timeText } from "./period";

it.each([
  ["202603", "202603"],
  ["2026-03", "202603"],
  ["2026年3月", "202603"],
])("reads %s", (text, expected) => expect(parsePeriod(text)).toBe(expected));

it.each(["202613", "2026-3", "26-03", "1948-12", ""])("refuses %j", (text) =>
  expect(parsePeriod(text)).toBeUndefined(),
);

it("steps over the year's end in both directions", () => {
  expect(plusMonths(period(2026, 12), 1)).toBe("202701");
  expect(plusMonths(period(2026, 1), -1)).toBe("202512");
  expect(plusMonths(period(2026, 1), -13)).toBe("202412");
});

it("dates an instant in China, not in UTC", () => {
  expect(periodAt(new Date("2026-03-31T16:30:00Z"))).toBe("202604");
  expect(dateText("2026-03-31T16:30:00Z")).toBe("2026年4月1日");
  expect(timeText("2026-03-31T16:30:00Z")).toBe("2026-04-01 00:30");
});

it("writes dates, periods and durations in Chinese", () => {
  expect(dateText("2026-03-05")).toBe("2026年3月5日");
  expect(dateText("不详")).toBe("不详");
  expect(periodText(period(2026, 3))).toBe("2026年3月");
  expect([40, 120, 200, 3900].map(durationText)).toEqual(["40 秒", "2 分钟", "3 分 20 秒", "1 小时 5 分"]);
});
