import { Button } from "antd";
import { Link } from "react-router";
import type { BankLine, BookLine, PageOfSuggestion, Suggestion } from "../../api/generated/types";
import { dateText } from "../../kernel/period";
import type { Remote } from "../../kernel/problem";
import { Amount } from "../../ui/Amount";
import { KeyCaps } from "../../ui/KeyCaps";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { reasonsText } from "./matching";

/** As many as there are digits to choose them by. */
export const candidatesMax = 9;

type CandidatesProps = {
  line: BankLine;
  candidates: Remote<PageOfSuggestion>;
  book: ReadonlyMap<string, BookLine>;
  threshold: number;
  mayMatch: boolean;
  onTake: (one: Suggestion) => void;
};

/** Everything that one open line of the bank may belong to, the best first, each with its reasons and points. */
export function Candidates({ line, candidates, book, threshold, mayMatch, onTake }: CandidatesProps) {
  return (
    <section className="sf-panel sf-stack sf-banking-foot" aria-label="候选">
      <div className="sf-row">
        <h2>候选</h2>
        <span className="sf-muted">
          {dateText(line.date)} {line.counterparty} {line.summary}
        </span>
        <Amount value={line.amount} />
      </div>
      <RemoteView remote={candidates} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="sf-muted">账上没有相近的分录：可能是未达账项，也可以标记两边后手工勾对。</p>
          ) : (
            <ol className="sf-bank-candidates">
              {items.slice(0, candidatesMax).map((one, index) => (
                <li key={one.book.join()} className="sf-row">
                  {mayMatch ? <KeyCaps keys={String(index + 1)} /> : null}
                  <StatusTag tone={one.isTied ? "warn" : one.score >= threshold ? "good" : "neutral"}>
                    {`${one.score}分`}
                  </StatusTag>
                  <span className="sf-grow">
                    {one.book.map((id) => (
                      <BookText key={id} line={book.get(id)} />
                    ))}
                    <span className="sf-muted sf-small">{reasonsText(one)}</span>
                  </span>
                  <Amount value={one.amount} />
                  {mayMatch ? (
                    <Button size="small" onClick={() => onTake(one)}>
                      勾对
                    </Button>
                  ) : null}
                </li>
              ))}
            </ol>
          )
        }
      </RemoteView>
    </section>
  );
}

function BookText({ line }: { line: BookLine | undefined }) {
  if (line === undefined) return null;
  return (
    <div>
      {dateText(line.date)} {line.summary}{" "}
      <Link to={`/accounting/vouchers/${line.book}/${line.voucher}`}>{line.voucher}</Link>
    </div>
  );
}
