import type { HistoryFormView, SubjectCheck, SubjectRow } from "../../api/generated/types";
import { useRemote } from "../../kernel/remote";
import { useDivision } from "../../ui/DivisionSelect";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { historyPath, subjectChanges } from "./history";

const yearsBack = 4;

/** What a form's items were called each year, and what became of them. */
export function SubjectsView({ form, year }: { form: HistoryFormView; year: number }) {
  const [division] = useDivision();
  const check = useRemote<SubjectCheck>(`${historyPath}subjects`, {
    form: form.id,
    from: year - yearsBack,
    to: year,
    division,
  });
  return (
    <RemoteView remote={check} rows={14}>
      {(found) => (
        <>
          <p className="sf-muted" role="status">
            版式：{found.versions.map((version) => version.text).join("、")}；{summaryOf(found, year)}
          </p>
          <DataTable
            id="history-subjects"
            name={`${form.title}科目指标核对`}
            rows={found.rows}
            columns={columnsOf(found)}
            rowKey={(row) => row.item}
            maxRows={20}
          />
        </>
      )}
    </RemoteView>
  );
}

function summaryOf(check: SubjectCheck, year: number): string {
  const count = (change: string) =>
    check.rows.filter((row) => row.years.find((one) => one.year === year)?.change === change).length;
  return `${year} 年更名 ${count("renamed")}，新增 ${count("new")}，取消 ${count("removed")}`;
}

function columnsOf(check: SubjectCheck): readonly Column<SubjectRow>[] {
  const years = check.rows[0]?.years.map((one) => one.year) ?? [];
  return [
    { key: "class", title: "分类", kind: "text", width: 180, value: (row) => row.class },
    { key: "name", title: "项目", kind: "text", width: 220, frozen: true, value: (row) => row.name },
    ...years.map((year): Column<SubjectRow> => {
      const at = (row: SubjectRow) => row.years.find((one) => one.year === year);
      const textOf = (row: SubjectRow) => [at(row)?.label ?? "", ...(at(row)?.found ?? [])].filter(Boolean).join("；");
      return {
        key: `y${year}`,
        title: `${year}年`,
        kind: "text",
        width: 210,
        value: (row) => textOf(row),
        render: (row) => {
          const one = at(row);
          if (one === undefined || one.change === "absent") return <span className="sf-muted">—</span>;
          const { text, tone } = subjectChanges[one.change];
          return (
            <span title={textOf(row)}>
              {one.change === "same" ? null : <StatusTag tone={tone}>{text}</StatusTag>} {textOf(row)}
            </span>
          );
        },
      };
    }),
  ];
}
