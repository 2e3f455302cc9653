import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { remote } from "../../../kernel/problem";
import { Amount } from "../../../ui/Amount";
import { RemoteView } from "../../../ui/RemoteView";
import type { Column } from "../../../ui/table/columns";
import { bookPath, voucherAddress } from "../books";
import { dimensionsText } from "../dimensions";
import { SourceText } from "../SourceText";
import { BookSheet } from "./BookSheet";
import type { Journal } from "./journal";
import { readJournal } from "./journal";
import type { TabProps } from "./LedgersPage";
import type { Lens } from "./lens";
import { detailAddress, lensAddress, monthsOf } from "./lens";
import type { JournalLine } from "./rows";
import { journalLines } from "./rows";
import { rangeText, subjectText } from "./words";

/** Vouchers read at once: more than a person reads, and quickly there. */
const step = 2_000;

/** 序时账: the posted vouchers of the range in order, line by line. */
export function JournalTab({ lens, title }: TabProps) {
  const [most, setMost] = useState(step);
  const path = `${bookPath(lens.book)}/vouchers`;
  const periods = lens.to.endsWith("13") ? [...monthsOf(lens), lens.to] : monthsOf(lens);
  const query = useQuery({
    queryKey: ["journal", path, periods, lens.account, most],
    queryFn: ({ signal }) => readJournal(path, periods, lens.account, most, signal),
  });
  return (
    <RemoteView remote={remote(query)} rows={10}>
      {(journal) => <JournalSheet lens={lens} title={title} journal={journal} onMore={() => setMost(most + step)} />}
    </RemoteView>
  );
}

function JournalSheet({ lens, title, journal, onMore }: TabProps & { journal: Journal; onMore: () => void }) {
  const { vouchers, total, debit } = journal;
  const whole = vouchers.length === total;
  const columns = useMemo(() => columnsOf(lens, whole), [lens, whole]);
  const rows = useMemo(() => journalLines(vouchers), [vouchers]);
  return (
    <BookSheet
      id="journal"
      heading={{
        title: "序时账",
        book: title,
        subject: subjectText({ ...lens, dimension: undefined }),
        range: rangeText(lens),
      }}
      columns={columns}
      rowKey={({ voucher, line }) => `${voucher.id}-${line.number}`}
      rows={rows}
      open={({ voucher }) => voucherAddress(voucher.book, voucher.id)}
      empty={{ title: "这段时间没有已记账凭证", next: "扩大期间范围，或去掉科目再看。" }}
      sums={
        <div className="sf-row" role="status">
          <span>
            共 <b>{total.toLocaleString()}</b> 张凭证，借贷各 <Amount value={debit} />
          </span>
          {whole ? null : (
            <>
              <span>，已载入前 {vouchers.length.toLocaleString()} 张；合计和导出只含已载入的。</span>
              <Button className="sf-no-print" size="small" onClick={onMore}>
                继续载入
              </Button>
            </>
          )}
          {lens.account === undefined ? null : <span className="sf-muted">含该科目的凭证，整张列示</span>}
        </div>
      }
    />
  );
}

function columnsOf(lens: Lens, total: boolean): readonly Column<JournalLine>[] {
  const address = ({ voucher }: JournalLine) => voucherAddress(voucher.book, voucher.id);
  const ledger = ({ voucher, line }: JournalLine) =>
    detailAddress(lens, line.account, {
      dimension: undefined,
      value: undefined,
      from: voucher.period,
      to: voucher.period,
    });
  // Whole vouchers of one account are no turnover of any book.
  const whole = { dimension: undefined, value: undefined, level: 1 };
  const totalTo = lens.account === undefined ? lensAddress(lens, { ...whole, view: "general" }) : undefined;
  return [
    { key: "date", title: "日期", kind: "date", frozen: true, value: (row) => row.voucher.date },
    {
      key: "voucher",
      title: "凭证号",
      kind: "text",
      width: 130,
      frozen: true,
      value: (row) => row.voucher.id,
      render: (row) =>
        row.isFirst ? (
          <Link to={address(row)}>{row.voucher.id}</Link>
        ) : (
          <span className="sf-muted">{row.voucher.id}</span>
        ),
    },
    {
      key: "summary",
      title: "摘要",
      kind: "text",
      width: 270,
      value: ({ voucher, line }) => line.summary || voucher.summary,
    },
    {
      key: "account",
      title: "科目",
      kind: "text",
      width: 300,
      value: ({ line }) => `${line.account} ${line.accountName}`,
      render: (row) => (
        <Link className="sf-cell-text" to={ledger(row)}>
          {row.line.account} {row.line.accountName}
        </Link>
      ),
    },
    {
      key: "debit",
      title: "借方",
      kind: "amount",
      total,
      totalTo,
      to: address,
      value: ({ line }) => (line.side === "debit" ? line.debit : undefined),
    },
    {
      key: "credit",
      title: "贷方",
      kind: "amount",
      total,
      totalTo,
      to: address,
      value: ({ line }) => (line.side === "credit" ? line.credit : undefined),
    },
    { key: "aux", title: "辅助核算", kind: "text", width: 240, value: ({ line }) => dimensionsText(line.dimensions) },
    {
      key: "source",
      title: "来源单据",
      kind: "text",
      width: 330,
      value: (row) => row.voucher.source.id,
      render: (row) => (
        <span className="sf-cell-text">
          <SourceText source={row.voucher.source} />
        </span>
      ),
    },
  ];
}
