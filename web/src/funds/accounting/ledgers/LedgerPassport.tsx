import "../../../ui/plain.css";
import "./Ledgers.css";
import { Button, Drawer, Typography } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { LedgerPassport as LedgerPassportView, PassportVoucher } from "../../../api/generated/types";
import { get } from "../../../kernel/api";
import type { Fen } from "../../../kernel/money";
import { exactSum, unitText } from "../../../kernel/money";
import { useRemote } from "../../../kernel/remote";
import { Amount } from "../../../ui/Amount";
import { EmptyState } from "../../../ui/EmptyState";
import { RemoteView } from "../../../ui/RemoteView";
import { useShownUnit } from "../../../ui/unit";
import { voucherAddress } from "../books";
import { SourceText } from "../SourceText";

type Query = Readonly<Record<string, string | undefined>>;

type LedgerPassportProps = { book: string; query: Query; onClose: () => void };

/** 数字护照 of an account's turnover: its vouchers, their requests with the received file, lines of that file. */
export function LedgerPassport({ book, query, onClose }: LedgerPassportProps) {
  const path = `/api/standing/books/${book}/passport`;
  const passport = useRemote<LedgerPassportView>(path, query);
  return (
    <Drawer open onClose={onClose} size="large" title="数字护照：这个数从哪里来">
      <RemoteView remote={passport} rows={6}>
        {(first) => <Vouchers key={first.account} path={path} query={query} first={first} />}
      </RemoteView>
    </Drawer>
  );
}

function Vouchers({ path, query, first }: { path: string; query: Query; first: LedgerPassportView }) {
  const unit = useShownUnit();
  const [more, setMore] = useState<readonly LedgerPassportView[]>([]);
  const [isReading, setReading] = useState(false);
  const pages = [first, ...more];
  const vouchers = pages.flatMap((page) => page.vouchers);
  const next = pages.at(-1)?.next;
  const read = async () => {
    setReading(true);
    const page = await get<LedgerPassportView>(path, { ...query, continuation: next });
    setMore([...more, page]);
    setReading(false);
  };
  if (vouchers.length === 0) return <EmptyState title="这段时间没有发生额" next="换一个科目或期间。" />;
  const debit = exactSum(vouchers.map((voucher) => voucher.debit));
  const credit = exactSum(vouchers.map((voucher) => voucher.credit));
  return (
    <div className="sf-stack">
      <p className="sf-row">
        <b>
          {first.account} {first.accountName}
        </b>
        <span>
          借方 <Amount value={first.debit} strong /> {unitText[unit]}
        </span>
        <span>
          贷方 <Amount value={first.credit} strong /> {unitText[unit]}
        </span>
        {next === undefined ? (
          <Check holds={debit === first.debit && credit === first.credit}>各凭证之和等于上面的数字</Check>
        ) : (
          <span className="sf-muted">已列出一部分凭证</span>
        )}
      </p>
      {vouchers.map((voucher) => (
        <Voucher key={`${voucher.number} ${voucher.debit} ${voucher.credit}`} book={first.book} voucher={voucher} />
      ))}
      {next === undefined ? null : (
        <Button loading={isReading} onClick={() => void read()}>
          再列一些凭证
        </Button>
      )}
    </div>
  );
}

function Voucher({ book, voucher }: { book: string; voucher: PassportVoucher }) {
  const { document, debit, credit } = voucher;
  return (
    <section className="sf-panel sf-passport-voucher" aria-label={`凭证 ${voucher.number}`}>
      <p className="sf-row">
        <Link to={voucherAddress(book, voucher.number)}>{voucher.number}</Link>
        <span className="sf-muted">{voucher.date}</span>
        <span className="sf-grow">{voucher.summary}</span>
        <Side title="借" value={debit} />
        <Side title="贷" value={credit} />
      </p>
      <p className="sf-row">
        <span aria-hidden="true">└</span>
        <SourceText source={voucher.source} />
        <span className="sf-muted">{voucher.source.detail}</span>
        {document === undefined ? null : (
          <Check holds={magnitude(document.amount) === magnitude(debit !== 0 ? debit : credit)}>
            {`${document.rows} 行合计等于凭证`}
          </Check>
        )}
      </p>
      {document === undefined ? null : (
        <>
          <p className="sf-row">
            <span aria-hidden="true">└</span>
            <span>{document.fileName ?? "页面录入，没有文件"}</span>
            {document.sm3 === undefined ? null : (
              <Typography.Text copyable={{ text: document.sm3, tooltips: ["复制完整摘要", "已复制"] }} code>
                <span title={document.sm3}>SM3 {document.sm3.slice(0, 8)}…</span>
              </Typography.Text>
            )}
          </p>
          <details>
            <summary>{`文件的行（${document.rows.toLocaleString("zh-CN")}）`}</summary>
            <Lines document={document} />
          </details>
        </>
      )}
    </section>
  );
}

function Lines({ document }: { document: NonNullable<PassportVoucher["document"]> }) {
  const rest = document.rows - document.lines.length;
  return (
    <table className="sf-plain">
      <thead>
        <tr>
          <th scope="col">文件行</th>
          <th scope="col">收款人</th>
          <th scope="col" className="sf-right">
            金额
          </th>
        </tr>
      </thead>
      <tbody>
        {document.lines.map((line) => (
          <tr key={line.number}>
            <td>{line.sourceLine === 0 ? `第 ${line.number} 笔` : `第 ${line.sourceLine} 行`}</td>
            <td>{line.name}</td>
            <td className="sf-right">
              <Amount value={line.amount} />
            </td>
          </tr>
        ))}
      </tbody>
      {rest <= 0 ? null : (
        <tfoot>
          <tr>
            <td colSpan={3}>
              <Link to={`/expenditure/requests/${encodeURIComponent(document.request)}`}>
                {`另有 ${rest.toLocaleString("zh-CN")} 行，在用款申请中查看`}
              </Link>
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Side({ title, value }: { title: string; value: Fen }) {
  if (value === 0) return null;
  return (
    <span>
      {title} <Amount value={value} />
    </span>
  );
}

/** Red entries stand negative in the book and positive on the document. */
function magnitude(value: Fen): number {
  return Math.abs(value);
}

function Check({ holds, children }: { holds: boolean; children: string }) {
  return (
    <span className={`sf-small ${holds ? "sf-good" : "sf-bad"}`}>
      {holds ? "✓ " : "✕ 不成立："}
      {children}
    </span>
  );
}
