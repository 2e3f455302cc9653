import "../governance/Lake.css";
import "./Reconciliation.css";
import { Input, Segmented } from "antd";
import { useState } from "react";
import type { ReconciliationView, SubjectHit, SubjectHits } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { useRemote } from "../../kernel/remote";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { Asked } from "./Asked";
import { Conflicts } from "./Conflicts";
import { monthText } from "./MatchPage";
import { reconciliationPath } from "./matrix";
import { SubjectDrawer } from "./SubjectDrawer";

export type Of = "person" | "employer";

type Wanted = { of: Of; text: string; division: string };

async function search(wanted: Wanted, intent: Intent): Promise<SubjectHits> {
  const answer = await command<SubjectHits>(`${reconciliationPath}/registry/search`, wanted, { intent });
  if (answer.kind === "job") throw new Error("a search is no job");
  return answer.value;
}

/** Who is who over all funds and regions: search, timeline, and what does not fit together. */
export function RegistryPage() {
  const [ofText, setOf] = useParameter("of");
  const of: Of = ofText === "employer" ? "employer" : "person";
  const rules = useRemote<ReconciliationView>(`${reconciliationPath}/answers`);
  return (
    <Page title="主索引" meta="人员按公民身份号码，单位按统一社会信用代码" actions={<DivisionSwitch />}>
      <RemoteView remote={rules} rows={10}>
        {(view) => (
          <>
            <div className="sf-row">
              <Segmented
                aria-label="人员或单位"
                value={of}
                onChange={(value) => setOf(value === "person" ? undefined : value)}
                options={[
                  { value: "person", label: "人员" },
                  { value: "employer", label: "单位" },
                ]}
              />
              <span className="sf-grow" />
              <Asked at={view.answers.find((answer) => answer.question === "registry")?.askedAt} />
            </div>
            <Search key={of} of={of} />
            <Conflicts of={of} rules={view} />
          </>
        )}
      </RemoteView>
    </Page>
  );
}

function Search({ of }: { of: Of }) {
  const [division] = useDivision();
  const [text, setText] = useState("");
  const [open, setOpen] = useState<SubjectHit>();
  const { running, run } = useCommand(search);
  const find = async () => {
    if (text.trim() === "") return;
    const hits = await run({ of, text: text.trim(), division });
    const [only] = hits?.hits ?? [];
    if (only !== undefined && hits?.hits.length === 1) setOpen(only);
  };
  return (
    <section className="sf-stack" aria-label="查找">
      <Input.Search
        aria-label={of === "person" ? "查找人员" : "查找单位"}
        allowClear
        style={{ maxWidth: 560 }}
        placeholder={
          of === "person" ? "完整的公民身份号码（15或18位）、个人编号或姓名" : "信用代码、组织机构代码、单位编号或名称"
        }
        enterButton="查找"
        loading={running.state === "running"}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onSearch={() => void find()}
      />
      {running.state === "refused" ? <ProblemView problem={running.problem} /> : null}
      {running.state === "done" ? (
        <DataTable
          id="registry-hits"
          name="主索引查找结果"
          rows={running.value.hits}
          columns={columns}
          rowKey={(hit) => hit.key}
          onOpen={setOpen}
          maxRows={6}
          empty={{ title: "没有找到", next: "请核对号码或名称；不在您权限范围内的，这里不显示。" }}
        />
      ) : null}
      {open === undefined ? null : (
        <SubjectDrawer of={of} subject={{ key: open.key, name: open.name }} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}

const columns: readonly Column<SubjectHit>[] = [
  { key: "name", title: "姓名或名称", kind: "text", width: 200, frozen: true, value: (hit) => hit.name },
  { key: "number", title: "证件号或信用代码", kind: "text", width: 190, value: (hit) => hit.number },
  { key: "funds", title: "险种", kind: "text", width: 260, value: (hit) => hit.funds.map(fundText).join("、") },
  { key: "regions", title: "地区", kind: "text", width: 160, value: (hit) => hit.regions.map(divisionText).join("、") },
  { key: "numbers", title: "编号", kind: "text", width: 200, value: (hit) => hit.numbers.join("、") },
  { key: "first", title: "最早", kind: "text", width: 110, value: (hit) => monthText(hit.firstPeriod) },
  { key: "last", title: "最近", kind: "text", width: 110, value: (hit) => monthText(hit.lastPeriod) },
];
