import type { KeyboardEventHandler, ReactNode } from "react";
import type { StatementView } from "../../../api/generated/types";
import type { Fen } from "../../../kernel/money";

type StatementGridProps = {
  view: StatementView;
  /** Pixels a level. */
  indent: number;
  cell: (value: Fen, row: number, column: number) => ReactNode;
  onKeyDown?: KeyboardEventHandler<HTMLTableElement>;
};

/** The rows and columns of a statement. */
export function StatementGrid({ view: { columns, rows }, indent, cell, onKeyDown }: StatementGridProps) {
  return (
    <div className="sf-scroll-x">
      <table className="sf-statement-table" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">行次</th>
            <th scope="col">项目</th>
            {columns.map((column) => (
              <th key={column.id} scope="col" className="sf-right">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.code} className={row.total ? "sf-statement-total" : row.head ? "sf-statement-head" : ""}>
              <td className="sf-muted">{row.code}</td>
              <th scope="row" style={{ paddingInlineStart: 10 + row.indent * indent }}>
                {row.title}
              </th>
              {columns.map((column, at) => (
                <td key={column.id} className="sf-right">
                  {row.cells[at] === undefined ? null : cell(row.cells[at], index, at)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
