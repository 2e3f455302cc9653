import "../../ui/plain.css";
import "./Reconciliation.css";
import { Drawer, Segmented } from "antd";
import { useMemo, useState } from "react";
import type { CrossLine, CrossRule, CrossView } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { amountText, fen } from "../../kernel/money";
import { useRemote } from "../../kernel/remote";
import { useDivision } from "../../ui/DivisionSelect";
import { RemoteView } from "../../ui/RemoteView";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { fundFilter } from "../../ui/table/filters";
import { monthText } from "./MatchPage";
import { reconciliationPath } from "./matrix";
import { SourceCells } from "./SourceCells";

/** Rules across tables: how often each is broken, and the rows behind it. */
export function CrossRules() {
  const [division] = useDivision();
  const view = useRemote<CrossView>(`${reconciliationPath}/cross-rules`, { division });
  return (
    <RemoteView remote={view} rows={8}>
      {(found) => <Rules view={found} division={division} />}
    </RemoteView>
  );
}

function Rules({ view, division }: { view: CrossView; division: string }) {
  const [rule, setRule] = useState("");
  const [open, setOpen] = useState<CrossLine>();
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const sum of view.sums) found.set(sum.rule, (found.get(sum.rule) ?? 0) + sum.findings);
    return found;
  }, [view]);
  const columns = useMemo(() => columnsOf(view.rules), [view]);
  const filters = useMemo(
    () => [fundFilter("fund", true), { key: "period", label: "期别", kind: "period" as const }],
    [],
  );
  return (
    <div className="sf-stack">
      <ul className="sf-plain-list" aria-label="跨表规则">
        {view.rules.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className="sf-linklike"
              aria-pressed={rule === each.id}
              onClick={() => setRule(rule === each.id ? "" : each.id)}
            >
              {each.message}
            </button>{" "}
            <b className={counts.get(each.id) === undefined ? "sf-good" : "sf-bad"}>
              {counts.get(each.id) === undefined ? "✓ 没有发现" : `${counts.get(each.id)} 处`}
            </b>
          </li>
        ))}
      </ul>
      <DataTable
        id="cross-lines"
        name="跨表规则问题"
        path={`${reconciliationPath}/cross-rules/lines?division=${division}${rule === "" ? "" : `&rule=${rule}`}`}
        columns={columns}
        rowKey={(row) => `${row.rule} ${row.fund} ${row.region} ${row.period} ${row.subject}`}
        filters={filters}
        onOpen={setOpen}
        maxRows={12}
        empty={{ title: "没有发现问题", next: "各表之间的数据符合跨表规则。" }}
      />
      <Drawer
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        size="large"
        title={open?.subject}
        destroyOnHidden
      >
        {open?.source === undefined ? null : (
          <section className="sf-match-side" aria-label="原始行">
            <SourceCells source={open.source} />
          </section>
        )}
      </Drawer>
    </div>
  );
}

function columnsOf(rules: readonly CrossRule[]): readonly Column<CrossLine>[] {
  const ruleOf = (row: CrossLine) => rules.find((rule) => rule.id === row.rule);
  const text = (row: CrossLine, value: number | undefined) =>
    value === undefined
      ? ""
      : ruleOf(row)?.unit === "fen"
        ? amountText(fen(value), "yuan")
        : value.toLocaleString("zh-CN");
  return [
    { key: "message", title: "规则", kind: "text", width: 360, frozen: true, value: (row) => ruleOf(row)?.message },
    {
      key: "subject",
      title: "对象",
      kind: "text",
      width: 230,
      value: (row) => `${ruleOf(row)?.subject} ${row.subject}`,
    },
    {
      key: "expected",
      title: "应为",
      kind: "text",
      isFigure: true,
      width: 130,
      value: (row) => text(row, row.expected),
    },
    { key: "actual", title: "实为", kind: "text", isFigure: true, width: 130, value: (row) => text(row, row.actual) },
    { key: "linePeriod", title: "期别", kind: "text", width: 110, value: (row) => monthText(row.period) },
    { key: "fundName", title: "险种", kind: "text", width: 120, value: (row) => fundText(row.fund) },
    { key: "regionName", title: "地区", kind: "text", width: 120, value: (row) => divisionText(row.region) },
  ];
}

type Part = "scores" | "cross";

/** Which part of 数据质量 is shown. */
export function QualityParts({ part, onPart }: { part: Part; onPart: (part: Part) => void }) {
  return (
    <div className="sf-row">
      <Segmented
        aria-label="质量内容"
        value={part}
        onChange={onPart}
        options={[
          { value: "scores", label: "得分" },
          { value: "cross", label: "跨表规则" },
        ]}
      />
    </div>
  );
}
