import { describe, expect, it } from "vitest";
import { readFailedLines } from "./failedLines";

describe("failed lines as typed from paper", () => {
  it("reads a line number and a reason a row, whatever stands between", () => {
    expect(readFailedLines("3 账号不存在\n\n 12：户名 不符 \n", 20)).toEqual([
      { line: 3, reason: "账号不存在" },
      { line: 12, reason: "户名 不符" },
    ]);
  });

  it("reads nothing from an empty text: everything was paid", () => {
    expect(readFailedLines(" \n", 20)).toEqual([]);
  });

  it.each(["3", "账号不存在", "0 没有", "21 没有", "3 一\n3 二"])("refuses %j", (text) => {
    expect(readFailedLines(text, 20)).toBeUndefined();
  });
});
