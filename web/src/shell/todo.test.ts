import { expect, it } from "vitest";
import { todoAddress } from "./todo";

it("opens the list by the filter that was counted by", () => {
  expect(todoAddress("request.review.clerk")).toBe("/expenditure/requests?mine=request.review.clerk&sort=deadline");
  expect(todoAddress("request.submit", true)).toBe(
    "/expenditure/requests?mine=request.submit&due=overdue&sort=deadline",
  );
  expect(todoAddress("treasury.pay")).toBe("/payments/batches?mine=todo");
});
