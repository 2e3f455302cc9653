import "./Voucher.css";
import type { Signature, VoucherLineView } from "../../api/generated/types";
import type { Fen } from "../../kernel/money";
import { dateText, timeText } from "../../kernel/period";
import { Amount } from "../../ui/Amount";
import { UnitProvider } from "../../ui/unit";
import { dimensionsText } from "./dimensions";

/** What stands on a voucher's form, posted or not. */
export type PaperVoucher = {
  bookTitle: string;
  date: string;
  papers: number;
  lines: readonly VoucherLineView[];
  total: Fen;
  totalCapitals: string;
  preparedBy: Signature;
  auditedBy?: Signature;
  postedBy?: Signature;
  confirmedBy?: Signature;
};

/** A form has this many lines at least, as the printed forms do. */
const linesLeast = 5;

/** 记账凭证 as the Basic Norms for Accounting Work (会计基础工作规范 §51) name its parts; red-letter lines in red. */
export function VoucherPaper({ voucher, number }: { voucher: PaperVoucher; number: string }) {
  const empty = Array.from({ length: Math.max(0, linesLeast - voucher.lines.length) }, (_, index) => `空行${index}`);
  return (
    <UnitProvider unit="yuan">
      <section className="sf-voucher" aria-label="记账凭证">
        <h2>记账凭证</h2>
        <div className="sf-voucher-head">
          <span>核算单位：{voucher.bookTitle}</span>
          <span>{dateText(voucher.date)}</span>
          <span>{number}</span>
          <span>附件 {voucher.papers} 张</span>
        </div>
        <table>
          <colgroup>
            <col style={{ width: "31%" }} />
            <col style={{ width: "17%" }} />
            <col style={{ width: "20%" }} />
            <col style={{ width: "16%" }} />
            <col style={{ width: "16%" }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">摘要</th>
              <th scope="col">总账科目</th>
              <th scope="col">明细科目</th>
              <th scope="col">借方金额（元）</th>
              <th scope="col">贷方金额（元）</th>
            </tr>
          </thead>
          <tbody>
            {voucher.lines.map((line) => (
              <PaperLine key={line.number} line={line} />
            ))}
            {empty.map((key) => (
              <tr key={key}>
                <td>　</td>
                <td />
                <td />
                <td />
                <td />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={3}>合计（大写）　{voucher.totalCapitals}</td>
              <td>
                <Amount value={voucher.total} />
              </td>
              <td>
                <Amount value={voucher.total} />
              </td>
            </tr>
          </tfoot>
        </table>
        <div className="sf-voucher-foot">
          <Signed title="记账" by={voucher.postedBy} />
          <Signed title="审核" by={voucher.auditedBy} />
          <Signed title="制单" by={voucher.preparedBy} />
          <Signed title="国库确认" by={voucher.confirmedBy} />
        </div>
      </section>
    </UnitProvider>
  );
}

function PaperLine({ line }: { line: VoucherLineView }) {
  const [general, ...detail] = line.accountName.split("--");
  const dimensions = dimensionsText(line.dimensions);
  const isRed = line.debit < 0 || line.credit < 0;
  return (
    <tr className={isRed ? "sf-voucher-red" : ""}>
      <td>{line.summary}</td>
      <td>{detail.length === 0 ? `${line.account} ${general}` : general}</td>
      <td>
        {detail.length === 0 ? "" : `${line.account} ${detail.join("—")}`}
        {dimensions === "" ? null : <div className="sf-small">{dimensions}</div>}
      </td>
      <td>{line.side === "debit" ? <Amount value={line.debit} /> : null}</td>
      <td>{line.side === "credit" ? <Amount value={line.credit} /> : null}</td>
    </tr>
  );
}

function Signed({ title, by }: { title: string; by: Signature | undefined }) {
  return (
    <span title={by === undefined ? "" : timeText(by.at)}>
      <b>{title}：</b>
      {by?.name ?? "　　　　"}
    </span>
  );
}
