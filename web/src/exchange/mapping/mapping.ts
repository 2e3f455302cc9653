import type {
  CatalogField,
  CatalogTable,
  MappedColumn,
  SampleReading,
  SourceFormat,
  SourceMapping,
  Transform,
  TransformKind,
  ValueFrom,
} from "../../api/generated/types";

export const mappingsPath = "/api/mappings/list";
export const samplesPath = "/api/mappings/samples";
export const trialsPath = "/api/mappings/trials";

/** A mapping while it is being made. A field has at most one entry; its sources are headings of the sample. */
export type Draft = {
  table: string;
  format: SourceFormat;
  headings: readonly string[];
  columns: readonly MappedColumn[];
};

/** How a column of the sample came to its field. */
export type Match = { state: "auto" | "confirm" | "chosen" | "unused"; score?: number; why?: string };

/** At and above this score a proposal is taken as it is; below it somebody should look. */
const sure = 70;

/** What the server proposes for the sample. */
export function draftOf(reading: SampleReading): Draft {
  return {
    table: reading.table,
    format: reading.format,
    headings: reading.columns.map((column) => column.name),
    columns: reading.proposed.map((one) => one.column),
  };
}

/** A kept mapping for another file like its sample. */
export function draftFrom(mapping: SourceMapping): Draft {
  const { table, format, headings, columns } = mapping;
  return { table, format, headings, columns };
}

export function fieldOf(draft: Draft, heading: string): MappedColumn | undefined {
  return draft.columns.find((column) => column.sources.includes(heading));
}

export function matchOf(draft: Draft, heading: string, reading: SampleReading): Match {
  const column = fieldOf(draft, heading);
  if (column === undefined) return { state: "unused" };
  const proposed = reading.proposed.find((one) => one.column.field === column.field);
  if (proposed === undefined || column.sources.length > 1 || !proposed.column.sources.includes(heading)) {
    return { state: "chosen" };
  }
  return { state: proposed.score >= sure ? "auto" : "confirm", score: proposed.score, why: proposed.why };
}

/** Gives the heading to a field; a field that has a heading already gets it as well, and takes the first filled one. */
export function assign(draft: Draft, heading: string, field: string | undefined): Draft {
  const others = draft.columns
    .map((column) => ({ ...column, sources: column.sources.filter((source) => source !== heading) }))
    .filter((column) => column.sources.length > 0 || !isOfColumns(column.from));
  if (field === undefined) return { ...draft, columns: others };
  const known = others.find((column) => column.field === field);
  const joined: MappedColumn =
    known !== undefined && isOfColumns(known.from)
      ? { ...known, from: "firstFilled", sources: [...known.sources, heading] }
      : { field, from: "columns", sources: [heading], transforms: [] };
  return { ...draft, columns: [...others.filter((column) => column.field !== field), joined] };
}

/** Fills a field from the batch or with a constant; an empty constant takes the field out. */
export function fill(draft: Draft, field: string, from: ValueFrom | undefined, text = ""): Draft {
  const others = draft.columns.filter((column) => column.field !== field);
  if (from === undefined) return { ...draft, columns: others };
  const column: MappedColumn = { field, from, sources: [], transforms: [], ...(from === "constant" ? { text } : {}) };
  return { ...draft, columns: [...others, column] };
}

export function withSteps(draft: Draft, field: string, transforms: readonly Transform[]): Draft {
  return change(draft, field, { transforms });
}

export function withOrigin(draft: Draft, field: string, from: ValueFrom): Draft {
  return change(draft, field, { from });
}

function change(draft: Draft, field: string, part: Partial<MappedColumn>): Draft {
  const columns = draft.columns.map((column) => (column.field === field ? { ...column, ...part } : column));
  return { ...draft, columns };
}

/** Whether a field's text is read from the file. */
export function isOfColumns(from: ValueFrom): boolean {
  return from === "columns" || from === "firstFilled";
}

/** Required fields of the table that nothing fills yet. */
export function missingOf(draft: Draft, table: CatalogTable): CatalogField[] {
  const filled = new Set(draft.columns.map((column) => column.field));
  return table.fields.filter((field) => field.required && field.until === 0 && !filled.has(field.id));
}

export const originTexts: Record<ValueFrom, string> = {
  columns: "来源列",
  firstFilled: "第一个有值的列",
  constant: "固定值",
  period: "本批次期别",
  division: "本批次行政区划",
  fileName: "文件名",
};

export const stepTexts: Record<TransformKind, string> = {
  trim: "去空白",
  halfWidth: "全角转半角",
  date: "日期格式",
  unit: "金额单位",
  amount: "去千分位、括号为负",
  negate: "反号",
  split: "拆分",
  pad: "左侧补齐",
  id18: "15 位升 18 位",
  codes: "代码对照",
  default: "为空时取",
};

/** A step as it is added: with what it most often needs for the field. */
export function newStep(kind: TransformKind, field: CatalogField): Transform {
  const bare = { kind, number: 0 };
  switch (kind) {
    case "date":
      return { ...bare, text: field.type === "month" ? "yyyy年M月" : "d/M/yyyy" };
    case "unit":
      return { ...bare, text: "万元" };
    case "split":
      return { ...bare, text: " ", number: 1 };
    case "pad":
      return { ...bare, text: "0", number: 10 };
    case "codes":
      return { ...bare, codes: {}, ...(field.list === undefined ? {} : { text: field.list }) };
    case "default":
      return { ...bare, text: "0" };
    case "trim":
    case "halfWidth":
    case "amount":
    case "negate":
    case "id18":
      return bare;
  }
}

/** "企业养老=110" a line; lines without a sign are left out. */
export function codesOf(text: string): Record<string, string> {
  const pairs = text.split("\n").map((line) => line.split(/[=＝]/).map((part) => part.trim()));
  return Object.fromEntries(pairs.filter(([from, to]) => from && to).map(([from = "", to = ""]) => [from, to]));
}

export function codesText(codes: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(codes ?? {})
    .map(([from, to]) => `${from}=${to}`)
    .join("\n");
}

/** A pattern that the next months' files of the same name match: 缴费_202610_630102.csv → 缴费_{period}_{division}*. */
export function patternOf(fileName: string): string | undefined {
  const stem = fileName.replace(/\.[A-Za-z]+$/, "");
  const dated = stem.replace(/(?<!\d)20\d{6}(?!\d)/, "{date}");
  const named = dated === stem ? stem.replace(/(?<!\d)20\d{4}(?!\d)/, "{period}") : dated;
  if (named === stem) return undefined;
  return `${named.replace(/(?<!\d)\d{6}(?!\d)/, "{division}")}*`;
}

/** What a mapping is called after its first file: without ending, month and division. */
export function nameOf(fileName: string): string {
  const stem = fileName.replace(/\.[A-Za-z]+$/, "");
  const bare = stem.replace(/[_＿-]?(?<!\d)\d{6,8}(?!\d)/g, "");
  return (bare === "" ? stem : bare).slice(0, 60);
}

/** A step as lists tell it. */
export function stepText(step: Transform): string {
  const codes = codesText(step.codes).split("\n").filter(Boolean);
  const words = [step.text, ...(codes.length > 4 ? [`${codes.length} 项`] : codes)].filter(Boolean).join("、");
  return words === "" ? stepTexts[step.kind] : `${stepTexts[step.kind]}（${words}）`;
}

/** An id for a new mapping: whose and for what. */
export function idOf(sender: string | undefined, table: string): string {
  return `${sender ?? "all"}-${table.split("/")[1] ?? table}`.replace(/[^A-Za-z0-9-]/g, "-").slice(0, 48);
}
