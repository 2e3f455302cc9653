import "./Pipeline.css";
import type { DetailBatch, DetailProgress } from "../../../api/generated/types";
import { fen, unitText } from "../../../kernel/money";
import { timeText } from "../../../kernel/period";
import { Amount } from "../../../ui/Amount";
import { useShownUnit } from "../../../ui/unit";
import type { StageMark } from "./states";
import { isBalanced, sharesOf, stageMarks, stageWork } from "./states";

const words: Record<StageMark["state"], string> = { done: "已完成", now: "进行中", open: "未进行", failed: "未通过" };

/** 整理 → 校验: the six stages with what came out of each. */
export function Pipeline({ batch, progress }: { batch: DetailBatch; progress: DetailProgress | undefined }) {
  return (
    <>
      <ol className="sf-pipe" aria-label="治理过程">
        {stageMarks(batch, progress !== undefined).map((mark) => (
          <Stage key={mark.name} mark={mark} />
        ))}
      </ol>
      {batch.isFinished ? null : (
        <p className="sf-pipe-running" role="status">
          {progress === undefined
            ? "正在读取文件……"
            : `${progress.stage}：已检查 ${progress.rowsDone.toLocaleString("zh-CN")} 行（${timeText(progress.at)}）`}
        </p>
      )}
    </>
  );
}

function Stage({ mark: { name, state, stage } }: { mark: StageMark }) {
  const { does, unit } = stageWork[name];
  return (
    <li data-state={state} title={stage?.note}>
      <div className="sf-pipe-name">
        <b>{name}</b>
        <span className="sf-sr">{words[state]}</span>
        <span className="sf-muted sf-small">{does}</span>
      </div>
      <div className="sf-pipe-count">
        {stage?.count === undefined ? (
          <span className="sf-muted">—</span>
        ) : (
          <>
            {stage.count.toLocaleString("zh-CN")}
            <span className="sf-muted sf-small"> {unit}</span>
          </>
        )}
      </div>
      <div className="sf-pipe-fen">{stage?.fen === undefined ? "　" : <Sum amount={stage.fen} />}</div>
    </li>
  );
}

function Sum({ amount }: { amount: number }) {
  const unit = useShownUnit();
  return (
    <>
      <Amount value={fen(amount)} /> <span className="sf-muted sf-small">{unitText[unit]}</span>
    </>
  );
}

type BalanceProps = Pick<DetailBatch, "received" | "accepted" | "returned" | "duplicate">;

/** Received = accepted + duplicate + returned, drawn as one bar and told in rows and money. */
export function Balance(parts: BalanceProps) {
  if (parts.received === undefined) return null;
  const shares = sharesOf(parts);
  return (
    <section className="sf-balance" aria-label="收到与去向">
      <div className="sf-balance-bar" aria-hidden="true">
        {shares.map((share) => (
          <span key={share.key} data-part={share.key} style={{ width: `${share.percent}%` }} />
        ))}
      </div>
      <dl>
        <div>
          <dt>收到</dt>
          <dd>{parts.received.rows.toLocaleString("zh-CN")} 行</dd>
          <dd>
            <Sum amount={parts.received.fen} />
          </dd>
        </div>
        {shares.map((share, index) => (
          <div key={share.key} data-part={share.key}>
            <dt>
              <span className="sf-balance-sign" aria-hidden="true">
                {index === 0 ? "=" : "+"}
              </span>
              {share.title}
            </dt>
            <dd>{share.part.rows.toLocaleString("zh-CN")} 行</dd>
            <dd>
              <Sum amount={share.part.fen} />
            </dd>
          </div>
        ))}
        <div>
          <dt>核对</dt>
          <dd className={isBalanced(parts) ? "sf-good" : "sf-bad"}>
            {isBalanced(parts) ? "✓ 行数、金额均相符" : "✕ 不相符，请联系系统管理员"}
          </dd>
        </div>
      </dl>
    </section>
  );
}
