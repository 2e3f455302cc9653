import { App, Button, Segmented } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { BookRow, PreparedPage, PreparedState, PreparedView } from "../../../api/generated/types";
import { useCommand } from "../../../kernel/command";
import { useParameter } from "../../../kernel/parameter";
import { useRefresh, useRemote } from "../../../kernel/remote";
import { useMay, useUser } from "../../../kernel/user";
import type { BulkOutcome } from "../../../ui/BulkResult";
import { BulkResult } from "../../../ui/BulkResult";
import { ProblemView } from "../../../ui/ProblemView";
import { ReasonDialog } from "../../../ui/ReasonDialog";
import { StatusTag } from "../../../ui/StatusTag";
import type { Column } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import type { ListAdapter } from "../../../ui/table/rows";
import { bookPath, voucherAddress } from "../books";
import type { Move, Withdraw } from "./calls";
import { move, movedOutcomes, preparedAddress, preparedPath, preparedText, preparedTones, withdrawAll } from "./calls";
import { PostingOrder } from "./PostingOrder";

const columns: readonly Column<PreparedView>[] = [
  {
    key: "number",
    title: "制单号",
    kind: "text",
    width: 100,
    frozen: true,
    value: (row) => preparedText(row.number),
    render: (row) => <Link to={preparedAddress(row.book, row.number)}>{preparedText(row.number)}</Link>,
  },
  {
    key: "state",
    title: "状态",
    kind: "text",
    width: 110,
    value: (row) => row.stateTitle,
    render: (row) => <StatusTag tone={preparedTones[row.state]}>{row.stateTitle}</StatusTag>,
  },
  { key: "date", title: "日期", kind: "date", value: (row) => row.date },
  { key: "summary", title: "摘要", kind: "text", width: 320, value: (row) => row.summary },
  { key: "lines", title: "分录", kind: "count", width: 70, value: (row) => row.lines.length },
  { key: "debit", title: "借方合计", kind: "amount", total: true, value: (row) => row.total },
  { key: "preparedBy", title: "制单", kind: "text", width: 140, value: (row) => row.preparedBy.name },
  { key: "auditedBy", title: "审核", kind: "text", width: 140, value: (row) => row.auditedBy?.name },
  { key: "note", title: "退回原因", kind: "text", width: 220, value: (row) => row.note },
  {
    key: "reverses",
    title: "冲销",
    kind: "text",
    width: 130,
    value: (row) => row.reverses,
    render: (row) =>
      row.reverses === undefined ? null : <Link to={voucherAddress(row.book, row.reverses)}>{row.reverses}</Link>,
  },
  { key: "papers", title: "附件", kind: "count", width: 70, hidden: true, value: (row) => row.papers },
];

const list: ListAdapter = {
  totals: (page) => {
    const { debit } = (page ?? {}) as Partial<PreparedPage>;
    return debit === undefined ? undefined : { debit };
  },
};

const waiting = [
  { state: "prepared", title: "待审核" },
  { state: "audited", title: "待记账" },
  { state: "returned", title: "已退回" },
] as const;

/** How many wait in each state; of one period when that is given. */
export function useWaiting(book: string, period: string | undefined) {
  const path = preparedPath(book);
  const counts = [
    useRemote<PreparedPage>(path, { state: "prepared", period, limit: 1 }),
    useRemote<PreparedPage>(path, { state: "audited", period, limit: 1 }),
    useRemote<PreparedPage>(path, { state: "returned", period, limit: 1 }),
  ].map((remote) => (remote.state === "ready" ? remote.value.total : undefined));
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return { total, of: (state: PreparedState) => counts[waiting.findIndex((one) => one.state === state)] };
}

/** 未记账凭证 of a book: audited, posted in an order of one's choice, sent back or dropped, many at once. */
export function PreparedList({ book, period }: { book: BookRow; period: string | undefined }) {
  const navigate = useNavigate();
  const [asked, chooseState] = useParameter("state");
  const state = waiting.find((one) => one.state === asked)?.state;
  const counts = useWaiting(book.book, period);
  const moves = useMoves(book.book);
  const path = new URLSearchParams({ ...(state ? { state } : {}), ...(period ? { period } : {}) }).toString();
  const options = [
    { value: "all", label: `全部 ${counts.total}` },
    ...waiting.map((one) => ({ value: one.state, label: `${one.title} ${counts.of(one.state) ?? "…"}` })),
  ];
  return (
    <>
      <Segmented
        aria-label="状态"
        style={{ alignSelf: "flex-start" }}
        value={state ?? "all"}
        options={options}
        onChange={(value) => chooseState(value === "all" ? undefined : value)}
      />
      {moves.outcomes.length === 0 ? null : (
        <BulkResult
          action={moves.deed}
          outcomes={moves.outcomes}
          onClose={moves.close}
          {...(moves.again === undefined ? {} : { onRetry: moves.again })}
        />
      )}
      {moves.problem === undefined ? null : <ProblemView problem={moves.problem} inline />}
      <DataTable
        id="prepared-vouchers"
        name={`${book.title}未记账凭证`}
        path={`${preparedPath(book.book)}${path === "" ? "" : `?${path}`}`}
        adapter={list}
        columns={columns}
        rowKey={(row) => String(row.number)}
        onOpen={(row) => void navigate(preparedAddress(row.book, row.number))}
        bulk={(rows, clear) => <Bulk rows={rows} clear={clear} moves={moves} book={book.book} />}
        empty={{ title: "没有未记账凭证", next: "在“凭证录入”中制单；审核、记账后的凭证在“已记账”中。" }}
      />
    </>
  );
}

