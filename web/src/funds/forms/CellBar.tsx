import { Button } from "antd";
import type { CellFigure, FigureTrace } from "../../api/generated/types";
import type { Unit } from "../../kernel/money";
import { unitText } from "../../kernel/money";
import { useRemote } from "../../kernel/remote";
import { figureText, formsPath } from "./figures";

type CellBarProps = {
  task: string;
  division: string;
  /** <c>form!row:column</c>; absent while none is chosen. */
  cell: string | undefined;
  rolledUp: boolean;
  unit: Unit;
  onGo: (cell: string) => void;
};

const placeTexts = { here: "", lastYear: "上年 ", below: "下级 " } as const;

/** Why the chosen cell has its figure: its formula and what that takes; of a sum, each division's share. */
export function CellBar({ task, division, cell, rolledUp, unit, onGo }: CellBarProps) {
  const path =
    cell === undefined ? undefined : `${formsPath}/tasks/${task}/sheets/${division}/cells/${encodeURIComponent(cell)}`;
  const found = useRemote<FigureTrace>(path, rolledUp ? { rolledUp } : {});
  if (cell === undefined || found.state !== "ready") {
    return <div className="sf-form-bar sf-muted">选中一格，可查看它的公式和来源。</div>;
  }
  const { value: trace } = found;
  return (
    <div className="sf-form-bar sf-row" aria-label="单元格来源" role="region">
      <b>{trace.cell.name}</b>
      <span>{textOf(trace.cell, unit)}</span>
      {trace.formula === undefined ? (
        <span className="sf-muted">{rolledUp ? "各级填报之和" : "填报"}</span>
      ) : (
        <code>= {trace.formula}</code>
      )}
      {trace.precedents.map((one) => (
        <Button key={`${one.place} ${one.cell}`} size="small" onClick={() => onGo(one.cell)}>
          {placeTexts[one.place]}
          {one.name} {textOf(one, unit)}
        </Button>
      ))}
      {trace.shares
        .filter((share) => share.value !== undefined)
        .map((share) => (
          <span key={`${share.division} ${share.own}`} className="sf-muted">
            {share.name} {textOf({ ...trace.cell, value: share.value ?? 0 }, unit)}
          </span>
        ))}
      {trace.dependents.length === 0 ? null : (
        <span className="sf-muted">用于 {trace.dependents.map((one) => one.name).join("、")}</span>
      )}
    </div>
  );
}

function textOf(figure: CellFigure, unit: Unit): string {
  if (figure.value === undefined) return "（空）";
  const text = figureText(figure.value, figure.kind, unit);
  return figure.kind === "money" ? `${text} ${unitText[unit]}` : figure.kind === "rate" ? `${text}%` : text;
}
