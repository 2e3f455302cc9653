import { expect, test } from "vitest";
import type { RuleView } from "../../api/generated/types";
import type { Fen } from "../../kernel/money";
import { bodyOf, emptyAmounts, rulesByHand, versionOn } from "./events";

const version = (number: number, from: string, until?: string) => ({
  number,
  from,
  ...(until === undefined ? {} : { until }),
  basis: "",
  summary: "",
  note: "",
  entries: [],
  amounts: [
    { key: "interest", name: "利息" },
    { key: "subsidy", name: "补贴", accounts: ["4101"] },
  ],
  dimensions: [],
  facts: [],
  lines: [],
});

const rule = (id: string, byHand?: RuleView["byHand"]): RuleView => ({
  id,
  name: id,
  book: "fsa",
  bookName: "财政专户账",
  ...(byHand === undefined ? {} : { byHand }),
  versions: [version(1, "2019-01-01", "2026-01-01"), version(2, "2026-01-01")],
});

test("the version in force is that of the day", () => {
  expect(versionOn(rule("a"), "2025-12-31")?.number).toBe(1);
  expect(versionOn(rule("a"), "2026-01-01")?.number).toBe(2);
  expect(versionOn(rule("a"), "2018-12-31")).toBeUndefined();
});

test("only rules for people are offered, by book", () => {
  expect(rulesByHand([rule("interest", "positive"), rule("payment")])).toEqual([
    { label: "财政专户账", options: [{ value: "interest", label: "interest" }] },
  ]);
});

test("an account that leaves no choice is filled in", () => {
  expect(emptyAmounts(version(1, "2019-01-01")).map(({ key, account }) => [key, account])).toEqual([
    ["interest", undefined],
    ["subsidy", "4101"],
  ]);
});

test("the body leaves out what is not keyed, and is missing until there is an amount", () => {
  const draft = {
    division: "630102",
    fund: "unemployment" as const,
    date: "2026-06-30",
    documentNo: " 12 ",
    amounts: [
      { key: "interest", amount: 1234 as Fen, dimensions: { bankAccount: " 63 ", term: "" } },
      { key: "subsidy", dimensions: {} },
    ],
    facts: { period: "", note: "二季度" },
  };
  expect(bodyOf(draft)).toEqual({
    division: "630102",
    fund: "unemployment",
    date: "2026-06-30",
    documentNo: "12",
    amounts: [{ key: "interest", amount: 1234, dimensions: { bankAccount: "63" } }],
    facts: { note: "二季度" },
  });
  expect(bodyOf({ ...draft, amounts: [] })).toBeUndefined();
});
