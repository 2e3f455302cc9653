import { expect, test } from "vitest";
import { gapsText, periodWords, placeOf } from "./words";

test("periods of every cycle are words", () => {
  expect(["20261120", "202610", "2026Q4", "2026", "十月"].map(periodWords)).toEqual([
    "2026-11-20",
    "2026年10月",
    "2026年第4季度",
    "2026年",
    "十月",
  ]);
});

test("missing numbers run together", () => {
  expect(gapsText([])).toBe("");
  expect(gapsText([2, 4, 5, 6, 9])).toBe("2、4～6、9");
});

test("a central node is never said to be reached directly", () => {
  const node = { id: "C", name: "部", role: "central" as const, division: "000000" };
  expect(placeOf({ node, isOwn: false, isLink: false, lastSerial: 0, missing: [] })).toBe("中央节点，经本级前置机到达");
});
