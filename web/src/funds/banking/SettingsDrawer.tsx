import { App, Button, DatePicker, Drawer, Form, InputNumber } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import type { BankWork, DryRun, MatchSettings, Suggestion } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { yuan } from "../../kernel/money";
import { dateText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { accountPath, bankingPath } from "./matching";

type Numbers = Omit<MatchSettings, "bookFrom">;

const fields: readonly { key: keyof Numbers; label: string; min: number; max: number }[] = [
  { key: "toleranceDays", label: "日期容差（天）", min: 0, max: 60 },
  { key: "amountPoints", label: "金额一致的分值", min: 0, max: 100 },
  { key: "datePoints", label: "日期接近的分值", min: 0, max: 100 },
  { key: "referencePoints", label: "编号一致的分值", min: 0, max: 100 },
  { key: "textPoints", label: "文字相似的分值", min: 0, max: 100 },
  { key: "threshold", label: "自动勾对分数线（满分100）", min: 1, max: 100 },
  { key: "groupMax", label: "组合最多笔数", min: 2, max: 6 },
];

async function keep(
  { path, settings }: { path: string; settings: MatchSettings },
  intent: Intent,
): Promise<MatchSettings> {
  const answer = await command<MatchSettings>(path, { settings }, { intent });
  if (answer.kind === "job") throw new Error("settings do not answer with a job");
  return answer.value;
}

type SettingsDrawerProps = { work: BankWork; mayChange: boolean; onClose: () => void };

/** The account's weights and tolerance, with what they would match of what is open now before they are kept. */
export function SettingsDrawer({ work, mayChange, onClose }: SettingsDrawerProps) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const { running, run } = useCommand(keep);
  const { bookFrom, ...kept } = work.settings;
  const [tried, setTried] = useState<Numbers>(kept);
  const [since, setSince] = useState(bookFrom);
  const path = accountPath(work.account);
  const save = async () => {
    const done = await run({
      path: `${path}/settings`,
      settings: { ...tried, ...(since === undefined ? {} : { bookFrom: since }) },
    });
    if (done === undefined) return;
    refresh(`${bankingPath}/`);
    void message.success("对账参数已保存");
    onClose();
  };
  return (
    <Drawer
      open
      title="对账参数"
      size={460}
      onClose={onClose}
      extra={
        mayChange ? (
          <Button type="primary" loading={running.state === "running"} onClick={() => void save()}>
            保存
          </Button>
        ) : null
      }
    >
      <Form layout="vertical">
        {fields.map(({ key, label, min, max }) => (
          <Form.Item key={key} label={label} htmlFor={`bank-${key}`}>
            <InputNumber
              id={`bank-${key}`}
              min={min}
              max={max}
              precision={0}
              value={tried[key]}
              onChange={(value) => value !== null && setTried({ ...tried, [key]: value })}
            />
          </Form.Item>
        ))}
        <Form.Item
          label="账面起始日期"
          htmlFor="bank-bookFrom"
          extra={`这一天以前的账面分录不参加对账；不填为首份对账单的起始日${
            work.start === undefined ? "" : `（${dateText(work.start)}）`
          }。`}
        >
          <DatePicker
            id="bank-bookFrom"
            placeholder="首份对账单的起始日"
            style={{ width: 200 }}
            value={since === undefined ? null : dayjs(since)}
            onChange={(day) => setSince(day?.format("YYYY-MM-DD"))}
          />
        </Form.Item>
      </Form>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
      <Tried path={path} tried={tried} work={work} />
    </Drawer>
  );
}

function Tried({ path, tried, work }: { path: string; tried: Numbers; work: BankWork }) {
  const run = useRemote<DryRun>(`${path}/dry-run`, { ...tried });
  return (
    <section className="sf-stack" aria-label="试算">
      <h3>试算（不改变任何数据）</h3>
      <RemoteView remote={run} rows={3}>
        {(value) => (
          <>
            <p>
              现有未勾对中，共有 {value.suggestions} 组建议；按这组参数可自动勾对 {value.certain} 组（
              {yuan(value.amount)} 元），按已保存的参数为 {value.certainNow} 组。
            </p>
            <Changes title="会多勾对" all={value.gained} work={work} />
            <Changes title="会少勾对" all={value.lost} work={work} />
          </>
        )}
      </RemoteView>
    </section>
  );
}

function Changes({ title, all, work }: { title: string; all: readonly Suggestion[]; work: BankWork }) {
  if (all.length === 0) return null;
  const bank = new Map(work.bank.map((line) => [line.id, line]));
  return (
    <>
      <h3>
        {title} {all.length} 组
      </h3>
      <ul>
        {all.slice(0, 20).map((one) => {
          const line = bank.get(one.bank[0] ?? "");
          return (
            <li key={`${one.bank.join()} ${one.book.join()}`} className="sf-row">
              <span className="sf-grow">
                {one.score}分　{dateText(line?.date ?? "")} {line?.summary}
              </span>
              <Amount value={one.amount} />
            </li>
          );
        })}
      </ul>
    </>
  );
}
