import type { AuxAcross, AuxAcrossRow, BookRow, Side } from "../../../api/generated/types";
import type { Query } from "../../../kernel/api";
import { fundText } from "../../../kernel/funds";
import type { Fen } from "../../../kernel/money";
import type { Lens } from "./lens";
import { yearOfBook } from "./lens";

/** A line of 辅助账 over many books: a book's, a subtotal's, a value's or the total of all. */
export type AcrossLine = {
  key: string;
  kind: "book" | "group" | "value" | "all";
  value: string;
  account: string;
  accountName: string;
  title: string;
  normal: Side | undefined;
  opening: Fen | undefined;
  debit: Fen;
  credit: Fen;
  closing: Fen | undefined;
  book: string | undefined;
};

/** What to ask for: the division and fund of the book looked at are the head of the books read. */
export function acrossQuery(lens: Lens, head: BookRow, dimension: string): Query {
  return {
    division: head.division,
    year: Number(yearOfBook(lens.book)),
    by: dimension,
    kind: head.kind,
    account: lens.account?.slice(0, 4),
    from: lens.from,
    to: lens.to,
    fund: lens.scope === "below" ? head.fund : undefined,
    below: lens.scope !== "funds",
    groupBy: lens.scope === "below" ? "division" : "fund",
  };
}

/** Lines in reading order: the books of a group, its subtotal, the value's total; at the end what all moved. */
export function acrossLines(across: AuxAcross, value?: string): AcrossLine[] {
  const rows = value === undefined ? across.rows : across.rows.filter((row) => row.value === value);
  const lines = rows.flatMap((row) => linesOf(row, across.groupBy === "fund"));
  if (rows.length < 2 || value !== undefined) return lines;
  const { debit, credit } = across;
  const all = { key: "all", kind: "all" as const, value: "", account: "", accountName: "", title: "合计" };
  return [
    ...lines,
    { ...all, normal: undefined, opening: undefined, debit, credit, closing: undefined, book: undefined },
  ];
}

function linesOf(row: AuxAcrossRow, byFund: boolean): AcrossLine[] {
  const { value, account, accountName, normal } = row;
  const head = { value, account, accountName, normal };
  const count = row.groups.reduce((sum, group) => sum + group.books.length, 0);
  const groups = row.groups.flatMap((group): AcrossLine[] => [
    ...group.books.map((part) => ({
      ...head,
      key: `${value}|${account}|${normal}|${part.book}`,
      kind: "book" as const,
      title: byFund ? `${fundText(part.fund)}　${part.divisionName}` : `${part.divisionName}　${fundText(part.fund)}`,
      opening: part.opening,
      debit: part.debit,
      credit: part.credit,
      closing: part.closing,
      book: part.book,
    })),
    ...(group.books.length < 2 || row.groups.length < 2
      ? []
      : [
          {
            ...head,
            ...sums(group),
            key: `${value}|${account}|${normal}|${group.key}`,
            kind: "group" as const,
            title: `小计：${group.title}`,
          },
        ]),
  ]);
  if (count < 2) return groups;
  return [
    ...groups,
    { ...head, ...sums(row), key: `${value}|${account}|${normal}`, kind: "value", title: `合计：${count} 个账套` },
  ];
}

function sums({ opening, debit, credit, closing }: Pick<AuxAcrossRow, "opening" | "debit" | "credit" | "closing">) {
  return { opening, debit, credit, closing, book: undefined };
}
