import "./UseBar.css";
import type { Use } from "./use";
import { partsOf, shareText } from "./use";

/** What is used (full), reserved (hatched) and left of a budget line. The figures stand beside it in the table. */
export function UseBar({ use }: { use: Use }) {
  const { used, reserved, isOver } = partsOf(use);
  const words = `已用和已占用 ${shareText(use)}${isOver ? "，超出预算" : ""}`;
  return (
    <span className="sf-usebar" data-over={isOver} title={words}>
      <span className="sf-usebar-track" role="img" aria-label={words}>
        <span className="sf-usebar-used" style={{ width: `${used / 10}%` }} />
        <span className="sf-usebar-reserved" style={{ width: `${reserved / 10}%` }} />
      </span>
      <span className="sf-usebar-text">{shareText(use)}</span>
    </span>
  );
}

export function UseBarKeys() {
  return (
    <div className="sf-usebar-keys sf-muted sf-small" aria-hidden="true">
      <span className="sf-usebar-used">已支出</span>
      <span className="sf-usebar-reserved">已占用（审核、支付中）</span>
      <span>可用</span>
    </div>
  );
}
