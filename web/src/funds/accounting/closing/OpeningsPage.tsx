import "../../../ui/plain.css";
import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { OpeningImport, VoucherPage } from "../../../api/generated/types";
import { saveAs } from "../../../kernel/api";
import { dayAt } from "../../../kernel/period";
import { useRefresh, useRemote } from "../../../kernel/remote";
import { useMay, useUser } from "../../../kernel/user";
import { Amount } from "../../../ui/Amount";
import { DescriptionList } from "../../../ui/DescriptionList";
import { EmptyState } from "../../../ui/EmptyState";
import { Page } from "../../../ui/Page";
import { RemoteView } from "../../../ui/RemoteView";
import { RowProblems } from "../../../ui/RowProblems";
import { StatusTag } from "../../../ui/StatusTag";
import { TableDrop } from "../../../ui/TableDrop";
import { WithBook } from "../BookPicker";
import { bookPath, booksPath, voucherAddress, voucherText } from "../books";
import { openingTemplate } from "./template";

/** 期初余额: opens the first year's books from a table; later years carry forward by themselves. */
export function OpeningsPage() {
  const mayOpen = useMay("book.open");
  const refresh = useRefresh();
  const [report, setReport] = useState<OpeningImport>();
  return (
    <Page title="期初余额">
      {mayOpen ? (
        <Upload
          onDone={(done) => {
            setReport(done);
            refresh(booksPath);
          }}
        />
      ) : null}
      {report === undefined ? null : <Report report={report} />}
      <OpeningVouchers />
    </Page>
  );
}

function Upload({ onDone }: { onDone: (report: OpeningImport) => void }) {
  const user = useUser();
  const template = () => {
    const year = Number(dayAt(new Date()).slice(0, 4));
    const text = openingTemplate(user?.division.code ?? "", user?.funds[0] ?? "enterprise-pension", year);
    saveAs(new Blob([text], { type: "text/csv;charset=utf-8" }), "期初余额模板.csv");
  };
  return (
    <section className="sf-panel sf-stack">
      <div className="sf-row">
        <p className="sf-muted sf-grow" style={{ width: 0 }}>
          建账第一年的余额表，列：区划、险种、年度、科目编码、余额（元），银行存款另填银行账号。余额按科目的正常方向填写，反方向填负数。
          每套账要么全部导入，要么全部不导入；同一文件再导入不会重复。以后年度由上年年终结转自动带入，不用导入。
        </p>
        <Button icon={<DownloadOutlined />} onClick={template}>
          下载模板
        </Button>
      </div>
      <TableDrop<OpeningImport> path="/api/accounting/openings" onDone={onDone} />
    </section>
  );
}

function Report({ report }: { report: OpeningImport }) {
  const isWhole = report.problems.length === 0;
  const tone = isWhole ? "good" : report.imported > 0 ? "warn" : "bad";
  return (
    <section className="sf-panel sf-stack" aria-label="导入结果">
      <div className="sf-row" role="status">
        <h2>导入结果</h2>
        <StatusTag tone={tone}>{isWhole ? "已导入" : "有错误行"}</StatusTag>
      </div>
      <DescriptionList
        items={[
          { label: "文件行数", value: report.rows.toLocaleString("zh-CN") },
          { label: "已导入", value: report.imported.toLocaleString("zh-CN") },
          {
            label: "账套",
            value: report.books.length === 0 ? "—" : report.books.map((book) => <BookLink key={book} book={book} />),
            wide: true,
          },
        ]}
      />
      <RowProblems id="opening-problems" problems={report.problems} />
    </section>
  );
}

function BookLink({ book }: { book: string }) {
  const year = book.split("-")[2] ?? "";
  return (
    <Link style={{ marginInlineEnd: 16 }} to={`/accounting/vouchers?book=${book}&period=${year}00`}>
      {book} 的期初凭证
    </Link>
  );
}

/** What a book begins with. */
function OpeningVouchers() {
  return (
    <WithBook>
      {(book, picker) => (
        <section className="sf-panel sf-stack" aria-label="期初凭证">
          <div className="sf-row">
            <h2>期初凭证</h2>
            <span className="sf-grow" />
            {picker}
          </div>
          <OfBook key={book.book} book={book.book} year={book.year} />
        </section>
      )}
    </WithBook>
  );
}

function OfBook({ book, year }: { book: string; year: number }) {
  const vouchers = useRemote<VoucherPage>(`${bookPath(book)}/vouchers`, { period: `${year}00` });
  return (
    <RemoteView remote={vouchers} rows={3}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title="本套账没有期初余额" next="在上方导入，或等待上年年终结转。" />
        ) : (
          <table className="sf-plain">
            <tbody>
              {items.map((voucher) => (
                <tr key={voucher.id}>
                  <td>
                    <Link to={voucherAddress(book, voucher.id)}>{voucherText(voucher.id)}</Link>
                  </td>
                  <td>{voucher.summary}</td>
                  <td>{voucher.lines.length} 条分录</td>
                  <td className="sf-right">
                    <Amount value={voucher.total} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </RemoteView>
  );
}
