import { useMemo } from "react";
import { Link } from "react-router";
import type { AuxAcross, BookRow } from "../../../api/generated/types";
import { useRemote } from "../../../kernel/remote";
import { RemoteView } from "../../../ui/RemoteView";
import type { Column } from "../../../ui/table/columns";
import { dimensionText } from "../dimensions";
import type { AcrossLine } from "./across";
import { acrossLines, acrossQuery } from "./across";
import { BookSheet } from "./BookSheet";
import type { Lens } from "./lens";
import { auxScopes, lensAddress } from "./lens";
import { sideText } from "./rows";
import { rangeText, subjectText } from "./words";

type AcrossProps = { lens: Lens; head: BookRow; dimension: string };

/** 辅助账 over many books: each book's line opens that book; subtotals and totals are lines of their own. */
export function AuxAcrossSheet({ lens, head, dimension }: AcrossProps) {
  const across = useRemote<AuxAcross>("/api/accounting/aux", acrossQuery(lens, head, dimension));
  const columns = useMemo(() => columnsOf(lens, dimension), [lens, dimension]);
  const scope = auxScopes.find(({ value }) => value === lens.scope)?.label ?? "";
  return (
    <RemoteView remote={across} rows={8}>
      {(value) => (
        <BookSheet
          id={`aux-across-${dimension}`}
          heading={{
            title: `${value.dimensionName}辅助账`,
            owner: "口径",
            book: `${value.divisionName} ${scope}（${value.books} 个账套）`,
            subject: subjectText(lens),
            range: rangeText(lens),
          }}
          columns={columns}
          rowKey={(line) => line.key}
          rows={acrossLines(value, lens.value)}
          open={(line) => addressOf(lens, line)}
          empty={{ title: "这些账套没有发生额和余额", next: "扩大期间或口径，或换一种辅助核算。" }}
        />
      )}
    </RemoteView>
  );
}

/** The single book's own page of the dimension. */
function addressOf(lens: Lens, line: AcrossLine): string | undefined {
  return line.book === undefined
    ? undefined
    : lensAddress(lens, { book: line.book, account: line.account, value: line.value, scope: "book" });
}

function columnsOf(lens: Lens, dimension: string): readonly Column<AcrossLine>[] {
  const name = dimensionText(dimension);
  const to = (line: AcrossLine) => addressOf(lens, line);
  const fixed = { sortable: false };
  return [
    {
      key: "value",
      title: name,
      kind: "text",
      width: 130,
      frozen: true,
      ...fixed,
      value: (line) => (line.kind === "all" ? "" : line.value === "" ? `未填${name}` : line.value),
    },
    {
      key: "account",
      title: "科目",
      kind: "text",
      width: 180,
      ...fixed,
      value: (line) => `${line.account} ${line.accountName}`,
    },
    {
      key: "title",
      title: "账套",
      kind: "text",
      width: 230,
      ...fixed,
      value: (line) => line.title,
      render: (line) => {
        const address = addressOf(lens, line);
        return address === undefined ? <b>{line.title}</b> : <Link to={address}>{line.title}</Link>;
      },
    },
    { key: "opening", title: "期初余额", kind: "amount", width: 136, ...fixed, value: (line) => line.opening },
    { key: "debit", title: "借方", kind: "amount", width: 136, ...fixed, to, value: (line) => line.debit },
    { key: "credit", title: "贷方", kind: "amount", width: 136, ...fixed, to, value: (line) => line.credit },
    {
      key: "side",
      title: "方向",
      kind: "text",
      width: 56,
      ...fixed,
      value: (line) =>
        line.normal === undefined || line.closing === undefined ? "" : sideText(line.normal, line.closing),
    },
    { key: "closing", title: "期末余额", kind: "amount", width: 136, ...fixed, to, value: (line) => line.closing },
  ];
}
