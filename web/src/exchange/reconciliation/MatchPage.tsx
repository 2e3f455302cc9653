import "../governance/Lake.css";
import "./Reconciliation.css";
import { Tabs } from "antd";
import { useMemo } from "react";
import type { MatchLine, MatchView, ReconciliationView } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { fen, unitText } from "../../kernel/money";
import { oneOf, useParameter } from "../../kernel/parameter";
import { parsePeriod, periodText } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import type { ChartSeries } from "../../ui/Chart";
import { Chart } from "../../ui/Chart";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import type { Tone } from "../../ui/StatusTag";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { fundFilter } from "../../ui/table/filters";
import { useShownUnit } from "../../ui/unit";
import { Asked } from "./Asked";
import { LineDrawer } from "./LineDrawer";
import { barsOf, matrixOf, reconciliationPath } from "./matrix";
import { TaxItems } from "./TaxItems";

/** What agency, tax bureau and treasury say of the same contributions, and what they say differently. */
export function MatchPage() {
  const [tab, setTab] = useParameter("tab");
  const rules = useRemote<ReconciliationView>(`${reconciliationPath}/answers`);
  return (
    <Page title="三方对账" meta="经办 · 税务 · 国库" actions={<DivisionSwitch />}>
      <RemoteView remote={rules} rows={10}>
        {(view) => (
          <>
            <Asked at={view.answers.find((answer) => answer.question === "three-way-match")?.askedAt} />
            {view.answers.length === 0 ? (
              <EmptyState
                title="还没有对账结果"
                next="经办、税务、国库的明细入库后，十分钟内自动对账；也可以点“重新计算”立即开始。"
              />
            ) : (
              <Tabs
                activeKey={oneOf(tab, "match", "items")}
                onChange={(key) => setTab(key === "match" ? undefined : key)}
                destroyOnHidden
                items={[
                  { key: "match", label: "三方对账", children: <Match rules={view} /> },
                  { key: "items", label: "税务经办核对", children: <TaxItems rules={view} /> },
                ]}
              />
            )}
          </>
        )}
      </RemoteView>
    </Page>
  );
}

export function monthText(text: string): string {
  const month = parsePeriod(text);
  return month === undefined ? text : periodText(month);
}

function Match({ rules }: { rules: ReconciliationView }) {
  const [division] = useDivision();
  const [fund] = useParameter("fund");
  const view = useRemote<MatchView>(`${reconciliationPath}/match`, { division, fund });
  return (
    <RemoteView remote={view} rows={10}>
      {(found) => (
        <div className="sf-stack">
          <div className="sf-match-top">
            <Matrix view={found} />
            <Ages view={found} rules={rules} />
          </div>
          <Lines rules={rules} />
        </div>
      )}
    </RemoteView>
  );
}

