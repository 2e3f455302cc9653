import "../../ui/plain.css";
import { Drawer, Select } from "antd";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import type {
  CellOrigin,
  HistoryForms,
  HistoryFormView,
  HistoryReportRow,
  HistoryReportView,
  HistorySeries,
} from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { fen } from "../../kernel/money";
import { useParameter } from "../../kernel/parameter";
import { timeText } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import type { ChartSeries } from "../../ui/Chart";
import { Chart } from "../../ui/Chart";
import { DescriptionList } from "../../ui/DescriptionList";
import { useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { RemoteView } from "../../ui/RemoteView";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { columnName, figureText, historyPath, spanText } from "./history";

type Props = { forms: HistoryForms; form: HistoryFormView; year: number; tasks: readonly string[] | undefined };

const monthsAYear = 12;
const yearsBack = 5;

/** A report as it counts; a row's item over the years; a figure's origin. */
export function ReportView({ forms, form, year, tasks }: Props) {
  const [division] = useDivision();
  const [taskId, setTask] = useParameter("task");
  const [month, setMonth] = useParameter("month");
  const [item, setItem] = useParameter("item");
  const usable = forms.tasks.filter((task) =>
    forms.modules.some((one) => one.tasks?.includes(task.id) && one.forms?.includes(form.id)),
  );
  const task = usable.find((one) => one.id === (taskId ?? tasks?.[0])) ?? usable.at(-1);
  const months = monthsOf(task?.cycle);
  const last = months.find((one) => String(one) === month) ?? monthsAYear;
  const period = `${year}${String(last).padStart(2, "0")}`;
  const report = useRemote<HistoryReportView>(task === undefined ? undefined : `${historyPath}reports`, {
    task: task?.id,
    form: form.id,
    period,
    division,
  });
  if (task === undefined) return null;
  return (
    <>
      <div className="sf-row">
        <Select
          aria-label="任务"
          style={{ width: 160 }}
          value={task.id}
          onChange={(id: string) => setTask(id)}
          options={usable.map((one) => ({ value: one.id, label: one.name }))}
        />
        {months.length < 2 ? null : (
          <Select
            aria-label="所属期"
            style={{ width: 160 }}
            value={last}
            onChange={(next: number) => setMonth(String(next))}
            options={months.map((one) => ({
              value: one,
              label: spanText(forms, task.id, `${year}${String(one).padStart(2, "0")}`),
            }))}
          />
        )}
      </div>
      <RemoteView remote={report} rows={12}>
        {(found) => <Rows report={found} item={item} onItem={setItem} />}
      </RemoteView>
      {item === undefined ? null : <Series forms={forms} form={form} task={task.id} item={item} year={year} />}
    </>
  );
}

function monthsOf(cycle: "month" | "quarter" | "year" | undefined): number[] {
  if (cycle === "month") return Array.from({ length: monthsAYear }, (_, at) => at + 1);
  return cycle === "quarter" ? [3, 6, 9, monthsAYear] : [monthsAYear];
}

type RowsProps = { report: HistoryReportView; item: string | undefined; onItem: (item: string) => void };

function Rows({ report, item, onItem }: RowsProps) {
  const [parameters] = useSearchParams();
  const [cell, setCell] = useParameter("cell");
  const [cellItem, cellColumn] = cell?.split("~") ?? [];
  const address = parameters.toString();
  const filled = report.rows.filter((row) => row.figures.length > 0);
  const columns = useMemo(() => {
    const originAddress = (at: string) => {
      const next = new URLSearchParams(address);
      next.set("cell", at);
      return `?${next.toString()}`;
    };
    return columnsOf(report, originAddress);
  }, [report, address]);
  if (filled.length === 0) {
    return (
      <EmptyState title="还没有这张报表的数据" next="换一个年度、任务或区划，或在“历史数据”页上传该年度的报表。" />
    );
  }
  return (
    <>
      <DataTable
        id={`history-report-${report.task}-${report.form}`}
        name={`${report.title} ${report.period}`}
        rows={report.rows}
        columns={columns}
        rowKey={(row) => row.item}
        maxRows={18}
        onOpen={(row) => onItem(row.item)}
      />
      <p className="sf-muted sf-small">
        回车或双击一行看历年趋势{item === undefined ? "" : "（在下方）"}；点数字看来源单元格。
      </p>
      {cellItem === undefined || cellColumn === undefined ? null : (
        <Origin report={report} item={cellItem} column={cellColumn} onClose={() => setCell(undefined)} />
      )}
    </>
  );
}

function columnsOf(
  report: HistoryReportView,
  originAddress: (cell: string) => string,
): readonly Column<HistoryReportRow>[] {
  const figures = report.columns.map((column): Column<HistoryReportRow> => {
    const find = (row: HistoryReportRow) => row.figures.find((figure) => figure.column === column.id);
    const address = (row: HistoryReportRow) => originAddress(`${row.item}~${column.id}`);
    const own = report.rows.flatMap((row) => find(row) ?? []);
    if (own.every((figure) => figure.kind === "money")) {
      return {
        key: column.id,
        title: column.name,
        kind: "amount",
        width: 170,
        value: (row) => {
          const figure = find(row);
          return figure === undefined ? undefined : fen(figure.value);
        },
        to: (row) => (find(row) === undefined ? undefined : address(row)),
      };
    }
    const textOf = (row: HistoryReportRow) => {
      const figure = find(row);
      return figure === undefined ? "" : figureText(figure.kind, figure.value);
    };
    return {
      key: column.id,
      title: column.name,
      kind: "text",
      width: 160,
      value: textOf,
      render: (row) => (find(row) === undefined ? null : <Link to={address(row)}>{textOf(row)}</Link>),
    };
  });
  return [
    { key: "class", title: "分类", kind: "text", width: 130, value: (row) => row.class },
    {
      key: "name",
      title: "项目",
      kind: "text",
      width: 260,
      value: (row) => row.name,
      render: (row) => <span className={`sf-history-indent-${row.level}`}>{row.name}</span>,
    },
    { key: "label", title: "当年名称", kind: "text", width: 240, value: (row) => row.label.trim() },
    ...figures,
  ];
}

type OriginProps = { report: HistoryReportView; item: string; column: string; onClose: () => void };

/** The received file, the sheet and the rows around the figure. */
function Origin({ report, item, column, onClose }: OriginProps) {
  const origin = useRemote<CellOrigin>(`${historyPath}origin`, {
    task: report.task,
    form: report.form,
    period: report.period,
    division: report.division,
    item,
    column,
  });
  return (
    <Drawer open size={720} title="数据来源" onClose={onClose}>
      <RemoteView remote={origin} rows={8}>
        {(found) => (
          <div className="sf-stack">
            <DescriptionList
              items={[
                { label: "文件", value: found.fileName },
                { label: "文件 SM3", value: found.sm3 },
                {
                  label: "单元格",
                  value: `${found.cell.sheet}!${found.cell.place}，原文“${found.cell.text}”（${found.unit}）`,
                },
                { label: "原表名称", value: found.cell.label },
                { label: "导入", value: `${found.by}，${timeText(found.at)}` },
                { label: "版式与对照", value: `版式第 ${found.layout} 版，对照第 ${found.mapping} 版` },
              ]}
            />
            <div className="sf-scroll-x">
              <table className="sf-plain" aria-label="原表">
                <tbody>
                  {found.rows.map((row) => (
                    <tr key={row.row} aria-current={row.row === found.cell.row ? "true" : undefined}>
                      <th scope="row">{row.row}</th>
                      {row.cells.map((cell, at) => (
                        // The cells of a row have no other name than their place.
                        // biome-ignore lint/suspicious/noArrayIndexKey: rows never change while shown
                        <td key={at}>{cell}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </div>
        )}
      </RemoteView>
    </Drawer>
  );
}

type SeriesProps = { forms: HistoryForms; form: HistoryFormView; task: string; item: string; year: number };

/** One item over the years, a line a column. */
function Series({ forms, form, task, item, year }: SeriesProps) {
  const [division] = useDivision();
  const series = useRemote<HistorySeries>(`${historyPath}series`, {
    task,
    form: form.id,
    item,
    from: year - yearsBack,
    to: year + yearsBack,
    division,
  });
  return (
    <RemoteView remote={series} rows={6}>
      {(found) => <Trend forms={forms} series={found} />}
    </RemoteView>
  );
}

const rateUnit = 1_000_000;

function Trend({ forms, series }: { forms: HistoryForms; series: HistorySeries }) {
  const periods = useMemo(() => [...new Set(series.points.map((point) => point.period))], [series]);
  const lines = useMemo(() => linesOf(forms, series, periods), [forms, series, periods]);
  if (series.points.length === 0) return null;
  return (
    <section className="sf-panel">
      <Chart
        title={`${series.name}历年`}
        summary={`${series.name}，${periods.length} 期`}
        categories={periods.map((period) => spanText(forms, series.task, period))}
        series={lines}
        height={240}
      />
    </section>
  );
}

function linesOf(forms: HistoryForms, series: HistorySeries, periods: readonly string[]): ChartSeries[] {
  const columns = [...new Set(series.points.map((point) => point.column))];
  return columns.map((column): ChartSeries => {
    const own = series.points.filter((point) => point.column === column);
    const at = (period: string) => own.find((point) => point.period === period)?.value;
    const name = columnName(forms, series.task, column, fundText);
    const kind = own[0]?.kind ?? "money";
    if (kind === "money") {
      const values = periods.map((period) => {
        const value = at(period);
        return value === undefined ? null : fen(value);
      });
      return { name, kind: "line", measure: "money", values };
    }
    const scale = kind === "rate" ? rateUnit : 1;
    const values = periods.map((period) => {
      const value = at(period);
      return value === undefined ? null : value / scale;
    });
    return { name, kind: "line", measure: "number", unit: kind === "rate" ? "%" : "人", values };
  });
}
