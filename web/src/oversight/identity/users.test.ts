import { describe, expect, it } from "vitest";
import { grantsOf, incomplete, sameGrants, userState } from "./users";

const clerk = { role: "finance-clerk", division: "630100" };

describe("grants", () => {
  it("keep no fund list where all funds are meant", () => {
    const view = { role: "finance-clerk", roleName: "社保处经办", division: { code: "630100", name: "西宁市" } };
    expect(grantsOf([view])).toEqual([clerk]);
    expect(grantsOf([{ ...view, funds: ["unemployment"] }])).toEqual([{ ...clerk, funds: ["unemployment"] }]);
  });

  it("are not sent unfinished", () => {
    expect(incomplete([clerk])).toBeUndefined();
    expect(incomplete([{ ...clerk, role: "" }])).toContain("没有选择角色");
    expect(incomplete([{ ...clerk, funds: [] }])).toContain("没有选择险种");
    expect(incomplete([clerk, { ...clerk, funds: ["unemployment"] }])).toContain("两行");
  });

  it("are the same in any order", () => {
    const head = { role: "finance-head", division: "630100", funds: ["unemployment", "maternity"] as const };
    const turned = { ...head, funds: ["maternity", "unemployment"] as const };
    expect(sameGrants([clerk, head], [turned, clerk])).toBe(true);
    expect(sameGrants([clerk], [{ ...clerk, funds: ["maternity"] }])).toBe(false);
  });
});

it("says the state of an account in words", () => {
  expect(userState("locked").text).toBe("已锁定");
  expect(userState("new").text).toBe("new");
});
