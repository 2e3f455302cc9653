import "./NewRequestPage.css";
import { App, Button, Form, Input, Select } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { ExpenditureKind, Fund, RequestAnswer, RequestView, Submitted } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useDraft } from "../../kernel/draft";
import { fundText } from "../../kernel/funds";
import type { Period } from "../../kernel/period";
import { periodAt } from "../../kernel/period";
import { isRecord } from "../../kernel/problem";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useUser } from "../../kernel/user";
import { Amount } from "../../ui/Amount";
import { KeyCaps } from "../../ui/KeyCaps";
import { Page } from "../../ui/Page";
import { PeriodInput } from "../../ui/PeriodInput";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { useShortcut } from "../../ui/shortcuts";
import { UnsavedGuard } from "../../ui/UnsavedGuard";
import { LineGrid } from "./LineGrid";
import type { CellProblem, DraftLine } from "./lines";
import { fieldsOf, isEmpty, problemsOf, readTable, totalOf, typedLines } from "./lines";
import { requestAddress, requestsPath } from "./requestList";

type Draft = {
  kind?: string;
  fund?: Fund;
  period?: Period;
  batch: string;
  mode: string;
  purpose: string;
  note: string;
  lines: readonly DraftLine[];
};

const emptyDraft: Draft = { batch: "", mode: "actual", purpose: "", note: "", lines: [] };
const emptyRows = 12;

function readDraft(stored: unknown): Draft | undefined {
  if (!isRecord(stored) || !Array.isArray(stored.lines)) return undefined;
  return { ...emptyDraft, ...(stored as Partial<Draft>) };
}

/** A request typed in the browser; with ?from= a returned request is handed in again with other lines. */
export function NewRequestPage() {
  const [parameters] = useSearchParams();
  const from = parameters.get("from");
  const kinds = useRemote<{ items: readonly ExpenditureKind[] }>("/api/expenditure/kinds");
  return (
    <RemoteView remote={kinds} rows={10}>
      {({ items }) => (from === null ? <RequestForm kinds={items} /> : <Again key={from} id={from} kinds={items} />)}
    </RemoteView>
  );
}

function Again({ id, kinds }: { id: string; kinds: readonly ExpenditureKind[] }) {
  const remote = useRemote<RequestView>(`${requestsPath}/${encodeURIComponent(id)}`);
  return (
    <RemoteView remote={remote} rows={10}>
      {(view) => <RequestForm kinds={kinds} returned={view} />}
    </RemoteView>
  );
}

type Sent = { path: string; body: unknown };

async function hand(input: Sent, intent: Intent): Promise<Submitted | RequestAnswer> {
  const answer = await command<Submitted | RequestAnswer>(input.path, input.body, { intent });
  if (answer.kind === "job") throw new Error("handing in does not answer with a job");
  return answer.value;
}

type RequestFormProps = { kinds: readonly ExpenditureKind[]; returned?: RequestView };

