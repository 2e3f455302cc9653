import "../../../ui/plain.css";
import { Drawer } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type {
  PrepaymentDetail,
  PrepaymentRest,
  PrepaymentView,
  RowProblem,
  StatementAnswer,
} from "../../../api/generated/types";
import { fundText } from "../../../kernel/funds";
import { sum } from "../../../kernel/money";
import { useRefresh, useRemote } from "../../../kernel/remote";
import { useMay } from "../../../kernel/user";
import { Amount } from "../../../ui/Amount";
import { DescriptionList } from "../../../ui/DescriptionList";
import { EmptyState } from "../../../ui/EmptyState";
import { FileDrop } from "../../../ui/FileDrop";
import { RemoteView } from "../../../ui/RemoteView";
import { RowProblems } from "../../../ui/RowProblems";
import { tableBytesMax } from "../../../ui/TableDrop";
import { SourceText } from "../SourceText";
import { Ages } from "./Ages";
import { bankAccountOf, comparisons, ledgerOf, prepaymentsPath, voucherAddress } from "./memo";

type PrepaidDrawerProps = { row: PrepaymentView; onClose: () => void };

/** Why a 支出户 has its balance: prepayments that wait, details that found none, and what agency and bank say. */
export function PrepaidDrawer({ row, onClose }: PrepaidDrawerProps) {
  const detail = useRemote<PrepaymentDetail>(`${prepaymentsPath}/${row.book}`, {
    agency: row.agency,
    bankAccount: row.bankAccount,
  });
  return (
    <Drawer
      open
      onClose={onClose}
      size={1000}
      title={`${row.agencyName}　${fundText(row.fund)}支出户 ${row.bankAccount}`}
      extra={<Link to={ledgerOf(row)}>明细账</Link>}
    >
      <RemoteView remote={detail} rows={8}>
        {(value) => <Explained detail={value} />}
      </RemoteView>
    </Drawer>
  );
}

function Explained({ detail }: { detail: PrepaymentDetail }) {
  const { open, uncovered } = detail;
  return (
    <div className="sf-stack">
      <DescriptionList
        items={[
          { label: "支出户余额", value: <Amount value={detail.balance} strong /> },
          ...comparisons(detail).map((side) => ({
            label: side.name,
            value: (
              <>
                <Amount value={side.value} />
                {side.difference === 0 ? (
                  <span className="sf-muted"> 一致</span>
                ) : (
                  <span>
                    {" "}
                    相差 <Amount value={side.difference} />
                  </span>
                )}
              </>
            ),
          })),
        ]}
      />
      <Missing detail={detail} />
      <Rests title="未核销的预拨（先拨先销）" rests={open} restTitle="未核销" />
      {uncovered.length === 0 ? null : (
        <Rests title="没有预拨可销的支付明细（超支）" rests={uncovered} restTitle="超支" />
      )}
      {open.length === 0 ? null : (
        <Ages title="账龄" ages={detail.ages} total={sum(open.map(({ rest }) => rest))} totalName="未核销合计" />
      )}
      {open.length + uncovered.length === 0 ? (
        <EmptyState title="预拨已全部核销" next="支出户按本系统计算没有余额。" />
      ) : null}
    </div>
  );
}

/** What there is nothing to compare with yet, and how to change that. */
function Missing({ detail }: { detail: PrepaymentDetail }) {
  const mayImport = useMay("voucher.prepare");
  return (
    <>
      {detail.agencyBook === undefined ? <p className="sf-muted">没有经办机构的辅助账可核对。</p> : null}
      {detail.bank === undefined ? <p className="sf-muted">没有导入支出户的银行对账单。</p> : null}
      {mayImport ? <Statement detail={detail} /> : null}
    </>
  );
}

function Statement({ detail }: { detail: PrepaymentDetail }) {
  const refresh = useRefresh();
  const [problems, setProblems] = useState<readonly RowProblem[]>([]);
  return (
    <details className="sf-no-print">
      <summary>导入支出户对账单</summary>
      <div className="sf-stack" style={{ marginTop: 8 }}>
        <FileDrop<StatementAnswer>
          path="/api/banking/statements"
          query={{ account: bankAccountOf(detail) }}
          accept=".csv,.xlsx,.txt,.sta,.xml"
          maxBytes={tableBytesMax}
          hint="银行对账单（CSV、xlsx、MT940、camt.053），不超过 16 MB；须带余额"
          onDone={(_, answer) => {
            if (answer.kind !== "done") return;
            setProblems(answer.value.problems);
            refresh(prepaymentsPath);
          }}
        />
        <RowProblems id="agency-statement-problems" problems={problems} />
      </div>
    </details>
  );
}

type RestsProps = { title: string; rests: readonly PrepaymentRest[]; restTitle: string };

function Rests({ title, rests, restTitle }: RestsProps) {
  if (rests.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <div className="sf-scroll-x">
        <table className="sf-plain sf-memo-wrap">
          <thead>
            <tr>
              <th scope="col">日期</th>
              <th scope="col" className="sf-right">
                天数
              </th>
              <th scope="col">项目</th>
              <th scope="col" className="sf-right">
                金额
              </th>
              <th scope="col" className="sf-right">
                {restTitle}
              </th>
              <th scope="col">来源</th>
              <th scope="col">凭证</th>
            </tr>
          </thead>
          <tbody>
            {rests.map((rest) => (
              <tr key={`${rest.voucher.book}-${rest.voucher.voucher}-${rest.item}`}>
                <td style={{ whiteSpace: "nowrap" }}>{rest.date}</td>
                <td className="sf-right">{rest.days}</td>
                <td>{rest.itemName}</td>
                <td className="sf-right">
                  <Amount value={rest.amount} />
                </td>
                <td className="sf-right">
                  <Amount value={rest.rest} />
                </td>
                <td>
                  <SourceText source={rest.source} />
                </td>
                <td style={{ whiteSpace: "nowrap" }}>
                  <Link to={voucherAddress(rest.voucher)}>{rest.voucher.number}</Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
