import "./Lake.css";
import "../../ui/plain.css";
import { Select } from "antd";
import { useCallback, useMemo } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import type { CatalogTable, GroupedFigures, TableView } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fen, unitText } from "../../kernel/money";
import { useParameter } from "../../kernel/parameter";
import type { Period } from "../../kernel/period";
import { periodAt, periodText } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import type { ChartSeries } from "../../ui/Chart";
import { Chart } from "../../ui/Chart";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { useShownUnit } from "../../ui/unit";
import type { RegionBar } from "./lake";
import { barsOf, periodOr, trendOf } from "./lake";
import { MonthSpan } from "./MonthSpan";
import { Passport } from "./Passport";

/** What an address of this page asks for. */
type Question = { table: CatalogTable; division: string; from: Period; to: Period; field: string | undefined };

/** One table of the lake: its figure by region and month, and where the figure comes from. */
export function LakeTablePage() {
  const table = useParams().table ?? "";
  const view = useRemote<TableView>(`/api/catalog/tables/${table}`);
  return (
    <RemoteView remote={view} rows={10}>
      {(found) => <Figures table={found.table} sourceName={found.sourceName} />}
    </RemoteView>
  );
}

type FiguresProps = { table: CatalogTable; sourceName: string };

function Figures({ table, sourceName }: FiguresProps) {
  const now = periodAt(new Date());
  const [division] = useDivision();
  const [fromText] = useParameter("from");
  const [toText] = useParameter("to");
  const [chosenField] = useParameter("field");
  const [at] = useParameter("at");
  const from = periodOr(fromText, now);
  const to = periodOr(toText, from);
  const asked: Question = { table, division, from, to, field: chosenField ?? table.total };
  const groups = useRemote<GroupedFigures>(groupsPath(table), {
    by: "division",
    division,
    from,
    to,
    field: asked.field,
  });
  return (
    <Page title={table.name} meta={<Meta table={table} sourceName={sourceName} />} actions={<DivisionSwitch />}>
      <Controls asked={asked} />
      <RemoteView remote={groups} rows={8}>
        {(found) => <Regions asked={asked} groups={found} />}
      </RemoteView>
      <Passport
        key={`${table.id} ${at ?? division} ${from} ${to} ${asked.field}`}
        table={table}
        division={at ?? division}
        from={from}
        to={to}
        field={asked.field}
      />
    </Page>
  );
}

function Meta({ table, sourceName }: FiguresProps) {
  const [back] = useParameter("back");
  return (
    <>
      <span>{sourceName}</span>
      <Link to={`/exchange/lake${back === undefined ? "" : `?${back}`}`}>← 回到数据湖</Link>
      <Link to={`/exchange/catalog/${table.id.replace("/", "~")}`}>表的说明</Link>
    </>
  );
}

function Controls({ asked: { table, from, to, field } }: { asked: Question }) {
  const change = useChange();
  const amounts = table.fields.filter((one) => one.type === "money" && one.until === 0);
  return (
    <div className="sf-row">
      <MonthSpan
        from={from}
        to={to}
        onFrom={(month) => month && change({ from: month, to: month > to ? month : to })}
        onTo={(month) => month && change({ to: month, from: month < from ? month : from })}
      />
      {amounts.length === 0 ? null : (
        <Select
          aria-label="汇总的金额"
          style={{ minWidth: 220 }}
          showSearch={{ optionFilterProp: "label" }}
          {...(field === undefined ? {} : { value: field })}
          onChange={(value: string) => change({ field: value === table.total ? undefined : value })}
          options={amounts.map((one) => ({ value: one.id, label: one.name }))}
        />
      )}
    </div>
  );
}

/** Changes what is asked; what was opened below belongs to the old question. */
function useChange() {
  const [, setParameters] = useSearchParams();
  return useCallback(
    (parts: Record<string, string | undefined>) =>
      setParameters((old) => {
        const next = new URLSearchParams(old);
        for (const key of ["batch", "line"]) next.delete(key);
        for (const [key, value] of Object.entries(parts)) {
          if (value === undefined) next.delete(key);
          else next.set(key, value);
        }
        return next;
      }),
    [setParameters],
  );
}

function groupsPath(table: CatalogTable): string {
  return `/api/governance/tables/${table.id.replace("/", "~")}/groups`;
}

