import "./PostingOrder.css";
import { Button, Modal } from "antd";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { PreparedView } from "../../../api/generated/types";
import { dateText } from "../../../kernel/period";
import type { Problem } from "../../../kernel/problem";
import { Amount } from "../../../ui/Amount";
import { ProblemView } from "../../../ui/ProblemView";
import { ordered, preparedText, shifted } from "./calls";

type PostingOrderProps = {
  vouchers: readonly PreparedView[];
  busy: boolean;
  problem: Problem | undefined;
  onPost: (numbers: readonly number[]) => void;
  onCancel: () => void;
};

/** 凭证整理: the order in which vouchers are posted, which is that of their numbers in each month. */
export function PostingOrder({ vouchers, busy, problem, onPost, onCancel }: PostingOrderProps) {
  const [order, setOrder] = useState<readonly PreparedView[]>(() => ordered(vouchers, "date"));
  const [dragged, setDragged] = useState<number>();
  const list = useRef<HTMLDivElement>(null);
  const step = (from: number, to: number) => {
    flushSync(() => setOrder(shifted(order, from, to)));
    list.current?.querySelectorAll<HTMLElement>("[role=option]")[Math.max(0, Math.min(to, order.length - 1))]?.focus();
  };
  const focusAt = (index: number) => list.current?.querySelectorAll<HTMLElement>("[role=option]")[index]?.focus();
  const post = () => onPost(order.map((one) => one.number));
  return (
    <Modal
      open
      width={760}
      title={`记账 ${order.length} 张：凭证号按下列顺序连续编排`}
      okText="按此顺序记账"
      cancelText="取消"
      okButtonProps={{ loading: busy, autoFocus: true }}
      onOk={post}
      onCancel={onCancel}
    >
      <div className="sf-stack">
        <div className="sf-row">
          <Button size="small" onClick={() => setOrder(ordered(order, "date"))}>
            按日期
          </Button>
          <Button size="small" onClick={() => setOrder(ordered(order, "number"))}>
            按制单号
          </Button>
          <span className="sf-muted sf-small">拖动，或选中一行按 Alt+↑ / Alt+↓ 调整顺序；Ctrl+Enter 记账</span>
        </div>
        {problem === undefined ? null : <ProblemView problem={problem} inline />}
        <div ref={list} className="sf-order" role="listbox" aria-label="记账顺序">
          {order.map((one, index) => (
            <div
              key={one.number}
              role="option"
              aria-selected={dragged === index}
              tabIndex={0}
              draggable
              onDragStart={() => setDragged(index)}
              onDragEnd={() => setDragged(undefined)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={() => {
                if (dragged !== undefined) setOrder(shifted(order, dragged, index));
                setDragged(undefined);
              }}
              onKeyDown={(event) => {
                const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) post();
                else if (by === 0) return;
                else if (event.altKey) step(index, index + by);
                else focusAt(index + by);
                event.preventDefault();
              }}
            >
              <span className="sf-order-place">{index + 1}</span>
              <span className="sf-order-date">{dateText(one.date)}</span>
              <span className="sf-order-number">{preparedText(one.number)}</span>
              <span className="sf-grow sf-order-summary">{one.summary}</span>
              <Amount value={one.total} />
            </div>
          ))}
        </div>
      </div>
    </Modal>
  );
}
