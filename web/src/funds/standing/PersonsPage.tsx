import { useQueryClient } from "@tanstack/react-query";
import { Input } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { PersonHit, PersonHits } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { fundText } from "../../kernel/funds";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { personAddress, standingPath } from "./standing";

const columns: readonly Column<PersonHit>[] = [
  {
    key: "name",
    title: "姓名或户名",
    kind: "text",
    width: 180,
    frozen: true,
    value: (hit) => hit.name,
    render: (hit) => <Link to={personAddress(hit.payee)}>{hit.name}</Link>,
  },
  { key: "idNumber", title: "证件号", kind: "text", width: 190, value: (hit) => hit.idNumber },
  { key: "divisions", title: "支付区划", kind: "text", width: 200, value: (hit) => hit.divisions.join("、") },
  { key: "funds", title: "险种", kind: "text", width: 240, value: (hit) => hit.funds.map(fundText).join("、") },
  { key: "entries", title: "记录数", kind: "count", width: 90, value: (hit) => hit.entries },
  { key: "paid", title: "累计实发", kind: "amount", value: (hit) => hit.paid },
  { key: "lastOn", title: "最近一次", kind: "date", value: (hit) => hit.lastOn },
];

/** Kept with what was read for this person, so that coming back finds the list again; gone when the page is reloaded. */
const keptKey = ["standing", "found"];

type Kept = { text: string; hits: PersonHits };

async function search(text: string, intent: Intent): Promise<PersonHits> {
  const answer = await command<PersonHits>(`${standingPath}/persons/search`, { text }, { intent });
  if (answer.kind === "job") throw new Error("a search does not answer with a job");
  return answer.value;
}

/** 个人台账: whom one looks for; an id number never stands in the address. */
export function PersonsPage() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [kept, keep] = useState(() => client.getQueryData<Kept>(keptKey));
  const [text, setText] = useState(kept?.text ?? "");
  const { running, run } = useCommand(search);
  const find = async () => {
    const wanted = text.trim();
    if (wanted === "") return;
    const hits = await run(wanted);
    if (hits === undefined) return;
    const [only] = hits.hits;
    client.setQueryData<Kept>(keptKey, { text: wanted, hits });
    keep({ text: wanted, hits });
    if (only !== undefined && hits.hits.length === 1) void navigate(personAddress(only.payee));
  };
  return (
    <Page title="个人台账" fill hints={[["enter", "查找、打开"]]}>
      <div className="sf-row">
        <Input.Search
          aria-label="查找个人"
          autoFocus
          allowClear
          size="large"
          style={{ maxWidth: 560 }}
          placeholder="完整的公民身份号码、统一社会信用代码，或完整姓名"
          enterButton="查找"
          loading={running.state === "running"}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onSearch={() => void find()}
        />
        {kept?.hits.isCut === true ? (
          <span className="sf-muted">同名人员较多，只列出部分；请改用证件号查找。</span>
        ) : null}
      </div>
      {running.state === "refused" ? <ProblemView problem={running.problem} /> : null}
      {kept === undefined ? (
        <EmptyState
          title="查找一个人，看各项基金支付给他的全部待遇"
          next="证件号须完整；查不到时请核对号码，或确认该区划、险种在您的权限范围内。也可以在用款申请的收款明细中点开收款人。"
        />
      ) : (
        <DataTable
          id="standing-persons"
          name="个人台账查找结果"
          rows={kept.hits.hits}
          columns={columns}
          rowKey={(hit) => hit.payee}
          onOpen={(hit) => void navigate(personAddress(hit.payee))}
          empty={{
            title: "没有找到支付记录",
            next: "请核对证件号或姓名是否完整；尚未支付，或不在您权限范围内的，这里不显示。",
          }}
        />
      )}
    </Page>
  );
}