/** Figures of the regions as a table (the way for the keyboard) and as a chart. */
function Regions({ asked, groups }: { asked: Question; groups: GroupedFigures }) {
  const change = useChange();
  const bars = useMemo(() => barsOf(groups.figures, asked.division), [groups, asked.division]);
  const categories = useMemo(() => bars.map((bar) => bar.name), [bars]);
  const series = useMemo(() => [seriesOf(groups.fieldName, bars)], [groups.fieldName, bars]);
  const pick = useCallback(
    (name: string) => {
      const bar = bars.find((one) => one.name === name);
      if (bar !== undefined && canPick(bar)) change({ at: bar.code });
    },
    [bars, change],
  );
  if (bars.length === 0) {
    return <EmptyState title="这段时间没有数据" next="请换一个月份或区划，或到“明细接收”查看是否有未入库的批次。" />;
  }
  return (
    <div className="sf-lake-figures">
      <section className="sf-panel" aria-label="按区划">
        <h2>
          {divisionText(asked.division)}按区划
          <span className="sf-muted sf-small sf-aside">点击区划查看它的数字护照</span>
        </h2>
        <RegionTable groups={groups} bars={bars} hasMoney={groups.field !== undefined} onPick={change} />
      </section>
      <section className="sf-panel sf-stack" aria-label="图">
        <Chart
          title="按区划"
          summary={`${groups.name}按区划，共 ${bars.length} 个`}
          categories={categories}
          series={series}
          height={190}
          onPick={pick}
        />
        <Trend asked={asked} />
      </section>
    </div>
  );
}

/** Rows without a region, or the chosen region's own beside those below it, cannot be asked for alone. */
function canPick(bar: RegionBar): boolean {
  return bar.code !== "" && !bar.isOwn;
}

function seriesOf(name: string | undefined, figures: readonly { rows: number; fen: number }[]): ChartSeries {
  return name === undefined
    ? { name: "行数", kind: "bar", measure: "number", unit: "行", values: figures.map((one) => one.rows) }
    : { name, kind: "bar", measure: "money", values: figures.map((one) => fen(one.fen)) };
}

type RegionTableProps = {
  groups: GroupedFigures;
  bars: readonly RegionBar[];
  hasMoney: boolean;
  onPick: (parts: Record<string, string | undefined>) => void;
};

function RegionTable({ groups, bars, hasMoney, onPick }: RegionTableProps) {
  const [at] = useParameter("at");
  const unit = useShownUnit();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className="sf-lake-parts" tabIndex={0} role="region" aria-label="各区划的数字">
      <table className="sf-plain">
        <thead>
          <tr>
            <th scope="col">区划</th>
            <th scope="col" className="sf-right">
              行数
            </th>
            {hasMoney ? (
              <th scope="col" className="sf-right">
                {groups.fieldName}（{unitText[unit]}）
              </th>
            ) : null}
            <th scope="col">
              <span className="sf-sr">下级</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.code} aria-current={bar.code === at ? "true" : undefined}>
              <td>
                {canPick(bar) ? (
                  <button
                    type="button"
                    className="sf-linklike"
                    title="查看数字护照"
                    onClick={() => onPick({ at: bar.code === at ? undefined : bar.code })}
                  >
                    {bar.name}
                  </button>
                ) : (
                  bar.name
                )}
              </td>
              <td className="sf-right">{bar.rows.toLocaleString("zh-CN")}</td>
              {hasMoney ? (
                <td className="sf-right">
                  <Amount value={fen(bar.fen)} />
                </td>
              ) : null}
              <td>
                {bar.hasBelow ? (
                  <button
                    type="button"
                    className="sf-linklike"
                    onClick={() => onPick({ division: bar.code, at: undefined })}
                  >
                    展开下级
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <td className="sf-right">{groups.rows.toLocaleString("zh-CN")}</td>
            {hasMoney ? (
              <td className="sf-right">
                <Amount value={fen(groups.fen)} />
              </td>
            ) : null}
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** The months up to the last one asked for; one click looks at that month. */
function Trend({ asked: { table, division, to, field } }: { asked: Question }) {
  const [at] = useParameter("at");
  const change = useChange();
  const region = at ?? division;
  const groups = useRemote<GroupedFigures>(groupsPath(table), {
    by: "period",
    division: region,
    from: trendOf(to),
    to,
    field,
  });
  const figures = groups.state === "ready" ? groups.value.figures : undefined;
  const months = useMemo(() => (figures ?? []).map((one) => one.key), [figures]);
  const categories = useMemo(() => months.map((month) => periodText(periodOr(month, to))), [months, to]);
  const fieldName = groups.state === "ready" ? groups.value.fieldName : undefined;
  const series = useMemo(() => [seriesOf(fieldName, figures ?? [])], [fieldName, figures]);
  const pick = useCallback(
    (name: string) => {
      const month = months[categories.indexOf(name)];
      if (month !== undefined) change({ from: month, to: month });
    },
    [months, categories, change],
  );
  return (
    <RemoteView remote={groups} rows={5}>
      {() =>
        categories.length === 0 ? null : (
          <Chart
            title={`${divisionText(region)}各月（截至${periodText(to)}的一年）`}
            summary={`${table.name}最近 ${categories.length} 个月`}
            categories={categories}
            series={series}
            height={190}
            onPick={pick}
          />
        )
      }
    </RemoteView>
  );
}
