import "react-datasheet-grid/dist/style.css";
import "../expenditure/LineGrid.css";
import "./FormGrid.css";
import type { ComponentType, Ref } from "react";
import { useMemo } from "react";
import type { CellProps, Column, DataSheetGridRef } from "react-datasheet-grid";
import { createTextColumn, DynamicDataSheetGrid, keyColumn } from "react-datasheet-grid";
import type { Form, FormColumn, FormRow } from "../../api/generated/types";
import type { Unit } from "../../kernel/money";
import { figureText, keyOf, kindOf, parseFigure, printedRows } from "./figures";
import type { Edit } from "./useSheet";

/** Texts of a row by column; what is no figure stays as typed until it is one. */
type Row = { row: FormRow; texts: Record<string, string | null> };

export type CellNote = { tone: "bad" | "warn" | "mark" | "changed"; text: string };

type FormGridProps = {
  form: Form;
  figures: ReadonlyMap<string, number | null>;
  computed: ReadonlySet<string>;
  notes: ReadonlyMap<string, CellNote>;
  unit: Unit;
  readOnly: boolean;
  grid: Ref<DataSheetGridRef>;
  onEdit: (edits: readonly Edit[]) => void;
  onRefuse: (text: string) => void;
  onCell: (key: string | undefined) => void;
};

const rowHeight_px = 32;
const columnWidth_px = 170;
const nameWidth_px = 300;

/** A form to fill in: rows and columns stay in sight, cells are typed, or pasted as a block from Excel. */
export function FormGrid(props: FormGridProps) {
  const { form, figures, computed, notes, unit, readOnly, onEdit, onRefuse, onCell } = props;
  const printed = useMemo(() => printedRows(form), [form]);
  const rows = useMemo(
    (): Row[] =>
      form.rows.map((row) => ({
        row,
        texts: Object.fromEntries(
          form.columns.map((column) => {
            const kept = figures.get(keyOf(row.id, column.id));
            return [column.id, kept == null ? null : figureText(kept, kindOf(row, column), unit)];
          }),
        ),
      })),
    [form, figures, unit],
  );
  // Apart from what changes while somebody types: a new component would take the cell away from under the cursor.
  const inputs = useMemo(() => form.columns.map((column) => textColumn(form, column)), [form]);
  const columns = useMemo(
    (): Partial<Column<Row>>[] =>
      form.columns.map((column, at) => {
        const isClosed = (row: FormRow) => readOnly || row.unit === "none" || computed.has(keyOf(row.id, column.id));
        return {
          ...inputs[at],
          id: column.id,
          title: column.name,
          minWidth: columnWidth_px,
          disabled: ({ rowData }) => isClosed(rowData.row),
          cellClassName: ({ rowData, rowIndex }) => {
            const key = keyOf((rowData as Row).row.id, column.id);
            const note = notes.get(key);
            return [
              "sf-form-cell",
              (rowData as Row).row.unit === "none" ? "sf-form-heading" : computed.has(key) ? "sf-form-computed" : "",
              printed[rowIndex]?.isSideStart === true && rowIndex > 0 ? "sf-form-side" : "",
              note === undefined ? "" : `sf-form-${note.tone}`,
            ].join(" ");
          },
        };
      }),
    [form, inputs, computed, notes, readOnly, printed],
  );
  const change = (next: Row[], operations: readonly { type: string; fromRowIndex: number; toRowIndex: number }[]) => {
    const edits: Edit[] = [];
    const refused: string[] = [];
    for (const { type, fromRowIndex, toRowIndex } of operations) {
      if (type !== "UPDATE") continue;
      for (let at = fromRowIndex; at < toRowIndex; at++) {
        const row = form.rows[at];
        const [was, now] = [rows[at], next[at]];
        if (row === undefined || was === undefined || now === undefined) continue;
        for (const column of form.columns) {
          const key = keyOf(row.id, column.id);
          const text = now.texts[column.id] ?? "";
          if (text === (was.texts[column.id] ?? "") || computed.has(key) || row.unit === "none") continue;
          const value = parseFigure(text, kindOf(row, column), unit);
          if (value === undefined) refused.push(`${row.name}·${column.name}“${text}”`);
          else if (value !== (figures.get(key) ?? null)) {
            edits.push({ key, before: figures.get(key) ?? null, after: value });
          }
        }
      }
    }
    if (edits.length > 0) onEdit(edits);
    if (refused.length > 0) {
      onRefuse(
        `${refused.slice(0, 3).join("，")}${refused.length > 3 ? `等${refused.length}处` : ""}不是能填的数，没有填入。`,
      );
    }
  };
  return (
    <DynamicDataSheetGrid<Row>
      ref={props.grid}
      className="sf-sheet sf-form"
      value={rows}
      onChange={change}
      columns={columns}
      gutterColumn={{
        basis: nameWidth_px,
        minWidth: nameWidth_px,
        title: <span className="sf-form-corner">项目</span>,
        component: ({ rowIndex }) => {
          const line = printed[rowIndex];
          return (
            <span className="sf-form-name" style={{ paddingLeft: (line?.level ?? 0) * 18 }} title={line?.text ?? ""}>
              {line?.text}
            </span>
          );
        },
      }}
      rowHeight={rowHeight_px}
      headerRowHeight={36}
      height={Math.min(640, (form.rows.length + 1) * rowHeight_px + 22)}
      lockRows
      disableContextMenu
      addRowsComponent={false}
      onActiveCellChange={({ cell }) => {
        const row = cell === null ? undefined : form.rows[cell.row];
        onCell(row === undefined || cell?.colId === undefined ? undefined : keyOf(row.id, cell.colId));
      }}
    />
  );
}

