import "react-datasheet-grid/dist/style.css";
import "./LineGrid.css";
import type { ComponentType } from "react";
import { useMemo } from "react";
import type { CellProps, Column } from "react-datasheet-grid";
import { createTextColumn, DynamicDataSheetGrid, keyColumn } from "react-datasheet-grid";
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
    return fields.map((rule) => ({
      ...keyColumn<Row, string>(rule.id, textColumn(rule)),
      id: rule.id,
      title: rule.required ? `${rule.name} *` : rule.name,
      minWidth: widths[rule.type] ?? 110,
      cellClassName: ({ rowIndex }) => (byCell.has(`${rowIndex}:${rule.id}`) ? "sf-sheet-bad" : undefined),
    }));
  }, [fields, byCell]);
  const last = useMemo(
    () => ({
      title: "问题",
      basis: 260,
      minWidth: 260,
      component: Problems,
      columnData: problemTexts(fields, problems),
    }),
    [fields, problems],
  );
  return (
    <DynamicDataSheetGrid<Row>
      className="sf-sheet"
      value={lines.map((line) => ({ ...line }))}
      onChange={onChange}
      columns={columns}
      stickyRightColumn={last}
      createRow={emptyRow}
      duplicateRow={sameRow}
      rowHeight={34}
      height={gridHeight_px}
      autoAddRow
      addRowsComponent={false}
    />
  );
}

const emptyRow = (): Row => ({});
const sameRow = ({ rowData }: { rowData: Row }): Row => ({ ...rowData });

type Text = string | null;

type NamedData = { name: string; Input: ComponentType<CellProps<Text, unknown>>; data: unknown };

function textColumn(rule: FieldRule): Partial<Column<Text, NamedData, string>> {
  const plain = createTextColumn<Text>({
    alignRight: rule.type === "money",
    parsePastedValue: (value) => value.trim(),
  });
  const Input = plain.component as NamedData["Input"];
  const columnData = { name: rule.name, Input, data: plain.columnData };
  return { ...plain, component: NamedCell, columnData } as Partial<Column<Text, NamedData, string>>;
}

/** The library's input has no name for screen readers, so it is given one: field and row. */
function NamedCell({ columnData, ...props }: CellProps<Text, NamedData>) {
  const { name, Input, data } = columnData;
  const label = (box: HTMLDivElement | null) =>
    box?.querySelector("input")?.setAttribute("aria-label", `${name}，第 ${props.rowIndex + 1} 行`);
  return (
    <div ref={(box) => void label(box)} className="sf-sheet-cell">
      <Input {...props} columnData={data} />
    </div>
  );
}

/** What is wrong with each row, in one line. */
function problemTexts(fields: readonly FieldRule[], problems: readonly CellProblem[]): ReadonlyMap<number, string> {
  const said = new Map<number, string>();
  for (const one of problems) {
    const name = fields.find((rule) => rule.id === one.field)?.name ?? "";
    said.set(one.row, [said.get(one.row), `${name}：${one.text}`].filter(Boolean).join("；"));
  }
  return said;
}

function Problems({ rowIndex, columnData }: CellProps<Row, ReadonlyMap<number, string>>) {
  const text = columnData.get(rowIndex) ?? "";
  return (
    <span className="sf-sheet-problem" title={text}>
      {text}
    </span>
  );
}
