import { describe, expect, it } from "vitest";
import type { InspectionCheck } from "../../../api/generated/types";
import { findingRows, resultOf, verdictOf } from "./inspection";

function check(id: string, isHard: boolean, count: number): InspectionCheck {
  const findings = Array.from({ length: Math.min(count, 2) }, (_, index) => ({ text: `${id}${index + 1}` }));
  return { id, title: `查${id}`, why: "", isHard, count, findings };
}

describe("an inspection", () => {
  it("tells faults from what deserves a look", () => {
    expect(resultOf(check("a", true, 0))).toEqual({ tone: "good", text: "正常" });
    expect(resultOf(check("a", true, 1))).toEqual({ tone: "bad", text: "1 处差错" });
    expect(resultOf(check("a", false, 1200))).toEqual({ tone: "warn", text: "1,200 项待看" });
  });

  it("sums up in a sentence, faults before all", () => {
    expect(verdictOf([check("a", true, 0), check("b", false, 0)]).text).toBe("账簿完整一致，没有需要复核的事项");
    expect(verdictOf([check("a", true, 0), check("b", false, 3)]).text).toBe("账簿完整一致，另有 3 项供复核");
    expect(verdictOf([check("a", true, 2), check("b", false, 3)])).toEqual({
      tone: "bad",
      text: "账簿有 2 处差错，请立即核查",
    });
  });

  it("lists faults first and can be kept to one check", () => {
    const checks = [check("b", false, 1), check("a", true, 5)];
    expect(findingRows(checks, undefined).map((row) => row.text)).toEqual(["a1", "a2", "b1"]);
    expect(findingRows(checks, "b").map((row) => [row.check, row.key])).toEqual([["查b", "b-0"]]);
  });
});