function RequestForm({ kinds, returned }: RequestFormProps) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const user = useUser();
  const [kept, keep, drop] = useDraft(`request:${returned?.request.id ?? "new"}`, readDraft);
  const [agency, setAgency] = useState(user?.agency ?? "");
  const [tried, setTried] = useState(false);
  const [handed, setHanded] = useState<string>();
  const { running, run } = useCommand(hand);
  const draft = draftOf(kept, returned);
  const change = (part: Partial<Draft>) => keep({ ...draft, ...part });
  const kind = kinds.find((one) => one.id === draft.kind);
  const lines = useMemo(() => padded(draft.lines), [draft.lines]);
  const server = running.state === "refused" ? running.problem : undefined;
  const problems = useMemo(
    () => [...(kind && draft.fund ? problemsOf(kind, draft.fund, lines) : []), ...serverProblems(server, kind, lines)],
    [kind, draft.fund, lines, server],
  );
  const count = lines.filter((line) => !isEmpty(line)).length;
  const missing = missingOf(draft, kind, agency, count, returned !== undefined);
  const submit = async () => {
    setTried(true);
    if (kind === undefined || draft.fund === undefined || missing.length > 0) return;
    if (problemsOf(kind, draft.fund, lines).length > 0) return;
    const typed = typedLines(kind, draft.fund, lines);
    const answer = await run(
      returned === undefined
        ? {
            path: requestsPath,
            body: {
              division: user?.division.code,
              fund: draft.fund,
              period: draft.period,
              agency,
              batch: draft.batch,
              kind: kind.id,
              mode: draft.mode,
              purpose: draft.purpose,
              lines: typed,
            },
          }
        : {
            path: `${requestsPath}/${encodeURIComponent(returned.request.id)}/resubmit`,
            body: { note: draft.note, lines: typed, purpose: draft.purpose },
          },
    );
    if (answer === undefined) return;
    drop();
    refresh("/api/expenditure/");
    void message.success("已报送，自动检查随即进行");
    setHanded(answer.id);
  };
  // Left only once the guard below knows that nothing is unsaved.
  useEffect(() => {
    if (handed !== undefined) void navigate(requestAddress(handed));
  }, [handed, navigate]);
  useShortcut("mod+enter", "报送", () => void submit());
  return (
    <Page
      title={returned === undefined ? "填报用款申请" : "修改后重新报送"}
      meta={returned?.request.id}
      actions={
        <>
          <Button
            onClick={() => {
              drop();
              setTried(false);
            }}
          >
            清空草稿
          </Button>
          <Button type="primary" loading={running.state === "running"} onClick={() => void submit()}>
            报送 <KeyCaps keys="mod+enter" />
          </Button>
        </>
      }
    >
      <UnsavedGuard unsaved={kept !== undefined && handed === undefined} />
      <section className="sf-panel" aria-label="申请信息">
        <Form layout="vertical" className="sf-request-form">
          <Form.Item label="支出类型" htmlFor="kind" required>
            <Select
              id="kind"
              showSearch={{ optionFilterProp: "label" }}
              disabled={returned !== undefined}
              {...(draft.kind === undefined ? {} : { value: draft.kind })}
              placeholder="请选择"
              options={kinds.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(value: string) => {
                const chosen = kinds.find((one) => one.id === value);
                const { fund, ...rest } = draft;
                keep({ ...rest, kind: value, ...(fund && chosen?.funds.includes(fund) ? { fund } : {}) });
              }}
            />
          </Form.Item>
          <Form.Item label="险种" htmlFor="fund" required>
            <Select
              id="fund"
              disabled={returned !== undefined || kind === undefined}
              {...(draft.fund === undefined ? {} : { value: draft.fund })}
              placeholder={kind === undefined ? "先选择支出类型" : "请选择"}
              options={(kind?.funds ?? []).map((fund) => ({ value: fund, label: fundText(fund) }))}
              onChange={(fund: Fund) => change({ fund })}
            />
          </Form.Item>
          {returned === undefined ? (
            <>
              <Form.Item label="期别" htmlFor="period" required>
                <PeriodInput
                  id="period"
                  value={draft.period}
                  onChange={(period) => (period === undefined ? undefined : change({ period }))}
                />
              </Form.Item>
              <Form.Item label="批次号（字母或数字）" htmlFor="batch" required>
                <Input
                  id="batch"
                  maxLength={20}
                  value={draft.batch}
                  onChange={(event) => change({ batch: event.target.value.trim() })}
                />
              </Form.Item>
              <Form.Item label="拨款方式" htmlFor="mode" required>
                <Select
                  id="mode"
                  value={draft.mode}
                  options={[
                    { value: "actual", label: "实拨" },
                    { value: "advance", label: "预拨" },
                  ]}
                  onChange={(mode: string) => change({ mode })}
                />
              </Form.Item>
              <Form.Item label={user?.agency === undefined ? "经办机构编号" : "经办机构"} htmlFor="agency" required>
                <Input
                  id="agency"
                  disabled={user?.agency !== undefined}
                  value={user?.agencyName ?? agency}
                  onChange={(event) => setAgency(event.target.value.trim())}
                />
              </Form.Item>
            </>
          ) : (
            <Form.Item label="更正说明" htmlFor="note" required>
              <Input id="note" value={draft.note} onChange={(event) => change({ note: event.target.value })} />
            </Form.Item>
          )}
          <Form.Item label="用途" htmlFor="purpose" className="sf-request-purpose">
            <Input
              id="purpose"
              maxLength={200}
              value={draft.purpose}
              onChange={(event) => change({ purpose: event.target.value })}
            />
          </Form.Item>
        </Form>
        {kind?.attachments.some((rule) => rule.required) ? (
          <p className="sf-notice sf-notice-warn">
            该类型必须附“{kind.attachments.find((rule) => rule.required)?.name}”，请用文件报送（ZIP）提交。
          </p>
        ) : null}
      </section>
      {tried && missing.length > 0 ? (
        <p className="sf-notice sf-notice-warn" role="alert">
          还不能报送：请填写{missing.join("、")}。
        </p>
      ) : null}
      {server ? <ProblemView problem={server} inline /> : null}
      {kind === undefined || draft.fund === undefined ? (
        <p className="sf-panel sf-muted">选择支出类型和险种后填写明细。</p>
      ) : (
        <Lines
          kind={kind}
          fund={draft.fund}
          lines={lines}
          count={count}
          problems={problems}
          returned={returned !== undefined}
          onChange={(next) => change({ lines: trimmed(next) })}
        />
      )}
    </Page>
  );
}

