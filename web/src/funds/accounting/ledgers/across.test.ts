import { expect, it } from "vitest";
import type { AuxAcross, BookRow } from "../../../api/generated/types";
import { fen } from "../../../kernel/money";
import { acrossLines, acrossQuery } from "./across";
import { readLens } from "./lens";

const part = (book: string, fund: string, name: string, amount: number) => ({
  book,
  division: book.slice(0, 6),
  divisionName: name,
  fund: fund as "enterprise-pension",
  opening: fen(0),
  debit: fen(amount),
  credit: fen(0),
  closing: fen(amount),
});

const sums = (amount: number) => ({ opening: fen(0), debit: fen(amount), credit: fen(0), closing: fen(amount) });

const across: AuxAcross = {
  division: "630100",
  divisionName: "西宁市",
  year: 2026,
  dimension: "item",
  dimensionName: "支出项目",
  from: "202601",
  to: "202613",
  groupBy: "fund",
  books: 4,
  rows: [
    {
      value: "basic",
      account: "5001",
      accountName: "社会保险待遇支出",
      normal: "debit",
      ...sums(145),
      groups: [
        {
          key: "enterprise-pension",
          title: "企业职工基本养老保险",
          ...sums(105),
          books: [
            part("630102-11-2026-fsa", "enterprise-pension", "城东区", 100),
            part("630121-11-2026-fsa", "enterprise-pension", "大通县", 5),
          ],
        },
        {
          key: "resident-pension",
          title: "城乡居民基本养老保险",
          ...sums(40),
          books: [part("630102-21-2026-fsa", "resident-pension", "城东区", 40)],
        },
      ],
    },
    {
      value: "funeral",
      account: "5001",
      accountName: "社会保险待遇支出",
      normal: "debit",
      ...sums(9),
      groups: [
        {
          key: "enterprise-pension",
          title: "企业职工基本养老保险",
          ...sums(9),
          books: [part("630102-11-2026-fsa", "enterprise-pension", "城东区", 9)],
        },
      ],
    },
  ],
  debit: fen(154),
  credit: fen(0),
};

it("has a subtotal where a group has several books, a total a value, and one of all", () => {
  expect(acrossLines(across).map((line) => [line.kind, line.title, line.debit])).toEqual([
    ["book", "企业职工养老　城东区", 100],
    ["book", "企业职工养老　大通县", 5],
    ["group", "小计：企业职工基本养老保险", 105],
    ["book", "城乡居民养老　城东区", 40],
    ["value", "合计：3 个账套", 145],
    ["book", "企业职工养老　城东区", 9],
    ["all", "合计", 154],
  ]);
});

it("leaves the other values and the total of all out when one is chosen", () => {
  expect(acrossLines(across, "funeral").map((line) => line.kind)).toEqual(["book"]);
});

it("asks for the books that the scope means", () => {
  const head: BookRow = {
    book: "630100-11-2026-fsa",
    title: "",
    division: "630100",
    divisionName: "西宁市",
    fund: "enterprise-pension",
    year: 2026,
    kind: "fsa",
    chart: "",
    openedAt: "",
  };
  const query = (scope: string) =>
    acrossQuery(readLens(new URLSearchParams(`scope=${scope}&account=500101`), head.book), head, "item");
  expect(query("funds")).toMatchObject({ below: false, groupBy: "fund", account: "5001", fund: undefined });
  expect(query("below")).toMatchObject({ below: true, groupBy: "division", fund: "enterprise-pension" });
  expect(query("all")).toMatchObject({ below: true, groupBy: "fund", division: "630100", year: 2026 });
});