type Text = string | null;

type NamedData = {
  names: readonly string[];
  column: string;
  Input: ComponentType<CellProps<Text, unknown>>;
  data: unknown;
};

function textColumn(form: Form, column: FormColumn): Partial<Column<Row>> {
  const plain = createTextColumn<Text>({
    alignRight: true,
    continuousUpdates: false,
    parsePastedValue: (value) => value.trim(),
  });
  const named = {
    ...plain,
    component: NamedCell,
    columnData: {
      names: form.rows.map((row) => row.name),
      column: column.name,
      Input: plain.component as NamedData["Input"],
      data: plain.columnData,
    },
  } as Partial<Column<Text, NamedData, string>>;
  const inner = keyColumn<Record<string, Text>, string>(column.id, named);
  // The grid's rows carry the form's row beside the texts.
  return {
    ...inner,
    component: ({ rowData, setRowData, ...props }) => {
      const Inner = inner.component as ComponentType<CellProps<Record<string, Text>, unknown>>;
      return (
        <Inner
          {...(props as unknown as CellProps<Record<string, Text>, unknown>)}
          rowData={rowData.texts}
          setRowData={(texts) => setRowData({ ...rowData, texts })}
        />
      );
    },
    copyValue: ({ rowData }) => rowData.texts[column.id] ?? "",
    deleteValue: ({ rowData }) => ({ ...rowData, texts: { ...rowData.texts, [column.id]: null } }),
    pasteValue: ({ rowData, value }) => ({ ...rowData, texts: { ...rowData.texts, [column.id]: value.trim() } }),
    prePasteValues: (values) => values,
    isCellEmpty: ({ rowData }) => (rowData.texts[column.id] ?? "") === "",
  } as Partial<Column<Row>>;
}

/** The library's input has no name for screen readers, so it is given one: item and column. */
function NamedCell({ columnData, ...props }: CellProps<Text, NamedData>) {
  const { names, column, Input, data } = columnData;
  const label = (box: HTMLDivElement | null) =>
    box?.querySelector("input")?.setAttribute("aria-label", `${names[props.rowIndex] ?? ""}，${column}`);
  return (
    <div ref={(box) => void label(box)} className="sf-sheet-cell">
      <Input {...props} columnData={data} />
    </div>
  );
}
