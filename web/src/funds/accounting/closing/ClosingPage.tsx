import "./Closing.css";
import "../../../ui/plain.css";
import { App, Button } from "antd";
import type { ReactNode } from "react";
import { useCallback, useState } from "react";
import { Link } from "react-router";
import type { BookRow, ClosingView, PeriodIsClosed, VoucherPage } from "../../../api/generated/types";
import type { Intent } from "../../../kernel/api";
import { command } from "../../../kernel/api";
import { useCommand } from "../../../kernel/command";
import { useParameter } from "../../../kernel/parameter";
import { useRefresh, useRemote } from "../../../kernel/remote";
import { useMay } from "../../../kernel/user";
import { Amount } from "../../../ui/Amount";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Page } from "../../../ui/Page";
import { ReasonDialog } from "../../../ui/ReasonDialog";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import { WithBook } from "../BookPicker";
import { bookPath, bookPeriodText, booksPath, periodWord, voucherAddress, voucherText } from "../books";
import { checkTone, nextOf, placeOf, stateTexts, stepsOf } from "./periods";

/** 结账: the periods of a book's year, what stands against closing the next one, closing and reopening. */
export function ClosingPage() {
  return <WithBook>{(book, picker) => <Closing key={book.book} book={book} picker={picker} />}</WithBook>;
}

function Closing({ book, picker }: { book: BookRow; picker: ReactNode }) {
  const [asked, choose] = useParameter("period");
  const inYear = asked?.startsWith(String(book.year)) && !asked.endsWith("00") ? asked : undefined;
  const view = useRemote<ClosingView>(`${bookPath(book.book)}/closing`, { period: inYear });
  return (
    <Page title="结账" meta={book.title} actions={picker}>
      <RemoteView remote={view} rows={10}>
        {(closing) => <Periods book={book} closing={closing} onChoose={choose} />}
      </RemoteView>
    </Page>
  );
}

type PeriodsProps = { book: BookRow; closing: ClosingView; onChoose: (period: string) => void };

function Periods({ book, closing, onChoose }: PeriodsProps) {
  const { period, closedThrough } = closing;
  const next = nextOf(book.year, closedThrough);
  const isClosed = closedThrough !== undefined && period <= closedThrough;
  return (
    <>
      <nav className="sf-periods" aria-label="会计期间">
        {stepsOf(book.year, closedThrough).map((step) => (
          <button
            key={step.period}
            type="button"
            className={`sf-period sf-period-${step.state}`}
            aria-current={step.period === period ? "step" : undefined}
            // The opening is looked at, but it is closed with January.
            disabled={step.period.endsWith("00")}
            onClick={() => onChoose(step.period)}
          >
            <b>{periodWord(step.period)}</b>
            <StatusTag tone={stateTexts[step.state].tone}>{stateTexts[step.state].text}</StatusTag>
          </button>
        ))}
      </nav>
      <section className="sf-panel sf-stack">
        <div className="sf-row">
          <h2>{bookPeriodText(period)}</h2>
          {isClosed ? <StatusTag tone="good">已结账，不能再记账</StatusTag> : null}
          <span className="sf-grow" />
          <Steps closing={closing} isNext={period === next} isLast={period === closedThrough} />
        </div>
        {isClosed ? (
          <p className="sf-muted">
            本期已结账。下面是现在再看一遍的检查结果；要补记或更正，请由负责人从最后结账的期间起逐期反结账。
          </p>
        ) : null}
        <Checks closing={closing} next={next} isClosed={isClosed} />
      </section>
      {period.endsWith("13") ? <YearEnd closing={closing} isClosed={isClosed} /> : null}
    </>
  );
}

type ChecksProps = { closing: ClosingView; next: string | undefined; isClosed: boolean };

