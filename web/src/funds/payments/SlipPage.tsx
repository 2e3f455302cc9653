import type { PaymentSlip } from "../../api/generated/types";
import { dateText } from "../../kernel/period";
import { Amount } from "../../ui/Amount";
import { PaperPage } from "../../ui/PaperPage";
import { batchesPath } from "./address";

/** The paper slip (拨款凭证) that the treasury carries to the bank where it pays by paper. */
export function SlipPage() {
  return (
    <PaperPage<PaymentSlip> title="拨款凭证" path={(id) => `${batchesPath}/${id}/slip`}>
      {(slip) => <Slip slip={slip} />}
    </PaperPage>
  );
}

function Slip({ slip }: { slip: PaymentSlip }) {
  return (
    <article className="sf-panel sf-paper">
      <h2>社会保险基金拨款凭证</h2>
      <div className="sf-paper-line">
        <span>批次：{slip.batch}</span>
        <span>日期：{dateText(slip.issuedAt)}</span>
        <span>单位：元</span>
      </div>
      <table className="sf-paper-table">
        <tbody>
          <tr>
            <th scope="row">区划</th>
            <td>{slip.divisionName}</td>
            <th scope="row">基金</th>
            <td>{slip.fundName}</td>
          </tr>
          <tr>
            <th scope="row">付款人</th>
            <td>{slip.payerName}</td>
            <th scope="row">付款账号</th>
            <td>{slip.payerAccount}</td>
          </tr>
          <tr>
            <th scope="row">开户行</th>
            <td>{slip.payerBank}</td>
            <th scope="row">笔数</th>
            <td>{slip.lines.toLocaleString()}</td>
          </tr>
          <tr>
            <th scope="row">金额（大写）</th>
            <td>{slip.capitals}</td>
            <th scope="row">金额（小写）</th>
            <td>
              <Amount value={slip.amount} />
            </td>
          </tr>
          <tr>
            <th scope="row">用途</th>
            <td colSpan={3}>{slip.purpose}</td>
          </tr>
        </tbody>
      </table>
      <table className="sf-paper-table">
        <caption className="sf-sr">收款人清单</caption>
        <thead>
          <tr>
            <th scope="col">行</th>
            <th scope="col">收款人</th>
            <th scope="col">收款账号</th>
            <th scope="col">开户行</th>
            <th scope="col" className="sf-right">
              金额
            </th>
          </tr>
        </thead>
        <tbody>
          {slip.items.map((item) => (
            <tr key={item.line}>
              <td>{item.line}</td>
              <td>{item.name}</td>
              <td>{item.account}</td>
              <td>{item.bankName}</td>
              <td className="sf-right">
                <Amount value={item.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {slip.lines > slip.items.length ? (
        <p>
          共 {slip.lines.toLocaleString()} 笔，本凭证列出前 {slip.items.length} 笔，其余见所附明细表。
        </p>
      ) : null}
      <div className="sf-paper-line">
        <span>国库审核：　　　　　　</span>
        <span>出纳：　　　　　　</span>
        <span>银行签章：　　　　　　</span>
      </div>
    </article>
  );
}
