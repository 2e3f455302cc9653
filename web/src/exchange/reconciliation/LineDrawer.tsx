import { Drawer } from "antd";
import { Link } from "react-router";
import type { MatchLine, ReconciliationView, SourceRef, SuspensePage } from "../../api/generated/types";
import { suspenseStates, ticketAddress } from "../../funds/accounting/suspense";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { fen } from "../../kernel/money";
import { useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { Amount } from "../../ui/Amount";
import { useDivision } from "../../ui/DivisionSelect";
import { StatusTag } from "../../ui/StatusTag";
import { DecisionForm, nameOf } from "./DecisionForm";
import { monthText } from "./MatchPage";
import { SourceCells } from "./SourceCells";

type LineDrawerProps = { line: MatchLine; rules: ReconciliationView; onClose: () => void };

/** One payer's month: the three sides beside each other, each with the line it was received in. */
export function LineDrawer({ line, rules, onClose }: LineDrawerProps) {
  return (
    <Drawer open onClose={onClose} size={1180} title={`${line.payerName ?? line.payer} ${monthText(line.period)}`}>
      <div className="sf-stack">
        <p>
          {fundText(line.fund)} · {divisionText(line.region)} · {nameOf(line.status, rules.match.statuses)} · 差额{" "}
          <Amount value={fen(line.differenceFen)} strong /> ，{line.reason}
        </p>
        <DecisionForm
          question="three-way-match"
          line={line.id}
          division={line.region}
          verdicts={rules.match.verdicts}
          decision={line.decision}
        />
        {line.ticket === undefined ? null : <BookedTicket ticket={line.ticket} fund={line.fund} />}
        <div className="sf-match-sides">
          <Side title="经办" amount={line.agencyFen} period={line.period} source={line.agency} />
          <Side title="税务" amount={line.taxFen} period={line.taxPeriod} source={line.tax} />
          <Side title="国库" amount={line.treasuryFen} period={line.treasuryPeriod} source={line.treasury} />
        </div>
        {line.tickets > 1 ? <p className="sf-muted">由 {line.tickets} 张税票合计，这里列出第一张的原始行。</p> : null}
      </div>
    </Drawer>
  );
}

/** The ticket as the books know it, where they do. */
function BookedTicket({ ticket, fund }: { ticket: string; fund: string }) {
  const may = useMay("book.view");
  const [division] = useDivision();
  const page = useRemote<SuspensePage>(may ? "/api/accounting/suspense" : undefined, { division, fund, ticket });
  if (page.state !== "ready") return null;
  const booked = page.value.items.find(({ row }) => row.ticket === ticket)?.row;
  if (booked === undefined) return <p className="sf-muted">票号 {ticket} 还没有在账内登记划款或征缴明细。</p>;
  const { tone, text } = suspenseStates[booked.state] ?? { tone: "neutral", text: booked.state };
  return (
    <p className="sf-row">
      <Link to={ticketAddress(booked.id)}>查看票号 {ticket} 的入账情况</Link>
      <StatusTag tone={tone}>{text}</StatusTag>
    </p>
  );
}

type SideProps = {
  title: string;
  amount: number | undefined;
  period: string | undefined;
  source: SourceRef | undefined;
};

function Side({ title, amount, period, source }: SideProps) {
  return (
    <section className="sf-match-side" aria-label={title}>
      <h3>{title}</h3>
      {amount === undefined || source === undefined ? (
        <p className="sf-muted">没有记录</p>
      ) : (
        <>
          <p>
            <Amount value={fen(amount)} strong /> 属期 {period === undefined ? "未注明" : monthText(period)}
          </p>
          <SourceCells source={source} />
        </>
      )}
    </section>
  );
}
