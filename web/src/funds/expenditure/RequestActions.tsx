import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { MarkInput, RequestAnswer, RequestPage, RequestView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command, get } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useRefresh } from "../../kernel/remote";
import { KeyCaps } from "../../ui/KeyCaps";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { Shortcut } from "../../ui/shortcuts";
import { CorrectionsDialog } from "./CorrectionsDialog";
import { ReturnDialog } from "./ReturnDialog";
import { requestAddress, requestsPath } from "./requestList";

/** One thing that the server offers this person on this request. */
type Offer = { action: string; text: string; keys?: string; primary?: boolean; danger?: boolean };

const offers: readonly Offer[] = [
  { action: "approve", text: "同意", keys: "a", primary: true },
  { action: "return", text: "退回", keys: "r" },
  { action: "reject", text: "否决", keys: "x", danger: true },
  { action: "resubmit", text: "重新报送", keys: "s", primary: true },
  { action: "corrections", text: "更正失败明细", keys: "e", primary: true },
  { action: "confirm", text: "确认更正并重新支付", keys: "a", primary: true },
  { action: "give-up", text: "不再支付", danger: true },
  { action: "withdraw", text: "撤回", keys: "w", danger: true },
];

type Words = { title: string; effect: string; confirm: string; least: number; field: "opinion" | "reason" | "note" };

/** How each plain action asks. Return and corrections have dialogs of their own. */
function wordsOf(action: string, view: RequestView): Words | undefined {
  const over = view.request.overBudget.length > 0;
  switch (action) {
    case "approve":
      return {
        title: "同意",
        effect: over
          ? `申请超出预算（${view.request.overBudget.join("、")}），同意须写明理由。`
          : "同意后转入下一环节。审核意见可不填。",
        confirm: "同意",
        least: over ? 5 : 0,
        field: "opinion",
      };
    case "confirm":
      return {
        title: "确认更正并重新支付",
        effect: "失败的明细将按更正后的收款信息重新支付。",
        confirm: "确认重新支付",
        least: 0,
        field: "opinion",
      };
    case "reject":
      return { title: "否决", effect: "否决后申请终止，不能恢复。", confirm: "否决", least: 5, field: "reason" };
    case "withdraw":
      return {
        title: "撤回",
        effect: "撤回后申请终止，占用的预算释放；再次申请须用新的批次号。",
        confirm: "撤回",
        least: 5,
        field: "reason",
      };
    case "give-up":
      return {
        title: "不再支付失败明细",
        effect: "失败的明细不再支付，占用的预算释放，申请结束。",
        confirm: "不再支付",
        least: 5,
        field: "reason",
      };
    case "resubmit":
      return {
        title: "重新报送",
        effect: "明细不变，说明情况后重新报送；需要修改明细时，请用“修改后重新报送”或重新投递文件。",
        confirm: "重新报送",
        least: 2,
        field: "note",
      };
    default:
      return undefined;
  }
}

const decided = new Set(["approve", "return", "reject", "confirm", "give-up"]);
const addressOf: Record<string, string> = { confirm: "corrections/confirm" };

type Sent = { id: string; action: string; eTag: string; body: unknown };

async function send({ id, action, eTag, body }: Sent, intent: Intent): Promise<RequestAnswer> {
  const path = `${requestsPath}/${encodeURIComponent(id)}/${addressOf[action] ?? action}`;
  const answer = await command<RequestAnswer>(path, body, { intent, ifMatch: eTag });
  if (answer.kind === "job") throw new Error(`${action} does not answer with a job`);
  return answer.value;
}

/** What the caller may do now, each with its key; after a decision the next thing that waits opens. */
export function RequestActions({ view }: { view: RequestView }) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { running, run, reset } = useCommand(send);
  const [open, setOpen] = useState<string>();
  const offered = offers.filter((offer) => view.actions.includes(offer.action));
  const id = view.request.id;
  const close = () => {
    setOpen(undefined);
    reset();
  };
  const submit = async (action: string, body: unknown) => {
    const answer = await run({ id, action, eTag: view.eTag, body });
    if (answer === undefined) return;
    setOpen(undefined);
    refresh("/api/expenditure/");
    const text = offers.find((offer) => offer.action === action)?.text ?? "";
    if (!decided.has(action)) return void message.success(`已${text}，现在是“${answer.stateTitle}”`);
    const next = await nextTodo(id);
    void message.success(next === undefined ? `已${text}。没有其他待办了` : `已${text}。这是下一件待办`);
    if (next !== undefined) await navigate(requestAddress(next));
  };
  const words = open === undefined ? undefined : wordsOf(open, view);
  const problem = running.state === "refused" ? running.problem : undefined;
  const busy = running.state === "running";
  const choose = (action: string) => {
    reset();
    setOpen(action);
  };
  return (
    <>
      {open === undefined
        ? offered.map((offer) =>
            offer.keys === undefined ? null : (
              <Shortcut key={offer.action} keys={offer.keys} label={offer.text} action={() => choose(offer.action)} />
            ),
          )
        : null}
      <ActionButtons offered={offered} onChoose={choose} />
      {view.actions.includes("resubmit") ? (
        <Button onClick={() => void navigate(`/expenditure/requests/new?from=${encodeURIComponent(id)}`)}>
          修改后重新报送
        </Button>
      ) : null}
      <ReasonDialog
        open={words !== undefined}
        title={words?.title ?? ""}
        effect={words?.effect ?? ""}
        least={words?.least ?? 0}
        confirmText={words?.confirm ?? ""}
        placeholder={words?.least === 0 ? "审核意见（可不填）" : "请写明理由，对方会看到"}
        danger={offers.find((offer) => offer.action === open)?.danger ?? false}
        busy={busy}
        problem={problem}
        onConfirm={(text) => open && words && void submit(open, { [words.field]: text })}
        onCancel={close}
      />
      <ReturnDialog
        open={open === "return"}
        lines={view.request.book.lines}
        busy={busy}
        problem={problem}
        onConfirm={(reason: string, marks: readonly MarkInput[]) => void submit("return", { reason, marks })}
        onCancel={close}
      />
      {open === "corrections" ? (
        <CorrectionsDialog
          id={id}
          busy={busy}
          problem={problem}
          onConfirm={(lines, note) => void submit("corrections", { lines, note })}
          onCancel={close}
        />
      ) : null}
    </>
  );
}

/** The two that are meant most often as buttons, the rest behind 更多. */
function ActionButtons({ offered, onChoose }: { offered: readonly Offer[]; onChoose: (action: string) => void }) {
  const ahead = offered.filter((offer) => offer.danger !== true);
  const rest = offered.filter((offer) => offer.danger === true);
  const label = (offer: Offer) => (
    <>
      {offer.text} {offer.keys === undefined ? null : <KeyCaps keys={offer.keys} />}
    </>
  );
  return (
    <>
      {ahead.map((offer) => (
        <Button
          key={offer.action}
          type={offer.primary === true ? "primary" : "default"}
          onClick={() => onChoose(offer.action)}
        >
          {label(offer)}
        </Button>
      ))}
      {rest.length === 0 ? null : (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: rest.map((offer) => ({ key: offer.action, danger: true, label: label(offer) })),
            onClick: ({ key }) => onChoose(key),
          }}
        >
          <Button>更多</Button>
        </Dropdown>
      )}
    </>
  );
}

/** The request that waits for this person most urgently, other than the one just decided. */
async function nextTodo(current: string): Promise<string | undefined> {
  const page = await get<RequestPage>(requestsPath, { mine: "todo", orderBy: "deadline", limit: 2 });
  return page.items.find((row) => row.id !== current)?.id;
}
