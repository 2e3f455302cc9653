import type { StatementCheckView } from "../../../api/generated/types";
import { yuan } from "../../../kernel/money";

/** What the statement checks of itself: in one line when all is well, otherwise every failure in words. */
export function Checks({ checks }: { checks: readonly StatementCheckView[] }) {
  const failed = checks.filter((check) => !check.isGood);
  if (checks.length === 0) return null;
  if (failed.length === 0) {
    return (
      <p className="sf-checks-good" role="status">
        ✓ 勾稽关系 {checks.length} 项全部相符
      </p>
    );
  }
  return (
    <section className="sf-checks-bad" role="alert" aria-label="勾稽关系不符">
      <b>
        ▲ 勾稽关系 {checks.length} 项中有 {failed.length} 项不符
      </b>
      <ul>
        {failed.map((check) => (
          <li key={`${check.title}-${check.column}`}>
            {check.column}：{check.title}不成立，相差 {yuan(check.difference)} 元{reason(check.title)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Between two levels a difference is usually money on its way. */
function reason(title: string): string {
  return title.endsWith("两级一致") ? "（多为一级已付、另一级尚未入账的在途资金，未予抵销）" : "";
}
