import type { ChangedCell, HistoryForms } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import type { Column } from "../../ui/table/columns";
import { columnName, figureText, formTitle, itemName, spanText } from "./history";

/** Figures that two readings tell differently, with what the two are called. */
export function changedColumns(forms: HistoryForms, before: string, after: string): readonly Column<ChangedCell>[] {
  return [
    { key: "form", title: "报表", kind: "text", width: 200, value: (row) => formTitle(forms, row.form) },
    { key: "period", title: "所属期", kind: "text", width: 90, value: (row) => spanText(forms, row.task, row.period) },
    { key: "division", title: "区划", kind: "text", width: 90, value: (row) => divisionText(row.division) },
    { key: "item", title: "项目", kind: "text", width: 150, value: (row) => itemName(forms, row.form, row.item) },
    {
      key: "column",
      title: "栏目",
      kind: "text",
      width: 90,
      value: (row) => columnName(forms, row.task, row.column, fundText),
    },
    { key: "before", title: before, kind: "text", width: 130, value: (row) => figureText(row.kind, row.before) },
    { key: "after", title: after, kind: "text", width: 130, value: (row) => figureText(row.kind, row.after) },
  ];
}
