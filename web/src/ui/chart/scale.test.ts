import { expect, it } from "vitest";
import { scaleOf } from "./scale";

it.each(["light", "dark"] as const)("gives every step of %s its own colour, ends included", (mode) => {
  const colours = scaleOf(mode, 7);
  expect(new Set(colours).size).toBe(7);
  expect([colours[0], colours[6]]).toEqual(
    mode === "light" ? ["rgb(178, 203, 236)", "rgb(18, 48, 92)"] : ["rgb(52, 78, 120)", "rgb(205, 224, 252)"],
  );
  expect(scaleOf(mode, 1)).toEqual([colours[6]]);
});
