import "../../ui/plain.css";
import { AutoComplete, Button, DatePicker, Form, Input, Select } from "antd";
import dayjs from "dayjs";
import { useCallback, useEffect, useState } from "react";
import { Link } from "react-router";
import type {
  BookKind,
  ChartView,
  DimensionValues,
  EventPreview,
  EventRaised,
  Fund,
  NeededAmount,
  NeededText,
  PreviewVoucher,
  RuleVersionView,
  RuleView,
} from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command, newIntent } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { funds } from "../../kernel/funds";
import type { Problem } from "../../kernel/problem";
import { problemOf } from "../../kernel/problem";
import { useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { Amount } from "../../ui/Amount";
import { AmountInput } from "../../ui/AmountInput";
import { DivisionSelect, useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemView } from "../../ui/ProblemView";
import { StatusTag } from "../../ui/StatusTag";
import { bookPath } from "./books";
import type { AmountDraft, EventDraft } from "./events";
import { bodyOf, emptyAmounts, versionOn } from "./events";
import { preparedAddress, preparedText, preparedTones } from "./prepared/calls";

const rulesPath = "/api/accounting/rules";
const pause_ms = 400;

/** Stands for the item codes of the business. */
const anyItem = "*";

type EventFormProps = {
  rule: RuleView;
  /** Shows what the event would make and books nothing. */
  tryOnly?: boolean;
};

/** An event as its rule asks for it, with the voucher that it makes. */
export function EventForm({ rule, tryOnly = false }: EventFormProps) {
  const mayBook = useMay("voucher.prepare") && !tryOnly;
  const [own] = useDivision();
  const today = dayjs().format("YYYY-MM-DD");
  const [draft, setDraft] = useState<EventDraft>(() => {
    const version = versionOn(rule, today);
    return {
      division: own,
      date: today,
      documentNo: tryOnly ? "试算" : "",
      amounts: version === undefined ? [] : emptyAmounts(version),
      facts: {},
    };
  });
  const [booked, setBooked] = useState<EventRaised>();
  // Boxes that hold text of their own begin anew with the next event.
  const [round, setRound] = useState(0);
  const version = versionOn(rule, draft.date);
  const body = bodyOf(draft);
  const { preview, problem } = usePreview(rule.id, body);
  const send = useCallback(
    (input: NonNullable<ReturnType<typeof bodyOf>>, intent: Intent) =>
      command<EventRaised>("/api/accounting/events", { ...input, rule: rule.id }, { intent }),
    [rule.id],
  );
  const { running, run, reset } = useCommand(send);
  const change = (part: Partial<EventDraft>) => {
    reset();
    setBooked(undefined);
    setDraft((old) => ({ ...old, ...part }));
  };
  const book = async () => {
    if (body === undefined) return;
    const done = await run(body);
    if (done?.kind !== "done") return;
    setBooked(done.value);
    setRound((old) => old + 1);
    setDraft((old) => ({
      ...old,
      documentNo: "",
      amounts: version === undefined ? [] : emptyAmounts(version),
      facts: {},
    }));
  };
  if (version === undefined) return <EmptyState title="该日期没有生效的规则" next="请改业务日期。" />;
  const allowed = funds.filter(({ id }) => rule.funds === undefined || rule.funds.includes(id as Fund));
  const ready = mayBook && body !== undefined && preview?.voucher !== undefined && preview.faults.length === 0;
  return (
    <Form
      layout="vertical"
      className="sf-stack"
      requiredMark={false}
      onKeyDown={(event) => {
        if (event.ctrlKey && event.key === "Enter" && ready) void book();
      }}
    >
      <section className="sf-panel sf-stack">
        <p className="sf-muted">{[version.note, version.basis].filter((text) => text !== "").join("　依据：")}</p>
        <div className="sf-row" style={{ flexWrap: "wrap", alignItems: "flex-start" }}>
          <Form.Item label="区划">
            <DivisionSelect value={draft.division} onChange={(division) => change({ division })} />
          </Form.Item>
          <Form.Item label="险种">
            <Select
              aria-label="险种"
              style={{ minWidth: 200 }}
              placeholder="请选择险种"
              {...(draft.fund === undefined ? {} : { value: draft.fund })}
              options={allowed.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(fund: string) => change({ fund: fund as Fund })}
            />
          </Form.Item>
          <Form.Item label="业务日期">
            <DatePicker
              aria-label="业务日期"
              allowClear={false}
              value={dayjs(draft.date)}
              onChange={(day) => change({ date: day?.format("YYYY-MM-DD") ?? today })}
            />
          </Form.Item>
          <Form.Item label="单据号" extra="同一单据只记一次">
            <Input
              aria-label="单据号"
              value={draft.documentNo}
              onChange={(event) => change({ documentNo: event.target.value })}
            />
          </Form.Item>
          {version.facts.map((fact) => (
            <TextField
              key={fact.name}
              needed={fact}
              value={draft.facts[fact.name] ?? ""}
              onChange={(text) => change({ facts: { ...draft.facts, [fact.name]: text } })}
            />
          ))}
        </div>
        <Amounts
          key={round}
          rule={rule}
          version={version}
          draft={draft}
          book={preview?.voucher?.book}
          onChange={(amounts) => change({ amounts })}
        />
      </section>
      <section className="sf-panel sf-stack" aria-label="凭证预览" aria-live="polite">
        <h2>凭证预览</h2>
        {problem === undefined ? null : <ProblemView problem={problem} inline />}
        {faultsShown(preview, tryOnly).map((fault) => (
          <div key={`${fault.place}-${fault.code}`} className="sf-row">
            <StatusTag tone="bad">待改</StatusTag>
            <span>{fault.message}</span>
          </div>
        ))}
        {preview?.prepared === undefined && preview?.booked === undefined ? null : (
          <StatusTag tone="warn">
            {preview.booked === undefined
              ? `该单据已制单：${preparedText(preview.prepared ?? 0)}`
              : `该单据已记账：${preview.booked}`}
          </StatusTag>
        )}
        {preview?.voucher === undefined ? (
          <p className="sf-muted">填好险种、金额等后，这里显示将要生成的凭证。</p>
        ) : (
          <VoucherPreview voucher={preview.voucher} />
        )}
        {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
        {booked === undefined ? null : (
          <div className="sf-row" role="status">
            <StatusTag tone={preparedTones[booked.state]}>{booked.stateTitle}</StatusTag>
            <span>{booked.bookTitle}</span>
            <Link to={preparedAddress(booked.book, booked.number)}>{preparedText(booked.number)}</Link>
          </div>
        )}
        {mayBook ? (
          <div>
            <Button type="primary" disabled={!ready} loading={running.state === "running"} onClick={() => void book()}>
              提交审核
            </Button>
          </div>
        ) : null}
      </section>
    </Form>
  );
}

/** That only a process raises such events does not matter while nothing is booked. */
function faultsShown(preview: EventPreview | undefined, tryOnly: boolean): EventPreview["faults"] {
  return (preview?.faults ?? []).filter(({ code }) => !tryOnly || code !== "rule_not_by_hand");
}

/** Asks the server what voucher this would make, a moment after the last key. */
function usePreview(rule: string, body: ReturnType<typeof bodyOf>) {
  const [answer, setAnswer] = useState<{ preview?: EventPreview; problem?: Problem }>({});
  const content = body === undefined ? undefined : JSON.stringify(body);
  useEffect(() => {
    if (content === undefined) {
      setAnswer({});
      return;
    }
    let isOld = false;
    const timer = setTimeout(async () => {
      try {
        const got = await command<EventPreview>(`${rulesPath}/${rule}/preview`, JSON.parse(content), {
          intent: newIntent(),
        });
        if (!isOld && got.kind === "done") setAnswer({ preview: got.value });
      } catch (error) {
        if (!isOld) setAnswer({ problem: problemOf(error) });
      }
    }, pause_ms);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [rule, content]);
  return answer;
}

type AmountsProps = {
  rule: RuleView;
  version: RuleVersionView;
  draft: EventDraft;
  /** Where it will be booked, once that is known. */
  book: string | undefined;
  onChange: (amounts: readonly AmountDraft[]) => void;
};

function Amounts({ rule, version, draft, book, onChange }: AmountsProps) {
  const used = useUsedBefore(book);
  const change = (index: number, part: Partial<AmountDraft>) =>
    onChange(draft.amounts.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <>
      {draft.amounts.map((amount, index) => {
        const needed = neededBy(version, amount.key);
        const name = needed?.name ?? amount.key;
        return (
          // Amounts have no identity but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={index} className="sf-row" style={{ flexWrap: "wrap", alignItems: "flex-start" }}>
            {needed?.key === anyItem ? (
              <Form.Item label="项目编码">
                <Input
                  aria-label="项目编码"
                  value={amount.key === anyItem ? "" : amount.key}
                  onChange={(event) => change(index, { key: event.target.value.trim() || anyItem })}
                />
              </Form.Item>
            ) : null}
            <Form.Item label={name}>
              <AmountInput label={name} value={amount.amount} onChange={(value) => change(index, { amount: value })} />
            </Form.Item>
            {needed?.accounts === undefined ? null : (
              <Form.Item label="科目">
                {draft.fund === undefined ? (
                  <Select aria-label="科目" style={{ minWidth: 240 }} disabled placeholder="先选险种" />
                ) : (
                  <AccountChoice
                    fund={draft.fund}
                    year={Number(draft.date.slice(0, 4))}
                    kind={rule.book}
                    under={needed.accounts}
                    value={amount.account}
                    onChange={(account) => change(index, { account })}
                  />
                )}
              </Form.Item>
            )}
            {version.dimensions.map((dimension) => (
              <TextField
                key={dimension.name}
                needed={dimension}
                used={used.get(dimension.name) ?? []}
                value={amount.dimensions[dimension.name] ?? ""}
                onChange={(text) => change(index, { dimensions: { ...amount.dimensions, [dimension.name]: text } })}
              />
            ))}
          </div>
        );
      })}
    </>
  );
}

type AccountChoiceProps = {
  fund: Fund;
  year: number;
  kind: BookKind;
  /** Only these accounts and those below them; any when empty. */
  under: readonly string[];
  value: string | undefined;
  onChange: (account: string) => void;
};

function AccountChoice({ fund, year, kind, under, value, onChange }: AccountChoiceProps) {
  const chart = useRemote<ChartView>("/api/accounting/charts", { fund, year, kind });
  const leaves =
    chart.state === "ready" ? chart.value.accounts.filter(({ isLeaf, stopped }) => isLeaf && !stopped) : [];
  return (
    <Select
      aria-label="科目"
      style={{ minWidth: 240 }}
      showSearch={{ optionFilterProp: "label" }}
      placeholder="请选择科目"
      loading={chart.state === "loading"}
      {...(value === undefined ? {} : { value })}
      options={leaves
        .filter(({ code }) => under.length === 0 || under.some((above) => code.startsWith(above)))
        .map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
      onChange={onChange}
    />
  );
}

function neededBy(version: RuleVersionView, key: string): NeededAmount | undefined {
  return (
    version.amounts.find((needed) => needed.key === key) ?? version.amounts.find((needed) => needed.key === anyItem)
  );
}

type TextFieldProps = {
  needed: NeededText;
  /** What was given here before, to choose from. */
  used?: readonly string[];
  value: string;
  onChange: (text: string) => void;
};

function TextField({ needed, used = [], value, onChange }: TextFieldProps) {
  return (
    <Form.Item label={needed.required ? needed.title : `${needed.title}（可不填）`}>
      <AutoComplete
        aria-label={needed.title}
        style={{ minWidth: 200 }}
        value={value}
        options={used.filter((text) => text.includes(value)).map((text) => ({ value: text }))}
        onChange={(text: string) => onChange(text)}
      />
    </Form.Item>
  );
}

const nothing: ReadonlyMap<string, readonly string[]> = new Map();

/** The values that the book's lines bear already, by dimension. */
function useUsedBefore(book: string | undefined): ReadonlyMap<string, readonly string[]> {
  const known = useRemote<readonly DimensionValues[]>(book === undefined ? undefined : `${bookPath(book)}/dimensions`);
  if (known.state !== "ready") return nothing;
  return new Map(known.value.map(({ id, values }) => [id, values]));
}

function VoucherPreview({ voucher }: { voucher: PreviewVoucher }) {
  return (
    <table className="sf-plain">
      <caption style={{ textAlign: "left" }}>{`${voucher.bookTitle}　${voucher.date}　${voucher.summary}`}</caption>
      <thead>
        <tr>
          <th>摘要</th>
          <th>科目</th>
          <th>辅助核算</th>
          <th className="sf-right">借方</th>
          <th className="sf-right">贷方</th>
        </tr>
      </thead>
      <tbody>
        {voucher.lines.map((line) => (
          <tr key={line.number}>
            <td>{line.summary}</td>
            <td>{`${line.account} ${line.accountName}`}</td>
            <td>{Object.values(line.dimensions).join("，")}</td>
            <td className="sf-right">{line.side === "debit" ? <Amount value={line.debit} /> : null}</td>
            <td className="sf-right">{line.side === "credit" ? <Amount value={line.credit} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
