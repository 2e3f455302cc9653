import "../../../ui/plain.css";
import { Drawer } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { StatementParts, StatementView } from "../../../api/generated/types";
import type { Fen } from "../../../kernel/money";
import { capitals, footed, shown, sum, unitText, yuan } from "../../../kernel/money";
import { useRemote } from "../../../kernel/remote";
import { Amount } from "../../../ui/Amount";
import { RemoteView } from "../../../ui/RemoteView";
import { useShownUnit } from "../../../ui/unit";
import { bookPeriodText } from "../books";
import { lensAddress } from "../ledgers/lens";
import type { Asked, Cell } from "./statements";
import { bookYearsBack, ledgerRange, partsOf, shareOf, statementAddress, statementPath } from "./statements";

type CellDrawerProps = { view: StatementView; cell: Cell; asked: Asked; onClose: () => void };

/** What one cell is made of, by book and by account; each leads further down. */
export function CellDrawer({ view, cell, asked, onClose }: CellDrawerProps) {
  const { column, share } = shareOf(cell.column);
  const parts = useRemote<StatementParts>(`${statementPath(view.id)}/rows/${encodeURIComponent(cell.row)}`, {
    column,
    ...asked,
  });
  const title = view.columns.find((one) => one.id === cell.column)?.title ?? cell.column;
  const row = view.rows.find((one) => one.code === cell.row)?.title ?? cell.row;
  return (
    <Drawer open onClose={onClose} size={760} title={`${row}　${title}`}>
      <RemoteView remote={parts} rows={6}>
        {(value) => {
          const { items, total } = partsOf(value, share);
          return (
            <div className="sf-stack">
              <div>
                <Amount value={total} strong />
                <div className="sf-muted">
                  {yuan(total)} 元　{capitals(total)}
                </div>
                <div className="sf-muted">
                  {view.divisionName}　{view.fundName}　{bookPeriodText(view.period)}
                </div>
              </div>
              <PartTable
                title={view.merged ? "按区划账套" : "按账套"}
                heads={["区划", "账套"]}
                rows={items.map((part) => ({
                  key: part.book ?? part.title,
                  texts: [part.title, part.book ?? "上下级往来两边同额抵销"],
                  amount: part.amount,
                  next: (
                    <BookLink view={view} cell={{ row: cell.row, column }} asked={asked} division={part.division} />
                  ),
                }))}
              />
              {share === "all" ? (
                <Accounts view={view} parts={value} column={column} />
              ) : (
                <p className="sf-muted">按科目的构成见“合并”列的金额。</p>
              )}
            </div>
          );
        }}
      </RemoteView>
    </Drawer>
  );
}

type BookLinkProps = { view: StatementView; cell: Cell; asked: Asked; division: string | undefined };

/** From the consolidated cell to the same cell of one division. */
function BookLink({ view, cell, asked, division }: BookLinkProps) {
  if (!view.merged || division === undefined) return null;
  const single = { ...asked, division, merged: false, level: undefined };
  return <Link to={statementAddress(view.id, single, cell)}>本级{view.name}</Link>;
}

function Accounts({ view, parts, column }: { view: StatementView; parts: StatementParts; column: string }) {
  const of = view.columns.find((one) => one.id === column)?.of;
  const book = view.merged ? undefined : view.books[0];
  const next = (account: string): ReactNode => {
    if (book === undefined || of === undefined) return null;
    const { from, to, yearsBack } = ledgerRange(of, view.period);
    const address = lensAddress({
      view: "detail",
      book: bookYearsBack(book, yearsBack),
      account,
      from,
      to,
      dimension: undefined,
      value: undefined,
      level: 1,
      scope: "book",
    });
    return <Link to={address}>明细账</Link>;
  };
  return (
    <>
      <PartTable
        title="按科目"
        heads={["科目编码", "科目名称"]}
        rows={parts.accounts.map((one) => ({
          key: one.account,
          texts: [one.account, one.name],
          amount: one.amount,
          next: next(one.account),
        }))}
      />
      {view.merged ? <p className="sf-muted">要查明细账，请先从上表进入一个区划的报表。</p> : null}
    </>
  );
}

type PartRow = { key: string; texts: readonly [string, string]; amount: Fen; next: ReactNode };

function PartTable({ title, heads, rows }: { title: string; heads: readonly [string, string]; rows: PartRow[] }) {
  const unit = useShownUnit();
  const total = sum(rows.map((row) => row.amount));
  const steps = footed(
    rows.map((row) => row.amount),
    shown(total, unit),
    unit,
  );
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p className="sf-muted">没有金额。</p>
      ) : (
        <div className="sf-scroll-x">
          <table className="sf-plain">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
                <th scope="col" className="sf-right">
                  金额（{unitText[unit]}）
                </th>
                <th scope="col">下一步</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={row.key}>
                  <td>{row.texts[0]}</td>
                  <td>{row.texts[1]}</td>
                  <td className="sf-right">
                    <Amount value={row.amount} footedAs={steps[index]} />
                  </td>
                  <td>{row.next}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  合计
                </th>
                <td className="sf-right">
                  <Amount value={total} />
                </td>
                <td />
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </section>
  );
}
