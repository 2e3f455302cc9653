import "./Sharing.css";
import { DeleteOutlined } from "@ant-design/icons";
import { App, Button, DatePicker, InputNumber, Select } from "antd";
import dayjs from "dayjs";
import { useCallback, useState } from "react";
import type {
  ConsumerQuota,
  ConsumerView,
  Fund,
  PageOfSharedSubject,
  SharedGrant,
  SharedGrantInput,
  SharedSubject,
} from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { divisionsUnder, divisionText } from "../../kernel/divisions";
import { funds, fundText } from "../../kernel/funds";
import { dayAt } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay, useUser } from "../../kernel/user";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { UnsavedGuard } from "../../ui/UnsavedGuard";
import { consumerPath, consumersPath, fieldsText, incomplete, newGrant, sharingPath } from "./consumers";

/** What a consumer may call; the security administrator changes it, others read it. */
export function GrantsPanel({ consumer }: { consumer: ConsumerView }) {
  const mayGrant = useMay("grant.manage");
  const subjects = useRemote<PageOfSharedSubject>(`${sharingPath}/subjects`);
  return (
    <RemoteView remote={subjects} rows={8}>
      {({ items }) =>
        mayGrant ? <Editor consumer={consumer} subjects={items} /> : <Reader consumer={consumer} subjects={items} />
      }
    </RemoteView>
  );
}

type PanelProps = { consumer: ConsumerView; subjects: readonly SharedSubject[] };

