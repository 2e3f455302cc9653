import type {
  FigureKind,
  HistoryForms,
  HistoryFormView,
  OverviewCell,
  SubjectChange,
  TrialState,
  UnmappedCell,
} from "../../api/generated/types";
import { grouped } from "../../kernel/group";
import { fen, yuan } from "../../kernel/money";
import type { Remote } from "../../kernel/problem";
import { useRemote } from "../../kernel/remote";
import type { Tone } from "../../ui/StatusTag";

export const historyPath = "/api/history/";

/** Characters of a reason for discarding, rolling back or withdrawing: what the server takes. */
export const reasonMost = 200;

/** Forms, tasks and modules, for naming what the other answers speak of. */
export function useForms(): Remote<HistoryForms> {
  return useRemote<HistoryForms>(`${historyPath}forms`);
}

export const trialStates: Record<TrialState, { text: string; tone: Tone }> = {
  open: { text: "试导入", tone: "active" },
  accepted: { text: "已导入", tone: "good" },
  rolledBack: { text: "已撤回", tone: "warn" },
  discarded: { text: "已放弃", tone: "neutral" },
};

export const subjectChanges: Record<SubjectChange, { text: string; tone: Tone }> = {
  same: { text: "沿用", tone: "neutral" },
  renamed: { text: "更名", tone: "active" },
  new: { text: "新增", tone: "good" },
  removed: { text: "取消", tone: "bad" },
  absent: { text: "—", tone: "neutral" },
};

export function formOf(forms: HistoryForms, id: string): HistoryFormView | undefined {
  return forms.forms.find((form) => form.id === id);
}

export function formTitle(forms: HistoryForms, id: string): string {
  return formOf(forms, id)?.title ?? id;
}

export function taskName(forms: HistoryForms, id: string): string {
  return forms.tasks.find((task) => task.id === id)?.name ?? id;
}

export function itemName(forms: HistoryForms, form: string, item: string): string {
  return formOf(forms, form)?.items.find((one) => one.id === item)?.name ?? item;
}

const totalColumn = "total";

/** Columns are the task's, or funds in the summary. */
export function columnName(
  forms: HistoryForms,
  task: string,
  column: string,
  fundText: (id: string) => string,
): string {
  if (column === totalColumn) return "合计";
  const known = forms.tasks.find((one) => one.id === task)?.columns.find((one) => one.id === column);
  return known?.name ?? fundText(column);
}

/** 2016年, 2016年第3季度, 2016年5月: by how often the task reports. */
export function spanText(forms: HistoryForms, task: string, period: string): string {
  const [year, month] = [period.slice(0, 4), Number(period.slice(4))];
  const cycle = forms.tasks.find((one) => one.id === task)?.cycle;
  if (cycle === "month") return `${year}年${month}月`;
  return cycle === "quarter" ? `${year}年第${month / 3}季度` : `${year}年`;
}

const rateDigits = 6;

/** Money in yuan, counts whole, rates in percent; works on digits. */
export function figureText(kind: FigureKind, value: number | undefined | null): string {
  if (value === undefined || value === null) return "";
  if (kind === "money") return yuan(fen(value));
  if (kind === "count") return value.toLocaleString("zh-CN");
  const digits = String(Math.abs(value)).padStart(rateDigits + 1, "0");
  const part = digits.slice(-rateDigits).replace(/0+$/, "");
  return `${value < 0 ? "-" : ""}${digits.slice(0, -rateDigits)}${part === "" ? "" : `.${part}`}%`;
}

/** Thousandths as percent with one digit. */
export function permilleText(value: number | undefined | null): string {
  if (value === undefined || value === null) return "";
  const digits = String(Math.abs(value)).padStart(2, "0");
  return `${value < 0 ? "-" : ""}${digits.slice(0, -1)}.${digits.slice(-1)}%`;
}

export type UnmappedGroup = { key: string; first: UnmappedCell; cells: UnmappedCell[] };

/** One decision a label of a form and place, however many cells it has. */
export function unmappedGroups(cells: readonly UnmappedCell[]): UnmappedGroup[] {
  const groups = grouped(cells, (cell) => [cell.form, cell.part, cell.label, cell.parent ?? "", cell.task].join("\n"));
  return [...groups].flatMap(([key, found]) => {
    const first = found[0];
    return first === undefined ? [] : [{ key, first, cells: [...found] }];
  });
}

/** What a cell of the overview says, beside its colour. */
export function overviewText(kind: string, cell: OverviewCell): string {
  if (cell.state === "none") return "";
  if (kind === "report") return cell.own >= cell.expected ? "齐" : `${cell.own}/${cell.expected}`;
  if (kind === "detail") return `${cell.own} 个月`;
  return kind === "versions" ? `${cell.reports} 次` : `${cell.reports} 表`;
}
