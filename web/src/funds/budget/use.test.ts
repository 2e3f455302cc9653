import { expect, it } from "vitest";
import { fen } from "../../kernel/money";
import { partsOf, shareText } from "./use";

function use(budgeted: number, reserved: number, used: number) {
  return { budgeted: fen(budgeted), reserved: fen(reserved), used: fen(used), available: fen(0) };
}

it("shares the bar between what is used and what is reserved", () => {
  expect(partsOf(use(1_000, 250, 500))).toEqual({ used: 500, reserved: 250, isOver: false });
  expect(shareText(use(1_000, 250, 500))).toBe("75.0%");
});

it("never draws past the end, and says that the budget is exceeded", () => {
  expect(partsOf(use(1_000, 500, 1_500))).toEqual({ used: 750, reserved: 250, isOver: true });
  expect(shareText(use(1_000, 500, 1_500))).toBe("200.0%");
});

it("of no budget has no share", () => {
  expect(partsOf(use(0, 0, 0))).toEqual({ used: 0, reserved: 0, isOver: false });
  expect(shareText(use(0, 0, 0))).toBe("—");
});