function Matrix({ view }: { view: MatchView }) {
  const unit = useShownUnit();
  const [period, setPeriod] = useParameter("period");
  const [region, setRegion] = useParameter("region");
  const { months, rows, total } = useMemo(() => matrixOf(view.sums), [view]);
  const pick = (nextRegion: string, nextPeriod: string) => {
    const same = region === nextRegion && period === nextPeriod;
    setRegion(same ? undefined : nextRegion);
    setPeriod(same ? undefined : nextPeriod);
  };
  return (
    <section className="sf-panel sf-lake sf-match" aria-label="地区与月份">
      <table>
        <thead>
          <tr>
            <th scope="col">差异金额（{unitText[unit]}）</th>
            {months.map((month) => (
              <th key={month} scope="col">
                {monthText(month)}
              </th>
            ))}
            <th scope="col">差异笔数</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.region}>
              <th scope="row">{divisionText(row.region)}</th>
              {months.map((month) => {
                const cell = row.cells.get(month);
                if (cell === undefined || (cell.lines === 0 && cell.treasury === 0)) return <td key={month} />;
                const facts = `${divisionText(row.region)} ${monthText(month)}：${cell.lines} 笔，差异 ${cell.differing} 笔`;
                return (
                  <td key={month} data-differs={cell.heat}>
                    <button
                      type="button"
                      aria-pressed={region === row.region && period === month}
                      title={facts}
                      onClick={() => pick(row.region, month)}
                    >
                      {cell.differing === 0 ? (
                        <span className="sf-good">✓</span>
                      ) : (
                        <Amount value={fen(cell.difference)} />
                      )}
                      <span className="sf-sr">，{facts}</span>
                    </button>
                  </td>
                );
              })}
              <td className="sf-right">
                {row.total.differing} / {row.total.lines}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">三方合计</th>
            <td colSpan={months.length}>
              经办 <Amount value={fen(total.agency)} /> 税务 <Amount value={fen(total.tax)} /> 国库{" "}
              <Amount value={fen(total.treasury)} /> {unitText[unit]}
            </td>
            <td className="sf-right">
              {total.differing} / {total.lines}
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Ages({ view, rules }: { view: MatchView; rules: ReconciliationView }) {
  const [, setAge] = useParameter("age");
  const [, setStatus] = useParameter("status");
  const steps = rules.match.ages;
  const bars = useMemo(() => barsOf(view.ages, steps, rules.match.statuses), [view, steps, rules]);
  const series = useMemo(
    () => bars.series.map((one): ChartSeries => ({ ...one, kind: "bar", measure: "number", unit: "笔" })),
    [bars],
  );
  const names = useMemo(() => bars.statuses.map((status) => status.name), [bars]);
  return (
    <section className="sf-panel">
      <Chart
        title="差异账龄"
        summary="自最早一方的日期起算的差异笔数，按状态和账龄；颜色越深账龄越长"
        categories={names}
        series={series}
        stacked
        isOrdered
        height={220}
        onPick={(status, step) => {
          setStatus(bars.statuses.find(({ name }) => name === status)?.id);
          setAge(String(steps.findIndex(({ name }) => name === step)));
        }}
      />
    </section>
  );
}

function Lines({ rules }: { rules: ReconciliationView }) {
  const [division] = useDivision();
  const [region] = useParameter("region");
  const [open, setOpen] = useParameter("id");
  const page = useRemote<{ items: MatchLine[] }>(open === undefined ? undefined : `${reconciliationPath}/match/lines`, {
    division,
    line: open,
  });
  const statuses = rules.match.statuses;
  const columns = useMemo(() => columnsOf(rules), [rules]);
  const filters = useMemo(
    () => [
      fundFilter("fund", true),
      {
        key: "status",
        label: "状态",
        kind: "tree" as const,
        nodes: statuses.map(({ id, name }) => ({ value: id, label: name })),
      },
      { key: "period", label: "属期", kind: "period" as const },
      {
        key: "age",
        label: "账龄",
        kind: "tree" as const,
        nodes: rules.match.ages.map(({ name }, place) => ({ value: String(place), label: name })),
      },
    ],
    [statuses, rules],
  );
  const line = page.state === "ready" ? page.value.items[0] : undefined;
  return (
    <div className="sf-match-list">
      <DataTable
        id="match-lines"
        name="三方对账差异"
        path={`${reconciliationPath}/match/lines?division=${region ?? division}`}
        columns={columns}
        rowKey={(row) => row.id}
        filters={filters}
        onOpen={(row) => setOpen(row.id)}
        empty={{ title: "没有差异", next: "这个范围内三方的金额和所属期一致。选状态“一致”可查看已对上的明细。" }}
      />
      {line === undefined ? null : <LineDrawer line={line} rules={rules} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

function columnsOf(rules: ReconciliationView): readonly Column<MatchLine>[] {
  const statusOf = (row: MatchLine) => rules.match.statuses.find((status) => status.id === row.status);
  const amount = (key: string, title: string, value: (row: MatchLine) => number | undefined): Column<MatchLine> => ({
    key,
    title,
    kind: "amount",
    width: 130,
    value: (row) => {
      const found = value(row);
      return found === undefined ? undefined : fen(found);
    },
  });
  return [
    {
      key: "payer",
      title: "缴费人",
      kind: "text",
      width: 210,
      frozen: true,
      value: (row) => row.payerName ?? row.payer,
    },
    {
      key: "statusName",
      title: "状态",
      kind: "text",
      width: 100,
      value: (row) => statusOf(row)?.name ?? row.status,
      render: (row) => <StatusTag tone={toneOf(statusOf(row)?.tone)}>{statusOf(row)?.name ?? row.status}</StatusTag>,
    },
    amount("agency", "经办", (row) => row.agencyFen),
    amount("tax", "税务", (row) => row.taxFen),
    amount("treasury", "国库", (row) => row.treasuryFen),
    amount("difference", "差额", (row) => row.differenceFen),
    { key: "days", title: "账龄（天）", kind: "count", width: 90, value: (row) => row.days },
    {
      key: "decision",
      title: "处理",
      kind: "text",
      width: 150,
      value: (row) =>
        row.decision === undefined
          ? "待处理"
          : row.decision.isOutdated
            ? "数据已变化"
            : (rules.match.verdicts.find((one) => one.id === row.decision?.verdict)?.name ?? row.decision.verdict),
    },
    { key: "reason", title: "可能原因", kind: "text", width: 320, value: (row) => row.reason },
    { key: "linePeriod", title: "属期", kind: "text", width: 100, value: (row) => monthText(row.period) },
    { key: "fundName", title: "险种", kind: "text", width: 110, value: (row) => fundText(row.fund) },
    { key: "regionName", title: "地区", kind: "text", width: 100, value: (row) => divisionText(row.region) },
    { key: "payerNo", title: "编号", kind: "text", width: 150, value: (row) => row.payer },
    { key: "ticket", title: "电子税票号", kind: "text", width: 250, value: (row) => row.ticket },
  ];
}

export function toneOf(tone: string | undefined): Tone {
  return tone === "good" || tone === "warn" || tone === "bad" ? tone : "neutral";
}
