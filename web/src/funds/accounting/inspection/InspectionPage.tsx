import "../closing/Closing.css";
import "../../../ui/plain.css";
import { Button, Select } from "antd";
import type { ReactNode } from "react";
import { useMemo } from "react";
import { Link, useNavigate } from "react-router";
import type { BookInspection, BookRow } from "../../../api/generated/types";
import { useParameter } from "../../../kernel/parameter";
import { useRemote } from "../../../kernel/remote";
import { Amount } from "../../../ui/Amount";
import { Page } from "../../../ui/Page";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import type { Column } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import { WithBook } from "../BookPicker";
import { bookPath, bookPeriodText, periodsOf, voucherAddress } from "../books";
import type { FindingRow } from "./inspection";
import { findingRows, resultOf, verdictOf } from "./inspection";

/** 内部稽核: every voucher of a period read again and compared with the book, and what deserves a second look. */
export function InspectionPage() {
  return <WithBook>{(book, picker) => <Inspection key={book.book} book={book} picker={picker} />}</WithBook>;
}

function Inspection({ book, picker }: { book: BookRow; picker: ReactNode }) {
  const [asked, choose] = useParameter("period");
  const period = asked?.startsWith(String(book.year)) ? asked : undefined;
  const inspection = useRemote<BookInspection>(`${bookPath(book.book)}/inspection`, { period });
  return (
    <Page title="内部稽核" meta={book.title} actions={picker} fill>
      <RemoteView remote={inspection} rows={10}>
        {(view) => <Report view={view} onPeriod={choose} />}
      </RemoteView>
    </Page>
  );
}

type ReportProps = { view: BookInspection; onPeriod: (period: string) => void };

function Report({ view, onPeriod }: ReportProps) {
  const { book, period, checks } = view;
  const navigate = useNavigate();
  const [chosen, choose] = useParameter("check");
  const verdict = verdictOf(checks);
  const rows = useMemo(() => findingRows(checks, chosen), [checks, chosen]);
  const columns = useMemo(() => columnsOf(book), [book]);
  const cut = checks.find((check) => check.count > check.findings.length);
  return (
    <>
      <section className="sf-panel sf-stack">
        <div className="sf-row" style={{ flexWrap: "wrap" }}>
          <Select
            aria-label="会计期间"
            style={{ minWidth: 150 }}
            value={period}
            options={periodsOf(Number(period.slice(0, 4)))}
            onChange={onPeriod}
          />
          <StatusTag tone={verdict.tone}>{verdict.text}</StatusTag>
          <span className="sf-muted">
            重新读取 {view.vouchers.toLocaleString()} 张凭证、{view.lines.toLocaleString()} 行分录，借方合计{" "}
            <Amount value={view.debit} />
          </span>
          <span className="sf-grow" />
          <Button className="sf-no-print" onClick={() => window.print()}>
            打印
          </Button>
        </div>
        <table className="sf-plain sf-checks">
          <thead>
            <tr>
              <th scope="col">稽核事项</th>
              <th scope="col">结果</th>
              <th scope="col">方法</th>
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => {
              const { tone, text } = resultOf(check);
              return (
                <tr key={check.id}>
                  <td>{check.title}</td>
                  <td>
                    {check.count === 0 ? (
                      <StatusTag tone={tone}>{text}</StatusTag>
                    ) : (
                      <Button
                        type="link"
                        size="small"
                        aria-pressed={chosen === check.id}
                        onClick={() => choose(chosen === check.id ? undefined : check.id)}
                      >
                        <StatusTag tone={tone}>{text}</StatusTag>
                      </Button>
                    )}
                  </td>
                  <td className="sf-checks-text">{check.why}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <p className="sf-muted" style={{ overflowWrap: "anywhere" }}>
          本期末张凭证校验值 {view.digest}
          {cut === undefined ? null : `；每项只列前 ${cut.findings.length} 条`}
        </p>
      </section>
      {checks.every((check) => check.count === 0) ? null : (
        <DataTable
          id="inspection"
          name={`内部稽核 ${view.bookTitle} ${bookPeriodText(period)}`}
          columns={columns}
          rowKey={(row) => row.key}
          rows={rows}
          onOpen={(row) => row.voucher && void navigate(voucherAddress(book, row.voucher))}
        />
      )}
    </>
  );
}

function columnsOf(book: string): readonly Column<FindingRow>[] {
  return [
    { key: "check", title: "稽核事项", kind: "text", width: 220, value: (row) => row.check },
    {
      key: "voucher",
      title: "凭证号",
      kind: "text",
      width: 130,
      value: (row) => row.voucher,
      render: ({ voucher }) => voucher && <Link to={voucherAddress(book, voucher)}>{voucher}</Link>,
    },
    { key: "date", title: "日期", kind: "date", value: (row) => row.date },
    { key: "amount", title: "金额", kind: "amount", value: (row) => row.amount },
    { key: "text", title: "说明", kind: "text", width: 620, value: (row) => row.text },
  ];
}
