import type { KeyboardEvent } from "react";
import type { StatementView } from "../../../api/generated/types";
import { unitText } from "../../../kernel/money";
import { dateText, dayAt } from "../../../kernel/period";
import { Amount } from "../../../ui/Amount";
import { useShownUnit } from "../../../ui/unit";
import { bookPeriodText } from "../books";
import { StatementGrid } from "./StatementGrid";
import type { Asked, Cell } from "./statements";
import { stepsIn } from "./statements";

type StatementTableProps = {
  view: StatementView;
  rounded: StatementView | undefined;
  asked: Asked;
  onCell: (cell: Cell) => void;
};

/** The statement as it goes on paper. Arrows move between cells, Enter opens one. */
export function StatementTable({ view, rounded, asked, onCell }: StatementTableProps) {
  const unit = useShownUnit();
  const wide = view.columns.length > 4;
  return (
    <article className={wide ? "sf-panel sf-paper sf-statement sf-statement-wide" : "sf-panel sf-paper sf-statement"}>
      <h2>{view.name}</h2>
      <div className="sf-paper-line">
        <span>
          编制单位：{view.divisionName}
          {view.merged ? "（合并）" : ""}　险种：{view.fundName}
        </span>
        <span>{bookPeriodText(view.period)}</span>
        <span>单位：{unitText[unit]}</span>
      </div>
      <PastLine asked={asked} />
      <StatementGrid
        view={view}
        indent={20}
        onKeyDown={moveFocus}
        cell={(value, row, column) => (
          <button
            type="button"
            className={value === 0 ? "sf-statement-cell sf-muted" : "sf-statement-cell"}
            data-cell={`${row},${column}`}
            onClick={(event) => {
              event.stopPropagation();
              onCell(cellAt(view, row, column));
            }}
          >
            <span className="sf-sr">{`${view.rows[row]?.title} ${view.columns[column]?.title} `}</span>
            <Amount value={value} footedAs={stepsIn(rounded, row, column, unit)} />
          </button>
        )}
      />
      <p className="sf-muted sf-small">依据：{view.basis}</p>
      <div className="sf-paper-line">
        <span>单位负责人：　　　　　　</span>
        <span>会计主管：　　　　　　</span>
        <span>制表：　　　　　　</span>
        <span>打印日期：{dayAt(new Date())}</span>
      </div>
    </article>
  );
}

function cellAt(view: StatementView, row: number, column: number): Cell {
  return { row: view.rows[row]?.code ?? "", column: view.columns[column]?.id ?? "" };
}

/** On paper nobody sees the choice of the moment, so the statement says it itself. */
function PastLine({ asked: { on, knownOn } }: { asked: Asked }) {
  if (on === undefined && knownOn === undefined) return null;
  return (
    <p className="sf-statement-past">
      ▲ 不是当前账面：
      {on === undefined ? "" : `只计${dateText(on)}及以前日期的凭证。`}
      {knownOn === undefined ? "" : `只计${dateText(knownOn)}及以前已记账的凭证。`}
    </p>
  );
}

const steps: Record<string, readonly [down: number, right: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** To the next cell in the direction; headings have none and are stepped over. */
function moveFocus(event: KeyboardEvent<HTMLTableElement>): void {
  const step = steps[event.key];
  const from = event.target instanceof HTMLElement ? event.target.dataset.cell : undefined;
  if (step === undefined || from === undefined) return;
  event.preventDefault();
  const [row = 0, column = 0] = from.split(",").map(Number);
  const rows = event.currentTarget.tBodies[0]?.rows.length ?? 0;
  for (let at = row + step[0], on = column + step[1]; at >= 0 && at < rows; at += step[0], on += step[1]) {
    const cell = event.currentTarget.querySelector<HTMLElement>(`[data-cell="${at},${on}"]`);
    cell?.focus();
    if (cell !== null || step[0] === 0) return;
  }
}