function Checks({ closing: { book, period, checks }, next, isClosed }: ChecksProps) {
  // A closed period is not in turn any more; saying so would read as a fault.
  const shown = isClosed ? checks.filter((check) => check.id !== "order") : checks;
  return (
    <table className="sf-plain sf-checks">
      <thead>
        <tr>
          <th scope="col">检查</th>
          <th scope="col">结果</th>
          <th scope="col">说明</th>
          <th scope="col">处理</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((check) => {
          const { tone, text } = checkTone(check);
          const place = check.isGood ? undefined : placeOf(check, book, period, next);
          return (
            <tr key={check.id}>
              <td>{check.title}</td>
              <td>
                <StatusTag tone={tone}>{text}</StatusTag>
              </td>
              <td className="sf-checks-text">{check.text}</td>
              <td>{place === undefined ? null : <Link to={place.address}>{place.text}</Link>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

type StepsProps = { closing: ClosingView; isNext: boolean; isLast: boolean };

const reopenLeast = 4;
const reopenMost = 200;

function Steps({ closing, isNext, isLast }: StepsProps) {
  const [mayClose, mayReopen] = [useMay("book.confirm"), useMay("period.reopen")];
  const [asks, setAsks] = useState<"close" | "reopen">();
  const close = usePeriodStep(closing, "close");
  const reopen = usePeriodStep(closing, "reopen");
  const leave = () => setAsks(undefined);
  const word = bookPeriodText(closing.period);
  const warnings = closing.checks.filter((check) => !check.isGood && !check.isHard);
  return (
    <>
      {isNext && !mayClose ? <span className="sf-muted">结账由国库审核岗办理</span> : null}
      {isNext && mayClose ? (
        <Button type="primary" disabled={!closing.canClose} onClick={() => setAsks("close")}>
          结账
        </Button>
      ) : null}
      {isLast && mayReopen ? (
        <Button danger onClick={() => setAsks("reopen")}>
          反结账
        </Button>
      ) : null}
      <ConfirmDialog
        open={asks === "close"}
        title={`结账：${word}`}
        effect={
          <div className="sf-stack">
            <span>
              {closing.period.endsWith("13")
                ? "将生成年终结转凭证，收入、支出结转到结余；下年账套已建立的，余额一并结转。"
                : "结账后本期不能再记账；更正须记入以后期间，或先反结账。"}
            </span>
            {warnings.length === 0 ? null : (
              <ul>
                {warnings.map((check) => (
                  <li key={check.id}>
                    ▲ {check.title}：{check.text}
                  </li>
                ))}
              </ul>
            )}
          </div>
        }
        confirmText="结账"
        busy={close.busy}
        problem={close.problem}
        onConfirm={() => void close.go("").then((done) => done && leave())}
        onCancel={leave}
      />
      <ReasonDialog
        open={asks === "reopen"}
        title={`反结账：${word}`}
        effect="反结账后本期可以再记账；原因记入审计。"
        least={reopenLeast}
        most={reopenMost}
        confirmText="反结账"
        danger
        busy={reopen.busy}
        problem={reopen.problem}
        onConfirm={(reason) => void reopen.go(reason).then((done) => done && leave())}
        onCancel={leave}
      />
    </>
  );
}

function usePeriodStep({ book, period }: ClosingView, step: "close" | "reopen") {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [, choose] = useParameter("period");
  const send = useCallback(
    async (reason: string, intent: Intent) => {
      const body = step === "reopen" ? { reason } : undefined;
      return command<PeriodIsClosed>(`${bookPath(book)}/periods/${period}/${step}`, body, { intent });
    },
    [book, period, step],
  );
  const { running, run } = useCommand(send);
  const go = async (reason: string): Promise<boolean> => {
    const answer = await run(reason);
    if (answer?.kind !== "done") return false;
    const entries = answer.value.entries.length;
    const made = entries === 0 ? "" : `，生成结转凭证 ${entries} 张`;
    void message.success(`${bookPeriodText(period)}已${step === "close" ? "结账" : "反结账"}${made}`);
    // The whole of 年终结转 reaches into the next year's book as well.
    refresh(booksPath);
    // What was made at year's end is shown; after a month the next one is looked at.
    if (!period.endsWith("13")) choose(undefined);
    return true;
  };
  return {
    go,
    busy: running.state === "running",
    problem: running.state === "refused" ? running.problem : undefined,
  };
}

/** The closing entries that were made, each with its voucher. */
function YearEnd({ closing: { book, period }, isClosed }: { closing: ClosingView; isClosed: boolean }) {
  const vouchers = useRemote<VoucherPage>(`${bookPath(book)}/vouchers`, { period });
  return (
    <section className="sf-panel sf-stack" aria-label="年终结转凭证">
      <h2>年终结转凭证</h2>
      <RemoteView remote={vouchers} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="sf-muted">{isClosed ? "本年收支均为零，没有结转凭证。" : "结账时自动生成。"}</p>
          ) : (
            <table className="sf-plain">
              <tbody>
                {items.map((voucher) => (
                  <tr key={voucher.id}>
                    <td>
                      <Link to={voucherAddress(book, voucher.id)}>{voucherText(voucher.id)}</Link>
                    </td>
                    <td>{voucher.summary}</td>
                    <td className="sf-right">
                      <Amount value={voucher.total} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </RemoteView>
    </section>
  );
}
