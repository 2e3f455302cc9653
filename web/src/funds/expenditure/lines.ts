import type { ExpenditureKind, FieldRule, Fund, TypedLineInput } from "../../api/generated/types";
import type { Fen } from "../../kernel/money";
import { parseYuan, sum } from "../../kernel/money";

/** A payee line as typed: text by field id, in whatever shape it was typed or pasted. */
export type DraftLine = Readonly<Record<string, string | null>>;

export type CellProblem = { row: number; field: string; text: string };

/** The columns of the form: the fields of the kind's payee table, as its file would have them. */
export function fieldsOf(kind: ExpenditureKind): readonly FieldRule[] {
  return kind.tables.find((table) => table.role === "payees")?.fields ?? [];
}

export function cell(line: DraftLine, field: string): string {
  return (line[field] ?? "").trim();
}

export function isEmpty(line: DraftLine): boolean {
  return Object.values(line).every((text) => (text ?? "").trim() === "");
}

/** The code of the item that was typed by code or by name. */
export function itemCode(kind: ExpenditureKind, fund: Fund, text: string): string | undefined {
  return kind.items.find((item) => item.fund === fund && (item.code === text || item.name === text))?.code;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The check digit of GB 11643. */
export function isCitizenId(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const total = weights.reduce((sofar, weight, index) => sofar + weight * Number(text[index]), 0);
  return "10X98765432"[total % 11] === text[17]?.toUpperCase();
}

function cellProblem(rule: FieldRule, text: string, kind: ExpenditureKind, fund: Fund): string | undefined {
  if (text === "") return rule.required ? "不能为空" : undefined;
  if (rule.role === "item") {
    return itemCode(kind, fund, text) === undefined ? "不是该险种的待遇项目" : undefined;
  }
  switch (rule.type) {
    case "money":
      return parseYuan(text) === undefined ? "不是金额，最多两位小数" : undefined;
    case "citizenId":
      return isCitizenId(text) ? undefined : "校验不通过";
    case "month":
      return /^\d{4}(0[1-9]|1[0-2])$/.test(text) ? undefined : "须为六位年月，如 202603";
    case "date":
      return /^\d{4}-?\d{2}-?\d{2}$/.test(text) ? undefined : "须为八位日期，如 20260315";
    case "integer":
      return /^-?\d+$/.test(text) ? undefined : "须为整数";
    case "cnaps":
      return /^\d{12}$/.test(text) ? undefined : "须为12位数字";
    case "bankAccount":
      return /^\d{8,32}$/.test(text) ? undefined : "须为8至32位数字";
    case "code":
      return rule.values !== undefined && !(text in rule.values) ? "不在允许的代码中" : undefined;
    default:
      return rule.max > 0 && text.length > rule.max ? `最多 ${rule.max} 字` : undefined;
  }
}

/** What can be said before the server is asked; empty rows are left out. Rows are counted from 0. */
export function problemsOf(kind: ExpenditureKind, fund: Fund, lines: readonly DraftLine[]): CellProblem[] {
  const fields = fieldsOf(kind);
  return lines.flatMap((line, row) =>
    isEmpty(line)
      ? []
      : fields.flatMap((rule) => {
          const text = cellProblem(rule, cell(line, rule.id), kind, fund);
          return text === undefined ? [] : [{ row, field: rule.id, text }];
        }),
  );
}

/** The sum of every amount that can be read. */
export function totalOf(kind: ExpenditureKind, lines: readonly DraftLine[]): Fen {
  const amount = fieldsOf(kind).find((rule) => rule.role === "amount")?.id ?? "amount";
  return sum(lines.flatMap((line) => parseYuan(cell(line, amount)) ?? []));
}

/** The lines as the server takes them; only for lines without problems. Empty rows are left out. */
export function typedLines(kind: ExpenditureKind, fund: Fund, lines: readonly DraftLine[]): TypedLineInput[] {
  const fields = fieldsOf(kind);
  const idOf = (role: FieldRule["role"]) => fields.find((rule) => rule.role === role)?.id ?? "";
  return lines
    .filter((line) => !isEmpty(line))
    .map((line) => {
      const by = (role: FieldRule["role"]) => cell(line, idOf(role));
      const amount = parseYuan(by("amount"));
      const item = itemCode(kind, fund, by("item"));
      if (amount === undefined || item === undefined) throw new Error("a line with problems is not sent");
      return {
        name: by("payeeName"),
        idNumber: by("payeeId"),
        account: by("account"),
        bankCode: by("bankCode"),
        bankName: by("bankName"),
        item,
        amount,
        evidence: Object.fromEntries(fields.map((rule) => [rule.id, cell(line, rule.id)])),
      };
    });
}

/** One row of CSV or of a block copied from Excel, with quotes as both write them. */
function splitRow(text: string, separator: string): string[] {
  const cells: string[] = [];
  let one = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (quoted && letter === '"' && text[at + 1] === '"') {
      one += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) {
      cells.push(one);
      one = "";
    } else one += letter;
  }
  return [...cells, one];
}

/** What a heading may be called: the field's Chinese name or its id. */
function headingOf(fields: readonly FieldRule[], cells: readonly string[]): (FieldRule | undefined)[] | undefined {
  const found = cells.map((text) => fields.find((rule) => rule.name === text.trim() || rule.id === text.trim()));
  return found.filter((rule) => rule !== undefined).length >= 3 ? found : undefined;
}

/** A CSV file (comma, tab or |) as lines; with a heading in any order, without one in the order of the form. */
export function readTable(text: string, fields: readonly FieldRule[]): DraftLine[] {
  const rows = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((row) => row.trim() !== "");
  const first = rows[0] ?? "";
  const separator = ["\t", "|", ","].find((one) => first.includes(one)) ?? ",";
  const cells = rows.map((row) => splitRow(row, separator));
  const heading = headingOf(fields, cells[0] ?? []);
  const order = heading ?? fields;
  return cells.slice(heading === undefined ? 0 : 1).map((row) => {
    // Excel's "keep as text" mark in CSV is an apostrophe.
    const entries = order.flatMap((rule, index) =>
      rule === undefined ? [] : [[rule.id, (row[index] ?? "").trim().replace(/^'/, "")] as const],
    );
    return Object.fromEntries(entries);
  });
}
