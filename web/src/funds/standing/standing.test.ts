import { describe, expect, it } from "vitest";
import type { EmployerLine, PersonLine } from "../../api/generated/types";
import { fen } from "../../kernel/money";
import { contributedByMonth, employerAddress, paidByMonth, yearsOf } from "./standing";

const entry: PersonLine["entry"] = {
  payee: "aa",
  request: "630102-11-202606-A1-B1",
  line: 1,
  sourceLine: 2,
  round: 1,
  kind: "periodic-benefit",
  period: "202606",
  item: "basic-pension",
  amount: fen(100_00),
  state: "paid",
  reason: "",
  name: "张三",
  idNumber: "630102********0011",
  account: "1000****00",
  paidOn: "2026-06-16",
  id: "1",
  division: "630102",
  fund: "enterprise-pension",
  agency: "A1",
};

function line(change: Partial<PersonLine["entry"]>): PersonLine {
  return { entry: { ...entry, ...change }, divisionName: "城东区", kindName: "定期待遇支出", itemName: "基本养老金" };
}

describe("months of a person", () => {
  it("counts only what reached the person, a series a fund", () => {
    const series = paidByMonth(
      [
        line({}),
        line({ amount: fen(7), line: 2 }),
        line({ state: "failed", amount: fen(5_00) }),
        line({ state: "refunded", amount: fen(9_00) }),
        line({ fund: "unemployment", period: "202601", amount: fen(3_00) }),
        line({ period: "202506", amount: fen(8_00) }),
      ],
      2026,
    );
    expect(series.map((one) => one.name)).toEqual(["企业职工养老", "失业"]);
    expect(series[0]?.values).toEqual([0, 0, 0, 0, 0, 100_07, 0, 0, 0, 0, 0, 0]);
    expect(series[1]?.values[0]).toBe(3_00);
  });

  it("has no series in a year without payments", () => {
    expect(paidByMonth([line({})], 2024)).toEqual([]);
  });
});

describe("months of an employer", () => {
  it("puts due beside paid and takes a missing detail for nothing", () => {
    const both: EmployerLine = {
      fund: "enterprise-pension",
      period: "202602",
      ticket: "630102-11-T1",
      heads: 3,
      dueUnit: fen(300),
      duePersonal: fen(100),
      paidUnit: fen(250),
      paidPersonal: fen(100),
      difference: fen(50),
      state: "open",
    };
    const { paidUnit: _, paidPersonal: __, difference: ___, ...dueOnly } = both;
    const [due, paid] = contributedByMonth([both, { ...dueOnly, period: "202603" }], 2026);
    expect(due?.values.slice(0, 4)).toEqual([0, 400, 400, 0]);
    expect(paid?.values.slice(0, 4)).toEqual([0, 350, 0, 0]);
  });
});

it("names each year once, newest first", () => {
  expect(yearsOf([{ year: 2025 }, { year: 2026 }, { year: 2025 }])).toEqual([2026, 2025]);
});

it("keeps division and year in an employer's address", () => {
  expect(employerAddress("91630102000000011E", "630102", 2026)).toBe(
    "/standing/employers/91630102000000011E?division=630102&year=2026",
  );
});
