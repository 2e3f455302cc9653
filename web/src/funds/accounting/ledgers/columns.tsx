import { Link } from "react-router";
import type { SourceLink } from "../../../api/generated/types";
import type { Column } from "../../../ui/table/columns";
import { voucherAddress } from "../books";
import { SourceText } from "../SourceText";

/** The first columns of every book: the date and the voucher, which opens. */
export function lineColumns<Row>(
  book: string,
  dateOf: (row: Row) => string | undefined,
  voucherOf: (row: Row) => string | undefined,
): Column<Row>[] {
  return [
    { key: "date", title: "日期", kind: "date", frozen: true, value: dateOf },
    {
      key: "voucher",
      title: "凭证号",
      kind: "text",
      width: 130,
      frozen: true,
      value: voucherOf,
      render: (row) => {
        const voucher = voucherOf(row);
        return voucher === undefined ? null : <Link to={voucherAddress(book, voucher)}>{voucher}</Link>;
      },
    },
  ];
}

/** The last column: the document behind the line. */
export function sourceColumn<Row>(sourceOf: (row: Row) => SourceLink | undefined): Column<Row> {
  return {
    key: "source",
    title: "来源单据",
    kind: "text",
    width: 330,
    value: (row) => sourceOf(row)?.id,
    render: (row) => {
      const source = sourceOf(row);
      return source === undefined ? null : (
        <span className="sf-cell-text">
          <SourceText source={source} />
        </span>
      );
    },
  };
}
