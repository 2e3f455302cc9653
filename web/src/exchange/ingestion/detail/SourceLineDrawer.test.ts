import { expect, it } from "vitest";
import { lineText, parseLine } from "./SourceLineDrawer";

it("a line survives its way through the address", () => {
  const line = { batch: "0a1b2c", file: 0, line: 42, field: "公民身份号码" };
  expect(lineText(line)).toBe("0a1b2c.0.42.公民身份号码");
  expect(parseLine(lineText(line))).toEqual(line);
  expect(parseLine("0a1b2c.1.2")).toEqual({ batch: "0a1b2c", file: 1, line: 2 });
});

it("what names no line opens none", () => {
  expect(parseLine(undefined)).toBeUndefined();
  expect(parseLine("0a1b2c.x.2")).toBeUndefined();
  expect(parseLine("../x.1.2")).toBeUndefined();
});
