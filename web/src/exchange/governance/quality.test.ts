import { expect, it } from "vitest";
import { axisFrom } from "./quality";

it("the axis of scores begins a ten below the lowest", () => {
  expect([axisFrom([1000, 966]), axisFrom([900]), axisFrom([310, 1000]), axisFrom([0]), axisFrom([])]).toEqual([
    90, 80, 30, 0, 90,
  ]);
});
