import { describe, expect, it } from "vitest";
import type { PreparedView } from "../../../api/generated/types";
import { movedOutcomes, ordered, shifted } from "./calls";

const voucher = (number: number, date: string) => ({ number, date }) as PreparedView;
const numbers = (list: readonly PreparedView[]) => list.map((one) => one.number);

describe("the order of posting", () => {
  const some = [voucher(3, "2026-06-02"), voucher(1, "2026-06-05"), voucher(2, "2026-06-02")];

  it("is by date, then by preparing; or by preparing", () => {
    expect(numbers(ordered(some, "date"))).toEqual([2, 3, 1]);
    expect(numbers(ordered(some, "number"))).toEqual([1, 2, 3]);
  });

  it("moves one and leaves the others as they were; the ends hold", () => {
    expect(shifted(["a", "b", "c", "d"], 0, 2)).toEqual(["b", "c", "a", "d"]);
    expect(shifted(["a", "b", "c", "d"], 3, 1)).toEqual(["a", "d", "b", "c"]);
    expect(shifted(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(shifted(["a", "b"], 1, 2)).toEqual(["a", "b"]);
  });
});

it("says what became of each, and why", () => {
  const rows = [
    { number: 3, voucher: "202606-0001" },
    { number: 2, code: "wrong_state", problem: "当前状态“已作废”不能记账。" },
  ];
  const [done, refused] = movedOutcomes({ done: 1, refused: 1, rows });
  expect(done).toEqual({ key: "3", label: "制单 3 → 凭证 202606-0001" });
  expect(refused?.problem?.detail).toBe("当前状态“已作废”不能记账。");
});
