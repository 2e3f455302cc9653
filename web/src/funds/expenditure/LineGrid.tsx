import "react-datasheet-grid/dist/style.css";
import "./LineGrid.css";
import { useMemo } from "react";
import type { CellProps, Column } from "react-datasheet-grid";
import { createTextColumn, DataSheetGrid, keyColumn } from "react-datasheet-grid";
import type { FieldRule } from "../../api/generated/types";
import type { CellProblem, DraftLine } from "./lines";

type Row = Record<string, string | null>;

type LineGridProps = {
  fields: readonly FieldRule[];
  lines: readonly DraftLine[];
  problems: readonly CellProblem[];
  onChange: (lines: readonly DraftLine[]) => void;
};

const widths: Partial<Record<FieldRule["type"], number>> = { citizenId: 190, bankAccount: 190, cnaps: 130, money: 130 };

const gridHeight_px = 420;

/** A sheet of payee lines: typed, or pasted as a block from Excel. Every cell is kept as the text that it is. */
export function LineGrid({ fields, lines, problems, onChange }: LineGridProps) {
  const byCell = useMemo(() => new Map(problems.map((one) => [`${one.row}:${one.field}`, one.text])), [problems]);
  const columns = useMemo((): Partial<Column<Row>>[] => {
    const text = (right: boolean) =>
      createTextColumn<string | null>({ alignRight: right, parsePastedValue: (value) => value.trim() });
    const typed = fields.map(
      (rule): Partial<Column<Row>> => ({
        ...keyColumn<Row, string>(rule.id, text(rule.type === "money")),
        id: rule.id,
        title: rule.required ? `${rule.name} *` : rule.name,
        minWidth: widths[rule.type] ?? 110,
        cellClassName: ({ rowIndex }) => (byCell.has(`${rowIndex}:${rule.id}`) ? "sf-sheet-bad" : undefined),
      }),
    );
    const said = new Map<number, string>();
    for (const one of problems) {
      const name = fields.find((rule) => rule.id === one.field)?.name ?? one.field;
      said.set(one.row, [said.get(one.row), `${name}${one.text}`].filter(Boolean).join("；"));
    }
    return [
      ...typed,
      { id: "problems", title: "问题", minWidth: 260, disabled: true, columnData: said, component: Problems },
    ];
  }, [fields, byCell, problems]);
  return (
    <DataSheetGrid<Row>
      className="sf-sheet"
      value={lines.map((line) => ({ ...line }))}
      onChange={onChange}
      columns={columns}
      createRow={() => ({})}
      duplicateRow={({ rowData }) => ({ ...rowData })}
      rowHeight={34}
      height={gridHeight_px}
      autoAddRow
      addRowsComponent={false}
    />
  );
}

function Problems({ rowIndex, columnData }: CellProps<Row, ReadonlyMap<number, string>>) {
  const text = columnData.get(rowIndex) ?? "";
  return (
    <span className="sf-sheet-problem" title={text}>
      {text}
    </span>
  );
}
