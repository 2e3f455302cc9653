import "../../ui/plain.css";
import { Drawer } from "antd";
import { useMemo, useState } from "react";
import type { IndexConflict, ReconciliationView } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import type { Remote } from "../../kernel/problem";
import { useRemote } from "../../kernel/remote";
import { useDivision } from "../../ui/DivisionSelect";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { DecisionForm, nameOf } from "./DecisionForm";
import { monthText } from "./MatchPage";
import { reconciliationPath } from "./matrix";
import type { Of } from "./RegistryPage";
import { SourceCells } from "./SourceCells";
import { SubjectDrawer } from "./SubjectDrawer";

type ConflictsProps = { of: Of; rules: ReconciliationView };

/** The worklist: what does not fit together, with what was decided about it. */
export function Conflicts({ of, rules }: ConflictsProps) {
  const [division] = useDivision();
  const [open, setOpen] = useState<IndexConflict>();
  const path = `${reconciliationPath}/registry/${of}/conflicts`;
  const now = useRemote<{ items: IndexConflict[] }>(open === undefined ? undefined : path, {
    division,
    kind: open?.kind,
    limit: sameKindMax,
  });
  const columns = useMemo(() => columnsOf(rules), [rules]);
  const filters = useMemo(
    () => [
      {
        key: "kind",
        label: "种类",
        kind: "tree" as const,
        nodes: rules.registry.kinds
          .filter((kind) => kind.of === of)
          .map(({ id, name }) => ({ value: id, label: name })),
      },
    ],
    [rules, of],
  );
  return (
    <section className="sf-match-list" aria-label="冲突清单">
      <DataTable
        key={of}
        id={`registry-conflicts-${of}`}
        name="主索引冲突"
        path={`${path}?division=${division}`}
        columns={columns}
        rowKey={(row) => row.id}
        filters={filters}
        onOpen={setOpen}
        empty={{ title: "没有冲突", next: "这个范围内的人员和单位信息彼此一致。" }}
      />
      {open === undefined ? null : (
        <ConflictDrawer of={of} conflict={newest(now, open)} rules={rules} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}

/** So many of a kind are asked for to see what became of the opened one meanwhile. */
const sameKindMax = 1_000;

/** The opened conflict as it is now: somebody else may decide about it at the same time. */
function newest(now: Remote<{ items: IndexConflict[] }>, open: IndexConflict): IndexConflict {
  return (now.state === "ready" ? now.value.items.find((one) => one.id === open.id) : undefined) ?? open;
}

type ConflictDrawerProps = { of: Of; conflict: IndexConflict; rules: ReconciliationView; onClose: () => void };

function ConflictDrawer({ of, conflict, rules, onClose }: ConflictDrawerProps) {
  const [subject, setSubject] = useState<{ key: string; name: string }>();
  const kind = rules.registry.kinds.find((one) => one.id === conflict.kind);
  return (
    <Drawer open onClose={onClose} size="large" title={kind?.name ?? conflict.kind}>
      <div className="sf-stack">
        <p>{kind?.reason}</p>
        <ul>
          {conflict.subjects.map((shown, at) => (
            <li key={conflict.keys[at] ?? shown}>
              {shown}{" "}
              <button
                type="button"
                className="sf-linklike"
                onClick={() => setSubject({ key: conflict.keys[at] ?? "", name: conflict.names.join("、") })}
              >
                时间线
              </button>
            </li>
          ))}
        </ul>
        <DecisionForm
          question="registry"
          line={conflict.id}
          division={conflict.regions[0] ?? ""}
          verdicts={rules.registry.verdicts}
          decision={conflict.decision}
        />
        {conflict.source === undefined ? null : (
          <section className="sf-match-side" aria-label="最早的原始行">
            <SourceCells source={conflict.source} />
          </section>
        )}
      </div>
      {subject === undefined ? null : <SubjectDrawer of={of} subject={subject} onClose={() => setSubject(undefined)} />}
    </Drawer>
  );
}

function columnsOf(rules: ReconciliationView): readonly Column<IndexConflict>[] {
  return [
    {
      key: "kindName",
      title: "种类",
      kind: "text",
      width: 150,
      frozen: true,
      value: (row) => nameOf(row.kind, rules.registry.kinds),
      render: (row) => (
        <StatusTag tone={row.severity === "conflict" ? "bad" : "neutral"}>
          {nameOf(row.kind, rules.registry.kinds)}
        </StatusTag>
      ),
    },
    { key: "names", title: "姓名或名称", kind: "text", width: 260, value: (row) => row.names.join("、") },
    { key: "subjects", title: "证件号或代码", kind: "text", width: 260, value: (row) => row.subjects.join("、") },
    { key: "numbers", title: "编号", kind: "text", width: 200, value: (row) => row.numbers.join("、") },
    {
      key: "decision",
      title: "处理",
      kind: "text",
      width: 160,
      value: (row) =>
        row.decision === undefined
          ? row.severity === "conflict"
            ? "待处理"
            : ""
          : row.decision.isOutdated
            ? "数据已变化"
            : nameOf(row.decision.verdict, rules.registry.verdicts),
    },
    {
      key: "regions",
      title: "地区",
      kind: "text",
      width: 160,
      value: (row) => row.regions.map(divisionText).join("、"),
    },
    { key: "funds", title: "险种", kind: "text", width: 200, value: (row) => row.funds.map(fundText).join("、") },
    { key: "first", title: "最早", kind: "text", width: 100, value: (row) => monthText(row.firstPeriod) },
    { key: "last", title: "最近", kind: "text", width: 100, value: (row) => monthText(row.lastPeriod) },
  ];
}
