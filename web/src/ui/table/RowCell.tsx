import type { Steps } from "../../kernel/money";
import { AmountLink } from "../AmountLink";
import type { Column } from "./columns";
import { cellText } from "./columns";

type RowCellProps<Row> = { column: Column<Row>; row: Row; footedAs?: Steps | undefined };

/** One value in a list, drawn by the kind of its column. */
export function RowCell<Row>({ column, row, footedAs }: RowCellProps<Row>) {
  if (column.kind === "amount") {
    return <AmountLink to={column.to?.(row)} value={column.value(row)} footedAs={footedAs} />;
  }
  if (column.kind === "text" && column.render) return column.render(row);
  const text = cellText(column, row, "yuan");
  return (
    <span className="sf-cell-text" title={text}>
      {text}
    </span>
  );
}
