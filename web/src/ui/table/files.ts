import type { Unit } from "../../kernel/money";
import { stepsText, unitText, yuan } from "../../kernel/money";
import type { Column } from "./columns";
import { cellText } from "./columns";
import { footedColumn, totalsOf } from "./foot";

/** Excel reads a CSV as UTF-8 only with this mark in front. */
const byteOrderMark = "\uFEFF";

/** Names that Windows refuses are made harmless. */
export function fileNameOf(name: string, extension: string): string {
  return `${name.replace(/[\\/:*?"<>|]/g, "_")}.${extension}`;
}

/**
 * Rows as CSV that opens right in Chinese Excel. Amounts are exact 元; in another unit a second column carries what the
 * screen shows, which foots.
 */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], unit: Unit): string {
  const table = tableOf(columns, rows, unit);
  const lines = [table.head.map(csvText), ...table.body.map((cells) => cells.map(csvCell))];
  return byteOrderMark + lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

export async function csvBlob<Row>(columns: readonly Column<Row>[], rows: readonly Row[], unit: Unit): Promise<Blob> {
  return new Blob([csvOf(columns, rows, unit)], { type: "text/csv;charset=utf-8" });
}

type Cell = { kind: "text"; text: string } | { kind: "number"; digits: string };

/** What goes into a file: heads, and cells whose numbers are plain digits with a decimal point. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], unit: Unit) {
  const totals = totalsOf(columns, rows);
  const parts = columns.map((column) => {
    const exact = rows.map((row) => fileCell(column, row));
    const head = column.kind === "amount" ? `${column.title}（元）` : column.title;
    if (column.kind !== "amount" || unit === "yuan") return [{ head, cells: exact }];
    const steps = footedColumn(column, rows, totals[column.key], unit);
    const shownCells = rows.map((row, index): Cell => {
      const step = steps?.[index];
      return { kind: "number", digits: plain(step === undefined ? cellText(column, row, unit) : stepsText(step)) };
    });
    return [
      { head, cells: exact },
      { head: `${column.title}（${unitText[unit]}）`, cells: shownCells },
    ];
  });
  const flat = parts.flat();
  return {
    head: flat.map((one) => one.head),
    body: rows.map((_, index) => flat.map((one): Cell => one.cells[index] ?? { kind: "text", text: "" })),
  };
}

function fileCell<Row>(column: Column<Row>, row: Row): Cell {
  if (column.kind === "amount") {
    const amount = column.value(row);
    return { kind: "number", digits: amount === null || amount === undefined ? "" : plain(yuan(amount)) };
  }
  if (column.kind === "count") return { kind: "number", digits: String(column.value(row) ?? "") };
  return { kind: "text", text: cellText(column, row, "yuan") };
}

function plain(text: string): string {
  return text.replaceAll(",", "");
}

function csvCell(cell: Cell): string {
  return cell.kind === "number" ? cell.digits : csvText(cell.text);
}

/**
 * A tab in front keeps Excel from turning long numbers and leading zeros into figures, and from running text that
 * begins like a formula.
 */
function csvText(text: string): string {
  const guarded = /^[=+\-@]/.test(text) || /^(0\d+|\d{12,})X?$/.test(text) ? `\t${text}` : text;
  return /[",\r\n\t]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** The same table as an Excel workbook; the library is fetched when it is first needed. */
export async function xlsxBlob<Row>(
  title: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  unit: Unit,
): Promise<Blob> {
  const excel = await import("exceljs");
  const book = new excel.default.Workbook();
  const sheet = book.addWorksheet(title.slice(0, 31).replace(/[\\/?*[\]:]/g, "_"), {
    views: [{ state: "frozen", ySplit: 1 }],
  });
  const table = tableOf(columns, rows, unit);
  sheet.addRow(table.head).font = { bold: true };
  for (const cells of table.body) {
    sheet.addRow(
      cells.map((cell) => (cell.kind === "text" ? cell.text : cell.digits === "" ? null : Number(cell.digits))),
    );
  }
  for (const [index, head] of table.head.entries()) {
    const column = sheet.getColumn(index + 1);
    const isMoney = head.endsWith("元）");
    column.width = isMoney ? 20 : Math.max(12, head.length * 2 + 2);
    if (isMoney) column.numFmt = "#,##0.00;[Red]-#,##0.00";
  }
  const bytes = await book.xlsx.writeBuffer();
  return new Blob([bytes], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" });
}