function Reader({ consumer, subjects }: PanelProps) {
  if (consumer.grants.length === 0) {
    return <EmptyState title="还没有授权" next="由安全管理员设置可调用的主题、字段和区划。" />;
  }
  const nameOf = (grant: SharedGrant) => subjects.find((one) => one.id === grant.subject);
  return (
    <section className="sf-panel sf-stack">
      <p>
        每日最多调用 {consumer.quota.callsPerDay.toLocaleString("zh-CN")} 次，每次最多{" "}
        {consumer.quota.rowsPerCall.toLocaleString("zh-CN")} 行。
      </p>
      <table className="sf-shared-columns" aria-label="共享授权">
        <thead>
          <tr>
            <th scope="col">主题</th>
            <th scope="col">字段</th>
            <th scope="col">区划（含下级）</th>
            <th scope="col">险种</th>
            <th scope="col">期限</th>
          </tr>
        </thead>
        <tbody>
          {consumer.grants.map((grant) => (
            <tr key={grant.subject}>
              <td>{nameOf(grant)?.name ?? grant.subject}</td>
              <td>{fieldsText(grant, nameOf(grant))}</td>
              <td>{grant.divisions.map(divisionText).join("、")}</td>
              <td>{grant.funds === undefined ? "全部险种" : grant.funds.map(fundText).join("、")}</td>
              <td>
                {grant.from} 至 {grant.until ?? "长期"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Draft = { grants: readonly SharedGrantInput[]; quota: ConsumerQuota };

function Editor({ consumer, subjects }: PanelProps) {
  const own = useUser()?.division.code ?? "";
  const before: Draft = { grants: consumer.grants, quota: consumer.quota };
  const [draft, setDraft] = useState<Draft>(before);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const send = useCallback(
    (next: Draft, intent: Intent) =>
      command<never>(`${consumerPath(consumer.id)}/grants`, next, { intent, method: "PUT" }),
    [consumer.id],
  );
  const { running, run } = useCommand(send);
  const changed = JSON.stringify(draft) !== JSON.stringify(before);
  const why = incomplete(draft.grants, draft.quota.callsPerDay, draft.quota.rowsPerCall);
  const free = subjects.filter((subject) => draft.grants.every((grant) => grant.subject !== subject.id));
  const setGrants = (grants: readonly SharedGrantInput[]) => setDraft({ ...draft, grants });
  const setQuota = (quota: Partial<ConsumerQuota>) => setDraft({ ...draft, quota: { ...draft.quota, ...quota } });
  const save = async () => {
    if ((await run(draft)) === undefined) return;
    void message.success("授权已保存，立即生效");
    refresh(consumersPath);
  };
  return (
    <div className="sf-stack">
      <UnsavedGuard unsaved={changed && running.state !== "done"} />
      <div className="sf-row">
        <span>每日最多调用</span>
        <InputNumber
          aria-label="每日调用次数"
          min={1}
          max={100_000}
          precision={0}
          value={draft.quota.callsPerDay}
          onChange={(value) => setQuota({ callsPerDay: value ?? 0 })}
        />
        <span>次，每次最多</span>
        <InputNumber
          aria-label="每次行数"
          min={1}
          max={10_000}
          precision={0}
          value={draft.quota.rowsPerCall}
          onChange={(value) => setQuota({ rowsPerCall: value ?? 0 })}
        />
        <span>行</span>
      </div>
      <div className="sf-shared-grants">
        {draft.grants.map((grant, at) => (
          <GrantCard
            key={grant.subject}
            grant={grant}
            subject={subjects.find((one) => one.id === grant.subject)}
            onChange={(next) => setGrants(draft.grants.with(at, next))}
            onRemove={() => setGrants(draft.grants.toSpliced(at, 1))}
          />
        ))}
      </div>
      <div className="sf-row">
        <Select
          aria-label="增加主题"
          placeholder="增加主题…"
          style={{ minWidth: 320 }}
          value={null}
          disabled={free.length === 0}
          options={free.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id: string | null) => {
            if (id !== null) setGrants([...draft.grants, newGrant(id, own, dayAt(new Date()))]);
          }}
        />
        <span className="sf-grow sf-muted" role="status">
          {changed ? why : "没有改动"}
        </span>
        <Button disabled={!changed} onClick={() => setDraft(before)}>
          还原
        </Button>
        <Button
          type="primary"
          disabled={!changed || why !== undefined}
          loading={running.state === "running"}
          onClick={() => void save()}
        >
          保存授权
        </Button>
      </div>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </div>
  );
}

type CardProps = {
  grant: SharedGrantInput;
  subject: SharedSubject | undefined;
  onChange: (grant: SharedGrantInput) => void;
  onRemove: () => void;
};

const all = "*";

function GrantCard({ grant, subject, onChange, onRemove }: CardProps) {
  const own = useUser()?.division.code ?? "";
  const { fields, funds: some, until, ...rest } = grant;
  const kept = {
    ...rest,
    ...(fields === undefined ? {} : { fields }),
    ...(some === undefined ? {} : { funds: some }),
    ...(until === undefined ? {} : { until }),
  };
  /** Choosing "all" drops the others, choosing another drops "all". */
  const chosen = (values: string[]) => (values.at(-1) === all ? undefined : values.filter((value) => value !== all));
  const chooseFields = (values: string[]) => {
    const { fields: _, ...others } = kept;
    const next = chosen(values);
    onChange(next === undefined ? others : { ...others, fields: next });
  };
  const chooseFunds = (values: string[]) => {
    const { funds: _, ...others } = kept;
    const next = chosen(values)?.filter((value): value is Fund => value !== all);
    onChange(next === undefined ? others : { ...others, funds: next });
  };
  const chooseUntil = (day: string | undefined) => {
    const { until: _, ...others } = kept;
    onChange(day === undefined ? others : { ...others, until: day });
  };
  const name = subject?.name ?? grant.subject;
  return (
    <section className="sf-shared-grant sf-stack" aria-label={name}>
      <div className="sf-row">
        <h3 className="sf-grow">{name}</h3>
        <Button aria-label={`去掉${name}`} icon={<DeleteOutlined />} onClick={onRemove} />
      </div>
      <div className="sf-shared-fields">
        <div className="sf-shared-wide">
          <span className="sf-muted">字段</span>
          <Select
            aria-label={`${name}的字段`}
            mode="multiple"
            value={fields === undefined ? [all] : [...fields]}
            options={[
              { value: all, label: "全部非敏感字段" },
              ...(subject?.columns ?? []).map((column) => ({
                value: column.name,
                label: column.sensitive ? `${column.title}（敏感）` : column.title,
              })),
            ]}
            onChange={chooseFields}
          />
        </div>
        <div>
          <span className="sf-muted">区划（含下级）</span>
          <Select
            aria-label={`${name}的区划`}
            mode="multiple"
            showSearch={{ optionFilterProp: "label" }}
            value={[...grant.divisions]}
            options={divisionsUnder(own).map((entry) => ({ value: entry.code, label: `${entry.name} ${entry.code}` }))}
            labelRender={({ value }) => divisionText(String(value))}
            onChange={(divisions: string[]) => onChange({ ...kept, divisions })}
          />
        </div>
        <div>
          <span className="sf-muted">险种</span>
          <Select
            aria-label={`${name}的险种`}
            mode="multiple"
            value={some === undefined ? [all] : [...some]}
            options={[
              { value: all, label: "全部险种" },
              ...funds.map(({ id, shortName }) => ({ value: id, label: shortName })),
            ]}
            onChange={chooseFunds}
          />
        </div>
        <div>
          <span className="sf-muted">自</span>
          <DatePicker
            aria-label={`${name}的开始日期`}
            allowClear={false}
            value={dayjs(grant.from)}
            onChange={(day) => {
              if (day !== null) onChange({ ...kept, from: day.format("YYYY-MM-DD") });
            }}
          />
        </div>
        <div>
          <span className="sf-muted">至（不填为长期）</span>
          <DatePicker
            aria-label={`${name}的截止日期`}
            placeholder="长期"
            value={until === undefined ? null : dayjs(until)}
            onChange={(day) => chooseUntil(day?.format("YYYY-MM-DD"))}
          />
        </div>
      </div>
    </section>
  );
}
