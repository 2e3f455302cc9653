import type { AppropriationOrder } from "../../api/generated/types";
import { capitals } from "../../kernel/money";
import { dateText, timeText } from "../../kernel/period";
import { Amount } from "../../ui/Amount";
import { PaperPage } from "../../ui/PaperPage";
import { periodName, requestsPath } from "./requestList";
import { modes } from "./states";

/** The appropriation order (拨款申请单) as it goes on paper: always in 元, with capitals. */
export function OrderPage() {
  return (
    <PaperPage<AppropriationOrder> title="拨款申请单" path={(id) => `${requestsPath}/${id}/order`}>
      {(order) => <Order order={order} />}
    </PaperPage>
  );
}

function Order({ order }: { order: AppropriationOrder }) {
  return (
    <article className="sf-panel sf-paper">
      <h2>社会保险基金拨款申请单</h2>
      <div className="sf-paper-line">
        <span>单号：{order.number}</span>
        <span>日期：{dateText(order.issuedAt)}</span>
        <span>单位：元</span>
      </div>
      <table className="sf-paper-table">
        <tbody>
          <tr>
            <th scope="row">申请单位</th>
            <td>{order.agencyName}</td>
            <th scope="row">区划</th>
            <td>{order.divisionName}</td>
          </tr>
          <tr>
            <th scope="row">基金</th>
            <td>{order.fundName}</td>
            <th scope="row">期别</th>
            <td>{periodName(order.period)}</td>
          </tr>
          <tr>
            <th scope="row">支出类型</th>
            <td>{order.kindName}</td>
            <th scope="row">拨款方式</th>
            <td>{modes[order.mode] ?? order.mode}</td>
          </tr>
          <tr>
            <th scope="row">用途</th>
            <td colSpan={3}>{order.purpose}</td>
          </tr>
        </tbody>
      </table>
      <table className="sf-paper-table">
        <thead>
          <tr>
            <th scope="col">支出项目</th>
            <th scope="col">预算项目</th>
            <th scope="col" className="sf-right">
              笔数
            </th>
            <th scope="col" className="sf-right">
              金额
            </th>
          </tr>
        </thead>
        <tbody>
          {order.items.map((item) => (
            <tr key={item.item}>
              <td>{item.name}</td>
              <td>{item.budgetLine}</td>
              <td className="sf-right">{item.lines.toLocaleString()}</td>
              <td className="sf-right">
                <Amount value={item.amount} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row" colSpan={2}>
              合计
            </th>
            <td className="sf-right">{order.lines.toLocaleString()}</td>
            <td className="sf-right">
              <Amount value={order.amount} />
            </td>
          </tr>
          <tr>
            <th scope="row">人民币（大写）</th>
            <td colSpan={3}>{capitals(order.amount)}</td>
          </tr>
        </tbody>
      </table>
      <table className="sf-paper-table">
        <thead>
          <tr>
            <th scope="col">审核</th>
            <th scope="col">姓名</th>
            <th scope="col">时间</th>
            <th scope="col">意见</th>
          </tr>
        </thead>
        <tbody>
          {order.reviewed.map((decision) => (
            <tr key={decision.at}>
              <td>{reviewTitles[decision.step] ?? decision.step}</td>
              <td>{decision.by.name}</td>
              <td>{timeText(decision.at)}</td>
              <td>{decision.opinion === "" ? "同意" : decision.opinion}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="sf-paper-line">
        <span>附件 {order.attachments.length} 份</span>
        <span>国库审核：　　　　　　</span>
        <span>经办：　　　　　　</span>
      </div>
    </article>
  );
}

const reviewTitles: Record<string, string> = { clerk: "社保处初审", reviewer: "社保处复审", head: "社保处负责人" };
