import { expect, it } from "vitest";
import { areaText, isAlarm, records } from "./records";

it("asks for a range of days by its ends", () => {
  expect(records.query?.({ dates: "2026-11-01..2026-11-21", actor: "clerk" })).toEqual({
    from: "2026-11-01",
    to: "2026-11-21",
    actor: "clerk",
  });
  expect(records.query?.({ dates: "2026-11-01.." })).toEqual({ from: "2026-11-01", to: "" });
  expect(records.query?.({})).toEqual({ from: "", to: undefined });
});

it("names the business of an action and tells the sealer's alarms", () => {
  expect(areaText("voucher.confirm")).toBe("凭证");
  expect(areaText("lake.run")).toBe("lake");
  expect([isAlarm("audit.gap"), isAlarm("audit.export")]).toEqual([true, false]);
});
