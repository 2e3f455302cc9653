import "../../ui/PaperPage.css";
import { PrinterOutlined } from "@ant-design/icons";
import { Button, DatePicker } from "antd";
import dayjs from "dayjs";
import { Link } from "react-router";
import type { OpenItems, Reconciliation, ThreeWay } from "../../api/generated/types";
import type { Fen } from "../../kernel/money";
import { negate } from "../../kernel/money";
import { useParameter } from "../../kernel/parameter";
import { dateText } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { UnitProvider } from "../../ui/unit";
import { accountPath } from "./matching";

/** 银行存款余额调节表 at a day (the last that a statement covers, until another is chosen), as it is printed, and the three-way check below. */
export function ReconciliationTab({ account, through }: { account: string; through: string | undefined }) {
  const [asked, chooseDate] = useParameter("date");
  const date = asked ?? through;
  const at = useRemote<Reconciliation>(`${accountPath(account)}/reconciliation`, { date });
  const three = useRemote<ThreeWay>(`${accountPath(account)}/three-way`, { date });
  return (
    <div className="sf-stack">
      <div className="sf-row sf-no-print">
        <DatePicker
          aria-label="调节日期"
          allowClear={false}
          value={dayjs(date)}
          onChange={(day) => chooseDate(day?.format("YYYY-MM-DD"))}
        />
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          打印
        </Button>
      </div>
      <RemoteView remote={at} rows={10}>
        {(value) => (
          <UnitProvider unit="yuan">
            <Paper at={value} />
          </UnitProvider>
        )}
      </RemoteView>
      {at.state === "ready" ? (
        <RemoteView remote={three} rows={3}>
          {(value) => <Agreements three={value} />}
        </RemoteView>
      ) : null}
    </div>
  );
}

function Paper({ at }: { at: Reconciliation }) {
  return (
    <article className="sf-panel sf-paper sf-bank-paper" aria-label="银行存款余额调节表">
      <h2>银行存款余额调节表</h2>
      <div className="sf-paper-line">
        <span>
          {at.accountName}　{at.bankName}
        </span>
        <span>
          {dateText(at.date)}　单位：元　
          <StatusTag tone={at.isEqual ? "good" : "bad"}>{at.isEqual ? "两边相等" : "两边不等"}</StatusTag>
        </span>
      </div>
      {at.through !== undefined && at.through < at.date ? (
        <p>对账单只到 {dateText(at.through)}，此后的银行方发生额尚未包括。</p>
      ) : null}
      <div className="sf-bank-sides">
        <Side
          name="银行对账单"
          balance={at.bankBalance}
          plus={["加：账已收、银行未收", at.bookIn]}
          minus={["减：账已付、银行未付", at.bookOut]}
          adjusted={at.adjustedBank}
        />
        <Side
          name="银行存款账面"
          balance={at.bookBalance}
          plus={["加：银行已收、账未收", at.bankIn]}
          minus={["减：银行已付、账未付", at.bankOut]}
          adjusted={at.adjustedBook}
          start={at.startDifference}
        />
      </div>
      {at.isEqual ? null : (
        <p role="alert">
          调节后相差 <Amount value={at.difference} />
          ，说明一方漏记或重记，请查明。
        </p>
      )}
      <div className="sf-bank-signs">
        <span>制表：</span>
        <span>复核：</span>
        <span>负责人：</span>
      </div>
    </article>
  );
}

type SideProps = {
  name: string;
  balance: Fen;
  plus: readonly [string, OpenItems];
  minus: readonly [string, OpenItems];
  adjusted: Fen;
  start?: Fen;
};

function Side({ name, balance, plus, minus, adjusted, start }: SideProps) {
  return (
    <table className="sf-paper-table">
      <caption className="sf-sr">{name}</caption>
      <tbody>
        <tr>
          <th scope="row">{name}余额</th>
          <td className="sf-right">
            <Amount value={balance} />
          </td>
        </tr>
        <Items title={plus[0]} items={plus[1]} />
        <Items title={minus[0]} items={minus[1]} />
        {start === undefined || start === 0 ? null : (
          <tr>
            <th scope="row">启用对账时双方差额（须查明）</th>
            <td className="sf-right">
              <Amount value={start} />
            </td>
          </tr>
        )}
        <tr>
          <th scope="row">调节后余额</th>
          <td className="sf-right">
            <Amount value={adjusted} strong />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Items({ title, items }: { title: string; items: OpenItems }) {
  return (
    <>
      <tr>
        <th scope="row">{title}</th>
        <td className="sf-right">
          <Amount value={items.sum} />
        </td>
      </tr>
      {items.items.map((one) => (
        <tr key={one.id} className="sf-bank-item">
          <td>
            {dateText(one.date)} {one.text}{" "}
            {one.book === undefined ? (
              one.reference
            ) : (
              <Link to={`/accounting/vouchers/${one.book}/${one.voucher}`}>{one.voucher}</Link>
            )}
          </td>
          <td className="sf-right">
            <Amount value={one.amount < 0 ? negate(one.amount) : one.amount} />
          </td>
        </tr>
      ))}
    </>
  );
}

function Agreements({ three }: { three: ThreeWay }) {
  return (
    <section className="sf-panel sf-stack sf-no-print sf-bank-paper" aria-label="三方核对">
      <h2>总账、日记账与银行核对</h2>
      <table className="sf-paper-table">
        <tbody>
          {three.agreements.map((one) => (
            <tr key={one.id}>
              <td>{one.leftName}</td>
              <td className="sf-right">
                <Amount value={one.left} />
              </td>
              <td>{one.rightName}</td>
              <td className="sf-right">
                <Amount value={one.right} />
              </td>
              <td>
                <StatusTag tone={one.isEqual ? "good" : "bad"}>{one.text}</StatusTag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
