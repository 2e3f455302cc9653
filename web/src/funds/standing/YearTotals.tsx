import "./Standing.css";
import { Fragment } from "react";
import type { Fen } from "../../kernel/money";
import { sum } from "../../kernel/money";
import { Amount } from "../../ui/Amount";
import { yearsOf } from "./standing";

type TotalColumn<Total> = {
  key: string;
  title: string;
  text?: (total: Total) => string;
  amount?: (total: Total) => Fen;
};

type YearTotalsProps<Total> = { name: string; totals: readonly Total[]; columns: readonly TotalColumn<Total>[] };

/** A small table of totals: a group a year with its own sum, a row a fund. */
export function YearTotals<Total extends { year: number; fund: string }>(props: YearTotalsProps<Total>) {
  const { name, totals, columns } = props;
  return (
    <div className="sf-standing-totals">
      <table className="sf-paper-table">
        <caption>{name}</caption>
        <thead>
          <tr>
            <th scope="col">年度</th>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.amount === undefined ? "" : "sf-right"}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {yearsOf(totals).map((year) => {
            const rows = totals.filter((total) => total.year === year);
            return (
              <Fragment key={year}>
                {rows.map((total, index) => (
                  <tr key={total.fund}>
                    <td>{index === 0 ? year : ""}</td>
                    {columns.map((column) => (
                      <td key={column.key} className={column.amount === undefined ? "" : "sf-right"}>
                        {column.amount === undefined ? column.text?.(total) : <Amount value={column.amount(total)} />}
                      </td>
                    ))}
                  </tr>
                ))}
                {rows.length < 2 ? null : (
                  <tr className="sf-standing-sum">
                    <td>{year}年小计</td>
                    {columns.map((column) => (
                      <td key={column.key} className="sf-right">
                        {column.amount === undefined ? null : (
                          <Amount
                            value={sum(rows.map((total) => column.amount?.(total)).filter((one) => one !== undefined))}
                          />
                        )}
                      </td>
                    ))}
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
