import { describe, expect, it } from "vitest";
import type { BookRow } from "../../api/generated/types";
import { bookIdOf, bookPeriodText, nearestBook, periodsOf, pickBook, voucherText } from "./books";

function book(division: string, fund: BookRow["fund"], year: number): BookRow {
  const rest = { title: "", divisionName: "", kind: "fsa", chart: "", openedAt: "" } as const;
  return { book: `${division}-${fund}-${year}`, division, fund, year, ...rest };
}

const xining = book("630100", "enterprise-pension", 2026);
const books = [
  book("630100", "enterprise-pension", 2025),
  xining,
  book("630100", "unemployment", 2025),
  book("630200", "unemployment", 2026),
];

describe("the book looked at", () => {
  it("is the wanted one, else the newest", () => {
    expect(pickBook(books, [undefined, "630200-unemployment-2026"])?.division).toBe("630200");
    expect(pickBook(books, ["gone"])?.book).toBe(xining.book);
    expect(pickBook([], [])).toBeUndefined();
  });

  it("follows a change to the nearest book there is", () => {
    expect(nearestBook(books, xining, { fund: "unemployment" })?.book).toBe("630100-unemployment-2025");
    expect(nearestBook(books, xining, { division: "630200" })?.book).toBe("630200-unemployment-2026");
    expect(nearestBook(books, xining, { year: 2024 })).toBeUndefined();
  });
});

it("says periods and voucher numbers in words", () => {
  expect(bookPeriodText("202600")).toBe("2026年期初");
  expect(periodsOf(2026).at(-2)).toEqual({ value: "202612", label: "2026年12月" });
  expect(periodsOf(2026).at(-1)).toEqual({ value: "202613", label: "2026年终结转" });
  expect(voucherText("202611-0001")).toBe("记字第 0001 号");
});

it("a book is named as the server names it", () => {
  expect(bookIdOf("630102", "employee-medical", 2026, "aux")).toBe("630102-31-2026-aux");
});
