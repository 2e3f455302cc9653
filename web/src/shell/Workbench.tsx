import { Link } from "react-router";
import { Overview } from "../analytics/consolidation/Overview";
import type { RequestPage, RequestRow, TodoCount } from "../api/generated/types";
import { isOverdue, requestAddress, requestsPath } from "../funds/expenditure/requestList";
import { stateTones } from "../funds/expenditure/states";
import { fundText } from "../kernel/funds";
import { timeText } from "../kernel/period";
import { useRemote } from "../kernel/remote";
import { useMay } from "../kernel/user";
import { Amount } from "../ui/Amount";
import { EmptyState } from "../ui/EmptyState";
import { RemoteView } from "../ui/RemoteView";
import { StatusTag } from "../ui/StatusTag";
import { todoAddress, todoTitle } from "./todo";

/** What waits, what is late, what came back, what moved last. Every figure opens the list that it counts. */
export function Workbench() {
  const figures = useMay("lake.view");
  return (
    <>
      <Todos />
      {figures ? <Overview /> : null}
      <div className="sf-bench">
        <RequestPanel
          title="最急的待办"
          query={{ mine: "todo", orderBy: "deadline" }}
          all="/expenditure/requests?mine=todo&sort=deadline"
          time="deadline"
          empty="没有等您办理的用款申请。"
        />
        <RequestPanel
          title="已退回"
          query={{ state: "returned", orderBy: "-changedAt" }}
          all="/expenditure/requests?state=returned&sort=-changedAt"
          time="deadline"
          empty="没有退回的用款申请。"
        />
        <RequestPanel
          title="最近变动"
          query={{ orderBy: "-changedAt" }}
          all="/expenditure/requests?sort=-changedAt"
          time="changedAt"
          empty="还没有用款申请。"
        />
      </div>
    </>
  );
}

function Todos() {
  const remote = useRemote<{ items: readonly TodoCount[] }>("/api/expenditure/todo");
  const cashier = useMay("treasury.pay");
  return (
    <section className="sf-panel" aria-label="我的待办">
      <h2>我的待办</h2>
      <RemoteView remote={remote} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="sf-muted">您的岗位没有需要办理的环节，可在下方查看申请的进展。</p>
          ) : (
            <ul className="sf-todos">
              {items.map((item) => (
                <Todo key={item.action} item={item} />
              ))}
              {cashier ? <Exceptions /> : null}
            </ul>
          )
        }
      </RemoteView>
    </section>
  );
}

function Todo({ item }: { item: TodoCount }) {
  return (
    <li>
      <Link to={todoAddress(item.action)} className="sf-todo">
        <span>{todoTitle(item.action, item.title)}</span>
        <b className={item.count === 0 ? "sf-muted" : undefined}>{item.count.toLocaleString()}</b>
        <span className="sf-muted">件</span>
      </Link>
      <div className="sf-todo-sum">
        <Amount value={item.amount} />
      </div>
      {item.overdue === 0 ? (
        <span className="sf-muted sf-small">没有超期</span>
      ) : (
        <Link to={todoAddress(item.action, true)} className="sf-small sf-todo-late">
          超期 {item.overdue.toLocaleString()} 件
        </Link>
      )}
    </li>
  );
}

function Exceptions() {
  const remote = useRemote<{ total: number }>("/api/payments/exceptions", { state: "open", limit: 1 });
  const count = remote.state === "ready" ? remote.value.total : undefined;
  return (
    <li>
      <Link to="/payments/exceptions?state=open" className="sf-todo">
        <span>支付异常待处理</span>
        <b className={count === 0 ? "sf-muted" : undefined}>{count?.toLocaleString() ?? "—"}</b>
        <span className="sf-muted">行</span>
      </Link>
      <span className="sf-muted sf-small">银行回单中对不上的行</span>
    </li>
  );
}

type RequestPanelProps = {
  title: string;
  query: Record<string, string>;
  /** The list with the same filter. */
  all: string;
  time: "deadline" | "changedAt";
  empty: string;
};

const shown = 8;

function RequestPanel({ title, query, all, time, empty }: RequestPanelProps) {
  const remote = useRemote<RequestPage>(requestsPath, { ...query, limit: shown });
  const total = remote.state === "ready" ? remote.value.total : undefined;
  return (
    <section className="sf-panel sf-bench-panel" aria-label={title}>
      <div className="sf-row">
        <h2>{title}</h2>
        <span className="sf-grow" />
        <Link to={all}>{total === undefined ? "全部" : `全部 ${total.toLocaleString()} 件`}</Link>
      </div>
      <RemoteView remote={remote} rows={4}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={empty} next="有新的申请时会出现在这里。" />
          ) : (
            <ul className="sf-bench-rows">
              {page.items.map((row) => (
                <Row key={row.id} row={row} time={time} />
              ))}
            </ul>
          )
        }
      </RemoteView>
    </section>
  );
}

function Row({ row, time }: { row: RequestRow; time: "deadline" | "changedAt" }) {
  const late = time === "deadline" && isOverdue(row, Date.now());
  return (
    <li>
      <div className="sf-bench-line">
        <Link to={requestAddress(row.id)}>{row.id}</Link>
        <Amount value={row.total} />
      </div>
      <div className="sf-bench-line sf-small">
        <span className="sf-muted sf-bench-what">
          {fundText(row.fund)}　{row.kindName}　{row.agencyName}
        </span>
        <StatusTag tone={stateTones[row.state] ?? "neutral"}>{row.stepTitle}</StatusTag>
        <span className={late ? "sf-todo-late" : "sf-muted"}>
          {late ? "已超期 " : ""}
          {timeText(row[time] ?? "")}
        </span>
      </div>
    </li>
  );
}
