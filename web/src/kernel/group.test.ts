import { expect, it } from "vitest";
import { grouped } from "./group";

it("keeps keys and members in the order in which they came", () => {
  const groups = grouped(["b1", "a1", "b2"], (text) => text[0]);
  expect([...groups]).toEqual([
    ["b", ["b1", "b2"]],
    ["a", ["a1"]],
  ]);
});
