import { describe, expect, it } from "vitest";
import { adviceOf, stageMarks } from "./states";

const received = { name: "接收", at: "2026-11-21T15:35:06Z" };
const checked = { name: "校验", at: "2026-11-21T15:35:07Z", note: "5 行" };

describe("the stages of a file", () => {
  it("shows what is done, what runs and what is to come while it is checked", () => {
    const marks = stageMarks({ state: "checking", stages: [received] });
    expect(marks.map((mark) => [mark.name, mark.state])).toEqual([
      ["接收", "done"],
      ["校验", "now"],
      ["生成用款申请", "open"],
      ["回执", "open"],
    ]);
  });

  it("of a file whose rows all came back leaves out the request", () => {
    const marks = stageMarks({ state: "returned", stages: [received, checked, { name: "回执", at: checked.at }] });
    expect(marks.map((mark) => mark.name)).toEqual(["接收", "校验", "回执"]);
    expect(marks[1]?.note).toBe("5 行");
  });

  it("ends with the refusal", () => {
    const refusal = { name: "拒收", at: checked.at, note: "digest_differs" };
    expect(stageMarks({ state: "refused", stages: [received, refusal] }).at(-1)?.state).toBe("failed");
  });
});

it("says what to do about every refusal", () => {
  expect(adviceOf("sender_unknown")).toContain("登记");
  expect(adviceOf("zip_bomb")).toContain("重新打包");
  expect(adviceOf(undefined)).toContain("没有产生任何业务数据");
});
