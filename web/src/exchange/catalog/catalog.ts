import type { CatalogField, CatalogRule, CatalogTable, FieldKind, TableLine } from "../../api/generated/types";

export const catalogPath = "/api/catalog/tables";

export const kindTexts: Record<FieldKind, string> = {
  text: "文本",
  code: "代码",
  division: "行政区划",
  citizenId: "身份号码",
  organization: "单位代码",
  account: "银行账号",
  money: "金额（元）",
  count: "整数",
  rate: "小数",
  month: "年月",
  date: "日期",
  timestamp: "时间",
};

/** How a cell of the kind is written. */
export const kindForms: Record<FieldKind, string> = {
  text: "",
  code: "见代码表",
  division: "6 位数字",
  citizenId: "18 位，15 位自动升位",
  organization: "9 位或 18 位",
  account: "6—32 位数字",
  money: "最多两位小数，如 312.50",
  count: "不小于零的整数",
  rate: "最多六位小数，如 0.08",
  month: "YYYYMM，如 202610",
  date: "YYYYMMDD 或 YYYY-MM-DD",
  timestamp: "日期，可带 HH:MM:SS",
};

export const groupTexts: Record<string, string> = {
  business: "经办业务",
  tax: "税务征缴",
  payment: "待遇支付",
  department: "其他部门",
};
export const cycleTexts: Record<string, string> = { monthly: "按月", realtime: "随时" };

/** The first letters of a Chinese text's sounds: 个人缴费 → grjf. Comes with its dictionary when first needed. */
export type Initials = (text: string) => string;

export async function loadInitials(): Promise<Initials> {
  const { pinyin } = await import("pinyin-pro");
  return (text) => pinyin(text, { pattern: "first", toneType: "none", type: "array", nonZh: "removed" }).join("");
}

export type Found = { table: TableLine /** Fields that the words found, where the name did not. */; fields: string[] };

const fieldsNamed = 6;

/** Tables whose name, id or fields have the words; names first. Letters also find by pinyin initials. */
export function findTables(tables: readonly TableLine[], words: string, initials: Initials | undefined): Found[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return tables.map((table) => ({ table, fields: [] }));
  const has = (text: string) =>
    text.toLowerCase().includes(wanted) ||
    (initials !== undefined && /^[a-z]{2,}$/.test(wanted) && initials(text).includes(wanted));
  const found = tables.map((table) => ({
    table,
    named: has(table.name) || table.scope.some(has) || table.id.includes(wanted),
    fields: table.fieldNames.filter(has),
  }));
  return found
    .filter((one) => one.named || one.fields.length > 0)
    .toSorted((one, other) => Number(other.named) - Number(one.named))
    .map(({ table, fields }) => ({ table, fields: fields.slice(0, fieldsNamed) }));
}

const operators: readonly (readonly [RegExp, string])[] = [
  [/ is not empty/g, " 已填"],
  [/ is empty/g, " 未填"],
  [/!=/g, "≠"],
  [/<=/g, "≤"],
  [/>=/g, "≥"],
  [/\bor\b/g, "或"],
  [/\band\b/g, "且"],
  [/\bnot\b/g, "非"],
  [/ in \(/g, " 属于 ("],
  [/@month\b/g, "本批次期别"],
  [/@lastDay\b/g, "本批次期别的最后一天"],
  [/\bbirth\(([^)]+)\)/g, "$1中的出生日期"],
  [/\bsex\(([^)]+)\)/g, "$1中的性别"],
  [/\bmonth\(([^)]+)\)/g, "$1的年月"],
];

/** A rule's condition in the words of the table: `individualPaid <= individualDue` → 个人实缴 ≤ 个人应缴. */
export function conditionText(condition: string, fields: readonly { id: string; name: string }[]): string {
  const names = new Map(fields.map((field) => [field.id, field.name] as const));
  // Functions have names of fields too (sex): what stands before a bracket is none.
  const named = condition.replace(/@?[A-Za-z][A-Za-z0-9]*(?!\w|\()/g, (word) => names.get(word) ?? word);
  return operators.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), named);
}

export function ruleText(rule: CatalogRule, table: CatalogTable): string {
  const must = conditionText(rule.must, table.fields);
  return rule.when === undefined ? must : `当 ${conditionText(rule.when, table.fields)} 时，${must}`;
}

export function lengthText(field: CatalogField): string {
  if (field.type !== "text") return "";
  return `≤ ${field.max === 0 ? 200 : field.max}`;
}

/** The name by which a file says its table: the name alone where no other table has it. */
export function fileTitle(table: { id: string; name: string }, tables: readonly Named[]): string {
  if (tables.filter((one) => one.name === table.name).length < 2) return table.name;
  return `${tables.find((one) => one.id === table.id)?.sourceName ?? ""}${table.name}`;
}

type Named = { id: string; name: string; sourceName: string };

/** The insurances and departments that tables come from, each once, in the order of the tables. */
export function sourcesOf(tables: readonly TableLine[]): { value: string; label: string }[] {
  const names = new Map(tables.map((table) => [table.source, table.sourceName] as const));
  return [...names].map(([value, label]) => ({ value, label }));
}

type Example = { sender: string; division: string; period: string };

/** A manifest for a batch of one file; a sender copies it and changes what differs. */
export function manifestExample(table: CatalogTable, fileName: string, { sender, division, period }: Example): string {
  const manifest = {
    type: "detail",
    sender,
    batch: `${period}-001`,
    period,
    division,
    files: [{ name: fileName, table: table.id, encoding: "GB18030", delimiter: "|", rows: 2, ...totalOf(table) }],
  };
  return JSON.stringify(manifest, undefined, 2);
}

function totalOf(table: CatalogTable): { totalFen?: number } {
  return table.total === undefined ? {} : { totalFen: 62_500 };
}
