import "../../ui/plain.css";
import { Link } from "react-router";
import type { RequestView, VoucherRef } from "../../api/generated/types";
import { dateText } from "../../kernel/period";
import { Amount } from "../../ui/Amount";
import { EmptyState } from "../../ui/EmptyState";
import { batchAddress } from "../payments/address";
import { voucherAddress } from "./links";

/** What was instructed round by round, what came of it, and how it was booked. */
export function RoundList({ view }: { view: RequestView }) {
  const { rounds, refunds } = view.request;
  if (rounds.length === 0) {
    return (
      <div className="sf-panel">
        <EmptyState title="还没有支付" next="国库审核同意后生成支付批次，回单到达后自动记账。" />
      </div>
    );
  }
  return (
    <div className="sf-panel sf-scroll-x">
      <table className="sf-plain">
        <caption className="sf-sr">支付轮次与凭证</caption>
        <thead>
          <tr>
            <th scope="col">轮次</th>
            <th scope="col">支付批次</th>
            <th scope="col" className="sf-right">
              应付
            </th>
            <th scope="col" className="sf-right">
              已付
            </th>
            <th scope="col" className="sf-right">
              失败
            </th>
            <th scope="col">支付日期</th>
            <th scope="col">凭证</th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((round) => (
            <tr key={round.number}>
              <td>第 {round.number} 轮</td>
              <td>
                <Link to={batchAddress(round.batch)}>{round.batch}</Link>
              </td>
              <td className="sf-right">
                <Amount value={round.asked} />
              </td>
              <td className="sf-right">
                <Amount value={round.paid} />
              </td>
              <td className="sf-right">
                <Amount value={round.failed} />
              </td>
              <td>{round.paidOn === undefined ? "—" : dateText(round.paidOn)}</td>
              <td>
                <Voucher voucher={round.voucher} />
              </td>
            </tr>
          ))}
          {refunds.map((refund) => (
            <tr key={refund.key}>
              <td>退汇</td>
              <td>
                第 {refund.round} 轮，{refund.lines.length} 笔
              </td>
              <td colSpan={3}>{refund.lines.map((line) => `第 ${line.number} 行：${line.reason}`).join("；")}</td>
              <td>{dateText(refund.on)}</td>
              <td>
                <Voucher voucher={refund.voucher} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Voucher({ voucher }: { voucher: VoucherRef | undefined }) {
  if (voucher === undefined) return <span className="sf-muted">未记账</span>;
  return <Link to={voucherAddress(voucher)}>{voucher.number}</Link>;
}
