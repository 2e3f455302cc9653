import "./Consolidation.css";
import "../../ui/plain.css";
import { useMemo } from "react";
import { Link } from "react-router";
import type { FundFigures, LakeOverview, MonthFigures, StateFigures } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { footed, shown, unitText } from "../../kernel/money";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { Chart } from "../../ui/Chart";
import { EmptyState } from "../../ui/EmptyState";
import { RemoteView } from "../../ui/RemoteView";
import { useShownUnit } from "../../ui/unit";
import { AsOf } from "./AsOf";
import { barPercent, inOrder, monthLabels, overviewPath, stateTitle } from "./figures";

/** The rolled up figures of the person's division and all below it. */
export function Overview() {
  const remote = useRemote<LakeOverview>(overviewPath);
  const value = remote.state === "ready" ? remote.value : undefined;
  return (
    <section className="sf-panel" aria-label="基金概况">
      <div className="sf-row">
        <h2>{value === undefined ? "基金概况" : `${value.divisionName}基金概况（含下级）`}</h2>
        <span className="sf-grow" />
        {value === undefined ? null : <AsOf asOf={value.asOf} />}
      </div>
      <RemoteView remote={remote} rows={6}>
        {(overview) =>
          overview.version === 0 || (overview.funds.length === 0 && overview.states.length === 0) ? (
            <EmptyState
              title="还没有可汇总的数据"
              next="有凭证或用款申请后，每天夜里自动汇总；也可以到“数据汇总”立即汇总。"
            />
          ) : (
            <div className="sf-overview">
              <Funds overview={overview} />
              <Months months={overview.months} />
              <States states={overview.states} year={overview.year} />
            </div>
          )
        }
      </RemoteView>
    </section>
  );
}

type FundKey = "income" | "expenditure" | "balance";

function Funds({ overview: { funds, totals, year } }: { overview: LakeOverview }) {
  const unit = useShownUnit();
  const steps = useMemo(() => {
    const column = (key: FundKey) =>
      footed(
        funds.map((fund) => fund[key]),
        shown(totals[key], unit),
        unit,
      );
    return { income: column("income"), expenditure: column("expenditure"), balance: column("balance") };
  }, [funds, totals, unit]);
  const cell = (fund: FundFigures, index: number, key: FundKey) => (
    <td className="sf-right">
      <Amount value={fund[key]} footedAs={steps[key][index]} />
    </td>
  );
  return (
    <div className="sf-scroll-x">
      <h3>
        {year}年各险种收支与结余<span className="sf-muted">（{unitText[unit]}）</span>
      </h3>
      <table className="sf-plain">
        <thead>
          <tr>
            <th scope="col">险种</th>
            <th scope="col" className="sf-right">
              本年收入
            </th>
            <th scope="col" className="sf-right">
              本年支出
            </th>
            <th scope="col" className="sf-right">
              基金结余
            </th>
          </tr>
        </thead>
        <tbody>
          {funds.map((fund, index) => (
            <tr key={fund.fund}>
              <td>
                <Link to={`/accounting/balances?scope=all&fund=${fund.fund}&year=${year}`}>{fundText(fund.fund)}</Link>
              </td>
              {cell(fund, index, "income")}
              {cell(fund, index, "expenditure")}
              {cell(fund, index, "balance")}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            {(["income", "expenditure", "balance"] as const).map((key) => (
              <td key={key} className="sf-right">
                <Amount value={totals[key]} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      <p className="sf-muted sf-small">各级账套相加，上下级之间的上解收支未抵销。</p>
    </div>
  );
}

function Months({ months }: { months: readonly MonthFigures[] }) {
  const categories = useMemo(() => monthLabels(months), [months]);
  const series = useMemo(
    () => [
      { name: "已支付", kind: "bar" as const, measure: "money" as const, values: months.map((month) => month.paid) },
      {
        name: "记账收入",
        kind: "line" as const,
        measure: "money" as const,
        values: months.map((month) => month.income),
      },
    ],
    [months],
  );
  const summary = `最近 ${months.length} 个月的已支付金额和记账收入`;
  return <Chart title="最近 12 个月收支" summary={summary} categories={categories} series={series} height={200} />;
}

function States({ states, year }: { states: readonly StateFigures[]; year: number }) {
  const largest = Math.max(0, ...states.map((state) => state.requests));
  return (
    <div>
      <h3>
        {year}年用款申请<span className="sf-muted">（件）</span>
      </h3>
      {states.length === 0 ? (
        <p className="sf-muted">本年还没有用款申请。</p>
      ) : (
        <ul className="sf-overview-states">
          {inOrder(states).map((state) => (
            <li key={state.state}>
              <div className="sf-overview-state">
                <span>{stateTitle(state.state)}</span>
                <b>{state.requests.toLocaleString("zh-CN")}</b>
              </div>
              <div className="sf-bar" aria-hidden="true">
                <span style={{ width: `${barPercent(state.requests, largest)}%` }} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