type Moves = ReturnType<typeof useMoves>;

/** Steps of many vouchers; each stands or falls by itself, and what became of each is kept to be shown. */
function useMoves(book: string) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const { running, run } = useCommand(move);
  const [result, setResult] = useState<{ deed: string; outcomes: readonly BulkOutcome[]; step?: Move["step"] }>();
  const told = (deed: string, outcomes: readonly BulkOutcome[], step?: Move["step"]) => {
    setResult({ deed, outcomes, ...(step === undefined ? {} : { step }) });
    const refused = outcomes.filter((one) => one.problem !== undefined).length;
    if (refused === 0) void message.success(`${deed} ${outcomes.length} 张`);
    refresh(bookPath(book));
  };
  /** @returns Whether the server took it. */
  const step = async (what: Move["step"], numbers: readonly number[]): Promise<boolean> => {
    const answer = await run({ book, step: what, numbers });
    if (answer !== undefined) told(what === "audit" ? "审核通过" : "记账", movedOutcomes(answer), what);
    return answer !== undefined;
  };
  const last = result?.step;
  return {
    deed: result?.deed ?? "",
    outcomes: result?.outcomes ?? [],
    problem: running.state === "refused" ? running.problem : undefined,
    busy: running.state === "running",
    close: () => setResult(undefined),
    /** Tries the refused ones once more; not for what asked for a reason. */
    again: last === undefined ? undefined : (keys: readonly string[]) => void step(last, keys.map(Number)),
    step,
    withdraw: async (step: Withdraw["step"], numbers: readonly number[], reason: string) => {
      const all = numbers.map((number): Withdraw => ({ book, number, step, reason }));
      told(step === "drop" ? "作废" : "退回", await withdrawAll(all));
    },
  };
}

type BulkProps = { rows: readonly PreparedView[]; clear: () => void; moves: Moves; book: string };

const reasonLeast = 2;
const reasonMost = 200;

function Bulk({ rows, clear, moves }: BulkProps) {
  const user = useUser();
  const [mayPrepare, mayAudit, mayPost] = [useMay("voucher.prepare"), useMay("voucher.audit"), useMay("voucher.post")];
  const [asks, setAsks] = useState<"post" | Withdraw["step"]>();
  const of = (...states: PreparedState[]) => rows.filter((row) => states.includes(row.state));
  const [toAudit, toPost, toReturn] = [of("prepared"), of("audited"), of("prepared", "audited")];
  const toDrop = of("prepared", "returned").filter((row) => row.preparedBy.id === user?.id);
  const close = () => setAsks(undefined);
  const numbersOf = (some: readonly PreparedView[]) => some.map((row) => row.number);
  const isWithdrawal = asks === "drop" || asks === "send-back";
  return (
    <>
      {mayAudit ? (
        <Button
          type="primary"
          disabled={toAudit.length === 0}
          loading={moves.busy}
          onClick={() => void moves.step("audit", numbersOf(toAudit)).then(clear)}
        >
          审核通过 {toAudit.length}
        </Button>
      ) : null}
      {mayPost ? (
        <Button type={mayAudit ? "default" : "primary"} disabled={toPost.length === 0} onClick={() => setAsks("post")}>
          记账 {toPost.length}…
        </Button>
      ) : null}
      {mayAudit ? (
        <Button disabled={toReturn.length === 0} onClick={() => setAsks("send-back")}>
          退回 {toReturn.length}…
        </Button>
      ) : null}
      {mayPrepare ? (
        <Button danger disabled={toDrop.length === 0} onClick={() => setAsks("drop")}>
          作废 {toDrop.length}…
        </Button>
      ) : null}
      {asks === "post" ? (
        <PostingOrder
          vouchers={toPost}
          busy={moves.busy}
          problem={moves.problem}
          onPost={(numbers) =>
            void moves.step("post", numbers).then((taken) => {
              if (!taken) return;
              close();
              clear();
            })
          }
          onCancel={close}
        />
      ) : null}
      {isWithdrawal ? (
        <ReasonDialog
          open
          title={asks === "drop" ? `作废 ${toDrop.length} 张凭证` : `退回 ${toReturn.length} 张凭证`}
          least={reasonLeast}
          most={reasonMost}
          confirmText={asks === "drop" ? "作废" : "退回"}
          danger
          onConfirm={(reason) => {
            close();
            void moves.withdraw(asks, numbersOf(asks === "drop" ? toDrop : toReturn), reason).then(clear);
          }}
          onCancel={close}
        />
      ) : null}
    </>
  );
}
