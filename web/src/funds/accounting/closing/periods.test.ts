import { describe, expect, it } from "vitest";
import type { ClosingCheck } from "../../../api/generated/types";
import { checkTone, nextOf, placeOf, stepsOf } from "./periods";

const states = (closedThrough: string | undefined) => stepsOf(2026, closedThrough).map((step) => step.state.charAt(0));

describe("the periods of a year", () => {
  it("stand open from January when nothing is closed", () => {
    expect(states(undefined).join("")).toBe("onoooooooooooo");
  });

  it("are closed through a month, and the following one is next", () => {
    expect(states("202602").join("")).toBe("cccnoooooooooo");
    expect(states("202612").join("")).toBe("cccccccccccccn");
    expect(states("202613").join("")).toBe("cccccccccccccc");
    expect(nextOf(2026, "202613")).toBeUndefined();
  });
});

const check: ClosingCheck = { id: "prepared", title: "", isGood: false, isHard: true, count: 1, text: "" };

describe("a check", () => {
  it("stops, warns or is passed", () => {
    expect(checkTone(check).text).toBe("不能结账");
    expect(checkTone({ ...check, isHard: false }).text).toBe("提醒");
    expect(checkTone({ ...check, isGood: true }).text).toBe("通过");
  });

  it("leads where it is put right", () => {
    const place = (id: string) => placeOf({ ...check, id }, "630100-11-2026-fsa", "202603", "202602")?.address;
    expect(place("bank")).toBe("/banking?book=630100-11-2026-fsa");
    expect(place("prepared")).toBe("/accounting/vouchers?book=630100-11-2026-fsa&period=202603&tab=prepared");
    expect(place("earlier-year")).toBe("/accounting/closing?book=630100-11-2025-fsa");
    expect(place("order")).toBe("/accounting/closing?book=630100-11-2026-fsa&period=202602");
    expect(place("suspense")).toBe("/accounting/suspense?division=630100");
    expect(place("agency")).toBe("/accounting/memo?tab=check&division=630100&fund=enterprise-pension&year=2026");
    expect(place("of another module")).toBeUndefined();
  });
});