/** What stands in the form: the kept draft, over what a returned request fixes. */
function draftOf(kept: Draft | undefined, returned: RequestView | undefined): Draft {
  const draft = kept ?? { ...emptyDraft, period: periodAt(new Date()), purpose: returned?.request.purpose ?? "" };
  if (returned === undefined) return draft;
  const { request, row } = returned;
  return { ...draft, kind: request.kind, fund: row.fund, period: row.period as Period, mode: request.mode };
}

/** The sheet always ends with rows to type into; they are not kept. */
function padded(lines: readonly DraftLine[]): readonly DraftLine[] {
  const missing = Math.max(1, emptyRows - lines.length);
  return [...lines, ...Array.from({ length: missing }, () => ({}))];
}

function trimmed(lines: readonly DraftLine[]): readonly DraftLine[] {
  const last = lines.findLastIndex((line) => !isEmpty(line));
  return lines.slice(0, last + 1);
}

function missingOf(
  draft: Draft,
  kind: ExpenditureKind | undefined,
  agency: string,
  count: number,
  again: boolean,
): string[] {
  const wanted: (readonly [boolean, string])[] = [
    [kind === undefined, "支出类型"],
    [draft.fund === undefined, "险种"],
    [draft.period === undefined, "期别"],
    [!again && !/^[0-9A-Za-z]{1,20}$/.test(draft.batch), "批次号"],
    [!again && agency === "", "经办机构编号"],
    [again && draft.note.trim().length < 2, "更正说明"],
    [count === 0, "至少一行明细"],
  ];
  return wanted.filter(([isMissing]) => isMissing).map(([, name]) => name);
}

/** The server names a line and a field: both are shown where they stand. Its lines do not count empty rows. */
function serverProblems(
  problem: { line?: number; field?: string; detail: string } | undefined,
  kind: ExpenditureKind | undefined,
  lines: readonly DraftLine[],
): CellProblem[] {
  if (problem?.line === undefined || kind === undefined) return [];
  const rows = lines.flatMap((line, row) => (isEmpty(line) ? [] : [row]));
  const row = rows[problem.line - 1];
  if (row === undefined) return [];
  const rule = fieldsOf(kind).find((one) => one.name === problem.field || fieldWords[one.role] === problem.field);
  return [{ row, field: rule?.id ?? "", text: problem.detail }];
}

/** What the server calls the roles in its messages. */
const fieldWords: Record<string, string> = {
  payeeId: "证件号",
  payeeName: "姓名或户名",
  account: "银行账号",
  bankCode: "行号",
  bankName: "开户行",
  amount: "金额",
  item: "待遇项目",
};

type LinesProps = {
  kind: ExpenditureKind;
  fund: Fund;
  lines: readonly DraftLine[];
  count: number;
  problems: readonly CellProblem[];
  returned: boolean;
  onChange: (lines: readonly DraftLine[]) => void;
};

function Lines({ kind, fund, lines, count, problems, returned, onChange }: LinesProps) {
  const input = useRef<HTMLInputElement>(null);
  const fields = fieldsOf(kind);
  const bad = new Set(problems.map((one) => one.row)).size;
  const items = kind.items.filter((item) => item.fund === fund).map((item) => item.name);
  const read = async (file: File) => {
    const bytes = await file.arrayBuffer();
    onChange([...trimmed(lines), ...readTable(decoded(bytes), fields)]);
  };
  return (
    <section className="sf-panel sf-stack" aria-label="明细">
      <div className="sf-row">
        <span>
          共 <b>{count.toLocaleString()}</b> 行，合计 <Amount value={totalOf(kind, lines)} strong />
        </span>
        <span role="status" className={bad === 0 ? "sf-muted" : "sf-lines-bad"}>
          {bad === 0 ? "没有发现问题" : `${bad} 行有问题，见“问题”栏`}
        </span>
        <span className="sf-grow" />
        <Button onClick={() => input.current?.click()}>从 CSV 导入</Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.txt"
          aria-label="选择 CSV 文件"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) void read(file);
          }}
        />
      </div>
      <p className="sf-muted sf-small">
        可从 Excel 复制整块后在单元格上按 Ctrl+V 粘贴。待遇项目填名称或代码：{items.join("、")}。最多 2,000
        行，更多请用文件报送。
        {returned ? "为保护个人信息，原明细不回填，请粘贴更正后的全部明细。" : ""}
      </p>
      <LineGrid fields={fields} lines={lines} problems={problems} onChange={onChange} />
    </section>
  );
}

/** Excel in China saves CSV as GB18030; what is not valid UTF-8 is read so. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
